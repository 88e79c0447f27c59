#include <algorithm>
#include <set>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "report/coaching/one_on_one_parts.hpp"

namespace rapport {
namespace {

/// A field of what a line is about: the promise of a `MadePromise`.
template <typename Line, typename Subject, typename Get>
auto of(Subject Line::*subject, Get get) {
  return [subject, get](const Line& line) { return std::invoke(get, line.*subject); };
}

Cell due_cell(std::optional<Date> due, bool is_done, Date today) {
  if (is_done) return {std::string("done"), Tone::good};
  if (!due) return {std::string("no date")};
  const auto days = (today - *due).count();
  if (days > 0) return {days_text(days) + " over", Tone::bad};
  if (days == 0) return {std::string("today"), Tone::warn};
  return {"in " + days_text(-days)};
}

Cell again_cell(const RoughTalk& talk, Date today) {
  const std::string lasted = days_text((talk.again.value_or(today) - talk.day).count());
  if (!talk.again) return {"no contact yet, " + lasted, Tone::warn};
  return {"spoken to again " + day_text(*talk.again, today) + ", after " + lasted};
}

Cell shared_cell(const ToldStory& story) {
  if (story.shared == 0) return {std::string("not yet"), Tone::warn};
  return {std::to_string(story.shared) + "×"};
}

}  // namespace

std::string in_short(const OneOnOneReport& report) {
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, const char* one, const char* several) {
    if (count > 0) parts.push_back(count_text(count, one, several));
  };
  std::set<std::string> customers;
  std::int64_t talks = 0;
  for (const MetTalk& met : report.met) {
    if (met.talk.status != Status::held || !is_live(met.talk.kind)) continue;
    ++talks;
    if (!met.talk.reason)  // the word is protected: a prospect is none
      customers.insert(met.talk.customers.begin(), met.talk.customers.end());
  }
  if (talks == 0) parts.emplace_back("No talk with a customer");
  add(talks, "talk", "talks");
  add(static_cast<std::int64_t>(customers.size()), "customer", "customers");
  const auto alone = std::count_if(report.rough.begin(), report.rough.end(),
                                   [](const RoughTalk& talk) { return !talk.again; });
  const auto overdue =
      std::count_if(report.promises.begin(), report.promises.end(), [&](const MadePromise& made) {
        return !made.promise.kept && made.promise.due && *made.promise.due < report.today;
      });
  const auto unshared = std::count_if(report.stories.begin(), report.stories.end(),
                                      [](const ToldStory& story) { return story.shared == 0; });
  add(alone, "rough talk without a contact since", "rough talks without a contact since");
  add(overdue, "promise overdue", "promises overdue");
  add(static_cast<std::int64_t>(report.to_tell.size()), "to tell", "to tell");
  add(unshared, "story not shared", "stories not shared");
  add(static_cast<std::int64_t>(report.to_confirm.size()), "plan to confirm", "plans to confirm");
  return joined(parts, " · ");
}

void add_list(std::vector<Block>& blocks, const char* title, Table table) {
  if (!table.rows.empty()) blocks.emplace_back(Heading{title, 2});
  blocks.emplace_back(std::move(table));
}

Table actions_table(const OneOnOneReport& report) {
  const auto stands = [today = report.today](const Action& action) {
    return due_cell(action.due, action.done.has_value(), today);
  };
  return table_of({.key = "actions"}, report.actions,
                  {{"id", "#", &Action::number},
                   {"text", "Action", &Action::text},
                   {"due", "Due", &Action::due},
                   {"stands", "", stands, Audience::people},
                   {"done", "", &Action::done, Audience::programs}});
}

Table rough_table(const OneOnOneReport& report) {
  constexpr std::size_t longest_note = 200;
  const auto since = [today = report.today](const RoughTalk& talk) {
    return again_cell(talk, today);
  };
  return table_of(
      {.key = "rough"}, report.rough,
      {{"id", "#", &RoughTalk::number},
       {"when", "When", &RoughTalk::day},
       {"customers", "Customers", &RoughTalk::customers},
       {"note", "Note", [](const RoughTalk& talk) { return shorten(talk.note, longest_note); }},
       {"next_contact", "", &RoughTalk::again, Audience::programs},
       {"since", "Since then", since, Audience::people}});
}

Table stories_table(const OneOnOneReport& report) {
  return table_of({.key = "stories"}, report.stories,
                  {{"id", "#", of(&ToldStory::story, &Story::number)},
                   {"text", "Story", of(&ToldStory::story, &Story::text)},
                   {"customers", "Of", &ToldStory::customers},
                   {"told", "Told", of(&ToldStory::story, &Story::told)},
                   {"shared", "", &ToldStory::shared, Audience::programs},
                   {"stands", "Shared", shared_cell, Audience::people}});
}

Table promises_table(const OneOnOneReport& report) {
  const auto stands = [today = report.today](const MadePromise& made) {
    return due_cell(made.promise.due, made.promise.kept.has_value(), today);
  };
  return table_of({.key = "promises"}, report.promises,
                  {{"id", "#", of(&MadePromise::promise, &Promise::number)},
                   {"text", "Promise", of(&MadePromise::promise, &Promise::text)},
                   {"customers", "For", &MadePromise::customers},
                   {"due", "Due", of(&MadePromise::promise, &Promise::due)},
                   {"stands", "", stands, Audience::people},
                   {"kept", "", of(&MadePromise::promise, &Promise::kept), Audience::programs}});
}

Table to_tell_table(const OneOnOneReport& report) {
  return table_of({.key = "to_tell"}, report.to_tell,
                  {{"customer", "Who", &WaitingToHear::who},
                   {"what", "What", &WaitingToHear::what},
                   {"outcome", "", &WaitingToHear::outcome},
                   {"settled", "Since", &WaitingToHear::settled}});
}

KeyValues closure_values(const OneOnOneReport& report) {
  KeyValues values{
      {value_for_programs("settled", report.closed.settled),
       value_for_programs("told", report.closed.told),
       value_for_programs("median_days_to_tell", value_of(report.closed.median_days))}};
  const std::string quarter = closure_text(report.closed);
  const std::string ever = closure_text(report.closed_ever);
  if (report.closed_ever.settled > 0)
    values.values.push_back(value_for_people(
        "Loops closed", quarter == ever ? ever : quarter + " in 13 weeks; " + ever + " in all"));
  return values;
}

Table plans_table(const std::vector<TalkLine>& plans, const char* key) {
  return table_of({.key = key}, plans,
                  {{"id", "#", &TalkLine::id},
                   {"start", "When", &TalkLine::start},
                   {"customers", "Customers", &TalkLine::customers},
                   {"kind", "Kind", named(&TalkLine::kind)},
                   {"minutes", "Length", &TalkLine::length}});
}

void add_questions(std::vector<Block>& blocks, const OneOnOneReport& report) {
  blocks.emplace_back(Heading{"Worth asking", 2});
  int number = 0;
  for (const Question& question : report.questions) {
    blocks.emplace_back(Text{std::to_string(++number) + ". " + question.text, Tone::strong});
    blocks.emplace_back(Text{"From: " + question.from, Tone::quiet});
  }
  blocks.emplace_back(table_of({.key = "questions", .audience = Audience::programs},
                               report.questions,
                               {{"question", "", &Question::text}, {"from", "", &Question::from}}));
}

}  // namespace rapport
