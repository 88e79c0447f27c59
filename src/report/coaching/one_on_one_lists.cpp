#include <algorithm>
#include <set>

#include "rapport/base/text.hpp"
#include "report/coaching/one_on_one_parts.hpp"

namespace rapport {
namespace {

Cell due_cell(std::optional<Date> due, bool is_done, Date today) {
  if (is_done) return {std::string("done"), Tone::good};
  if (!due) return {std::string("no date")};
  const auto days = (today - *due).count();
  if (days > 0) return {std::to_string(days) + (days == 1 ? " day over" : " days over"), Tone::bad};
  if (days == 0) return {std::string("today"), Tone::warn};
  return {"in " + std::to_string(-days) + (days == -1 ? " day" : " days")};
}

std::string again_text(const Report::Rough& talk, Date today) {
  const auto days = ((talk.again ? *talk.again : today) - talk.day).count();
  const std::string lasted = std::to_string(days) + (days == 1 ? " day" : " days");
  return talk.again ? "spoken to again " + day_text(*talk.again, today) + ", after " + lasted
                    : "no contact yet, " + lasted;
}

KeyValues closure_facts(const Report& report) {
  const auto median = [](const Closure& closure) {
    return closure.median_days ? Value{std::int64_t{*closure.median_days}} : Value{};
  };
  KeyValues facts{{for_programs("settled", std::int64_t{report.closed.settled}),
                   for_programs("told", std::int64_t{report.closed.told}),
                   for_programs("median_days_to_tell", median(report.closed))}};
  const std::string quarter = closure_text(report.closed);
  const std::string ever = closure_text(report.closed_ever);
  if (report.closed_ever.settled > 0)
    facts.values.push_back(
        {"",
         "Loops closed",
         {quarter == ever ? ever : quarter + " in 13 weeks; " + ever + " in all"},
         Audience::people});
  return facts;
}

}  // namespace

std::string in_short(const Report& report) {
  std::string text;
  const auto add = [&](std::int64_t count, const char* one, const char* several) {
    if (count > 0)
      text +=
          (text.empty() ? "" : " · ") + std::to_string(count) + ' ' + (count == 1 ? one : several);
  };
  std::set<std::string> customers;
  std::int64_t talks = 0;
  for (const auto& met : report.met) {
    if (met.talk.status != Status::held || !is_live(met.talk.kind)) continue;
    ++talks;
    if (!met.talk.reason)  // the word is protected: a prospect is none
      customers.insert(met.talk.customers.begin(), met.talk.customers.end());
  }
  if (talks == 0) text = "No talk with a customer";
  add(talks, "talk", "talks");
  add(static_cast<std::int64_t>(customers.size()), "customer", "customers");
  const auto overdue = std::count_if(
      report.promises.begin(), report.promises.end(),
      [&](const auto& one) { return !one.kept && one.due && *one.due < report.today; });
  const auto untold = std::count_if(report.stories.begin(), report.stories.end(),
                                    [](const auto& story) { return story.shared == 0; });
  const auto alone = std::count_if(report.rough.begin(), report.rough.end(),
                                   [](const auto& talk) { return !talk.again; });
  add(alone, "rough talk without a contact since", "rough talks without a contact since");
  add(overdue, "promise overdue", "promises overdue");
  add(static_cast<std::int64_t>(report.to_tell.size()), "to tell", "to tell");
  add(untold, "story not shared", "stories not shared");
  add(static_cast<std::int64_t>(report.to_confirm.size()), "plan to confirm", "plans to confirm");
  return text;
}

void add_rough(Blocks& blocks, const Report& report) {
  constexpr std::size_t longest_note = 200;
  if (!report.rough.empty()) blocks.emplace_back(Heading{"Rough talks", 2});
  Table table{.key = "rough",
              .title = "",
              .columns = {{"id", "#"},
                          {"when", "When"},
                          {"customers", "Customers"},
                          {"note", "Note"},
                          {"next_contact", "", Audience::programs},
                          {"since", "Since then", Audience::people}},
              .rows = {},
              .empty = "",
              .audience = Audience::everyone};
  for (const auto& talk : report.rough)
    table.rows.push_back({{talk.number},
                          {talk.day},
                          {talk.customers},
                          {shorten(talk.note, longest_note)},
                          {talk.again ? Value{*talk.again} : Value{}},
                          {again_text(talk, report.today), talk.again ? Tone::plain : Tone::warn}});
  blocks.emplace_back(std::move(table));
}

void add_questions(Blocks& blocks, const Report& report) {
  blocks.emplace_back(Heading{"Worth asking", 2});
  Table table{.key = "questions",
              .title = "",
              .columns = {{.key = "question"}, {.key = "from"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  int number = 0;
  for (const Question& question : report.questions) {
    table.rows.push_back({{question.text}, {question.from}});
    blocks.emplace_back(Text{std::to_string(++number) + ". " + question.text, Tone::strong});
    blocks.emplace_back(Text{"From: " + question.from, Tone::quiet});
  }
  blocks.emplace_back(std::move(table));
}

void add_promises(Blocks& blocks, const Report& report) {
  if (!report.promises.empty()) blocks.emplace_back(Heading{"Promises", 2});
  Table table{.key = "promises",
              .title = "",
              .columns = {{"id", "#"},
                          {"text", "Promise"},
                          {"customers", "For"},
                          {"due", "Due"},
                          {"stands", "", Audience::people},
                          {"kept", "", Audience::programs}},
              .rows = {},
              .empty = "",
              .audience = Audience::everyone};
  for (const auto& promise : report.promises)
    table.rows.push_back({{promise.number},
                          {promise.text},
                          {promise.customers},
                          {promise.due ? Value{*promise.due} : Value{}},
                          due_cell(promise.due, promise.kept.has_value(), report.today),
                          {promise.kept ? Value{*promise.kept} : Value{}}});
  blocks.emplace_back(std::move(table));
}

void add_to_tell(Blocks& blocks, const Report& report) {
  if (report.closed_ever.settled > 0) blocks.emplace_back(Heading{"Customers to tell", 2});
  Table table{
      .key = "to_tell",
      .title = "",
      .columns = {{"customer", "Who"}, {"what", "What"}, {"outcome", ""}, {"settled", "Since"}},
      .rows = {},
      .empty = "",
      .audience = Audience::everyone};
  for (const Waiting& one : report.to_tell)
    table.rows.push_back({{one.who}, {one.what}, {one.outcome}, {one.settled}});
  blocks.emplace_back(std::move(table));
  blocks.emplace_back(closure_facts(report));
}

void add_stories(Blocks& blocks, const Report& report) {
  if (!report.stories.empty()) blocks.emplace_back(Heading{"Stories", 2});
  Table table{.key = "stories",
              .title = "",
              .columns = {{"id", "#"},
                          {"text", "Story"},
                          {"customers", "Of"},
                          {"told", "Told"},
                          {"shared", "", Audience::programs},
                          {"stands", "Shared", Audience::people}},
              .rows = {},
              .empty = "",
              .audience = Audience::everyone};
  for (const auto& story : report.stories)
    table.rows.push_back(
        {{story.number},
         {story.text},
         {story.customers},
         {story.told},
         {static_cast<std::int64_t>(story.shared)},
         {story.shared == 0 ? std::string("not yet") : std::to_string(story.shared) + "×",
          story.shared == 0 ? Tone::warn : Tone::plain}});
  blocks.emplace_back(std::move(table));
}

void add_actions(Blocks& blocks, const Report& report) {
  if (!report.actions.empty()) blocks.emplace_back(Heading{"Agreed last time", 2});
  if (report.since.review && !report.since.review->note.empty())
    blocks.emplace_back(Text{report.since.review->note});
  Table table{.key = "actions",
              .title = "",
              .columns = {{"id", "#"},
                          {"text", "Action"},
                          {"due", "Due"},
                          {"stands", "", Audience::people},
                          {"done", "", Audience::programs}},
              .rows = {},
              .empty = "",
              .audience = Audience::everyone};
  for (const Action& action : report.actions)
    table.rows.push_back({{action.number},
                          {action.text},
                          {action.due ? Value{*action.due} : Value{}},
                          due_cell(action.due, action.done.has_value(), report.today),
                          {action.done ? Value{*action.done} : Value{}}});
  blocks.emplace_back(std::move(table));
}

void add_plans(Blocks& blocks, const std::vector<TalkLine>& plans, const char* key,
               const char* title) {
  if (!plans.empty()) blocks.emplace_back(Heading{title, 2});
  Table table{.key = key,
              .title = "",
              .columns = {{"id", "#"},
                          {"start", "When"},
                          {"customers", "Customers"},
                          {"kind", "Kind"},
                          {"minutes", "Length"}},
              .rows = {},
              .empty = "",
              .audience = Audience::everyone};
  for (const TalkLine& talk : plans)
    table.rows.push_back({{talk.id},
                          {talk.start},
                          {talk.customers},
                          {std::string(name_of(talk.kind))},
                          {talk.length}});
  blocks.emplace_back(std::move(table));
}

}  // namespace rapport
