#include "one_on_one_parts.hpp"

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

Facts closure_facts(const Report& report) {
  const auto median = [](const Closure& closure) {
    return closure.median_days ? Value{std::int64_t{*closure.median_days}} : Value{};
  };
  Facts facts{{for_programs("settled", std::int64_t{report.closed.settled}),
               for_programs("told", std::int64_t{report.closed.told}),
               for_programs("median_days_to_tell", median(report.closed))}};
  if (report.closed_ever.settled > 0)
    facts.facts.push_back({"",
                           "Loops closed",
                           {closure_text(report.closed) + " in 13 weeks; " +
                            closure_text(report.closed_ever) + " in all"},
                           Audience::people});
  return facts;
}

}  // namespace

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
