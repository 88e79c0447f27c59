#include <algorithm>
#include <set>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/promises.hpp"
#include "report/coaching/one_on_one_parts.hpp"

namespace rapport {
namespace {

/// A field of what a line is about: the promise of a `MadePromise`.
template <typename Line, typename Subject, typename Get>
auto of(Subject Line::*subject, Get get) {
  return [subject, get](const Line& line) { return std::invoke(get, line.*subject); };
}

/// "done", "done, 46 days late", "3 days overdue", "in 5 days".
Cell due_cell(std::optional<Date> due, std::optional<Date> done, Date today) {
  if (done) return {done_text(due, *done), due && *done > *due ? Tone::plain : Tone::good};
  if (!due) return {std::string("no date")};
  const auto days = (today - *due).count();
  if (days > 0) return {days_text(days) + " overdue", Tone::bad};
  if (days == 0) return {std::string("today"), Tone::warn};
  return {"in " + days_text(-days)};
}

/// A column "#" of things of that kind.
template <typename Line, typename Get>
ColumnOf<Line> id_column(const OneOnOneReport& report, const char* kind, Get get) {
  return {"id", "#", [&report, kind, get](const Line& line) {
            return report.numbering.cell(kind, std::invoke(get, line));
          }};
}

Cell again_cell(const RoughTalk& talk, Date today) {
  const std::string lasted = days_text((talk.again.value_or(today) - talk.day).count());
  if (!talk.again) return {"no own contact yet, " + lasted, Tone::warn};
  return {"spoken to again " + day_text(*talk.again, today) + ", after " + lasted};
}

Cell shared_cell(const ToldStory& story) {
  if (story.shared == 0) return {std::string("not yet"), Tone::warn};
  return {std::to_string(story.shared) + "×"};
}

}  // namespace

std::string in_short(const OneOnOneReport& report) {
  const SinceThen& since = report.since_then;
  std::vector<std::string> parts;
  if (since.customers > 0) parts.push_back(count_text(since.customers, "customer"));
  if (since.talks > 0)
    parts.push_back("something learned in " + std::to_string(since.learned) + " of " +
                    count_text(since.talks, "talk"));
  if (since.days_to_log)
    parts.push_back(*since.days_to_log == 0
                        ? "logged on the day of the talk"
                        : "logged " + days_text(*since.days_to_log) + " after the talk");
  return joined(parts, " · ");
}

void add_list(std::vector<Block>& blocks, const char* title, Table table, Tone tone) {
  if (!table.rows.empty()) blocks.emplace_back(Heading{title, 2, tone});
  blocks.emplace_back(std::move(table));
}

Table actions_table(const OneOnOneReport& report) {
  const auto stands = [today = report.today](const Action& action) {
    return due_cell(action.due, action.done, today);
  };
  return table_of({.key = "actions"}, report.actions,
                  {id_column<Action>(report, "action", &Action::number),
                   {"text", "Action", &Action::text},
                   {"owner", "", named(&Action::owner), Audience::programs},
                   {"whose", "Who",
                    [&report](const Action& action) {
                      return action.owner == ActionOwner::coach ? std::string("coach") : report.pm;
                    },
                    Audience::people},
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
      {id_column<RoughTalk>(report, "interaction", &RoughTalk::number),
       {"when", "When", &RoughTalk::day},
       {"customers", "Customers", &RoughTalk::customers},
       {"note", "Note", [](const RoughTalk& talk) { return shorten(talk.note, longest_note); }},
       {"next_contact", "", &RoughTalk::again, Audience::programs},
       {"since", "Since then", since, Audience::people}});
}

Table stories_table(const OneOnOneReport& report) {
  return table_of({.key = "stories"}, report.stories,
                  {id_column<ToldStory>(report, "story", of(&ToldStory::story, &Story::number)),
                   {"text", "Story", of(&ToldStory::story, &Story::text)},
                   {"customers", "Of", &ToldStory::customers},
                   {"told", "Told", of(&ToldStory::story, &Story::told)},
                   {"shared", "", &ToldStory::shared, Audience::programs},
                   {"stands", "Shared", shared_cell, Audience::people}});
}

Table promises_table(const OneOnOneReport& report) {
  const auto stands = [today = report.today](const MadePromise& made) {
    return due_cell(made.promise.due, made.promise.kept, today);
  };
  return table_of(
      {.key = "promises"}, report.promises,
      {id_column<MadePromise>(report, "promise", of(&MadePromise::promise, &Promise::number)),
       {"text", "Promise", [](const MadePromise& made) { return shown_text(made.promise); }},
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
       value_for_programs("told", report.closed.closed),
       value_for_programs("median_days_to_tell", value_of(report.closed.median_days))}};
  const std::string quarter = closure_text(report.closed);
  const std::string ever = closure_text(report.closed_ever);
  if (report.closed_ever.settled > 0)
    values.values.push_back(value_for_people(
        "Loops closed", quarter == ever ? ever : quarter + " in 13 weeks; " + ever + " in all"));
  return values;
}

Table plans_table(const OneOnOneReport& report, const std::vector<TalkLine>& plans,
                  const char* key) {
  return table_of({.key = key}, plans,
                  {id_column<TalkLine>(report, "interaction", &TalkLine::id),
                   {"start", "When", &TalkLine::start},
                   {"customers", "Customers", &TalkLine::customers},
                   {"kind", "Kind", named(&TalkLine::kind)},
                   {"minutes", "Length", &TalkLine::length}});
}

Table team_table(const OneOnOneReport& report) {
  return table_of({.key = "seen_by_team"}, report.team,
                  {{"customer", "Customer", &SeenByTeam::customer},
                   {"pm", "PM", &SeenByTeam::pm},
                   {"talks", "Talks", &SeenByTeam::talks},
                   {"last", "Last", &SeenByTeam::last}});
}

void add_questions(std::vector<Block>& blocks, const OneOnOneReport& report) {
  blocks.emplace_back(Heading{"Questions to ask", 2});
  int number = 0;
  for (const Question& question : report.questions) {
    blocks.emplace_back(Text{std::to_string(++number) + ". " + question.text, Tone::strong});
    blocks.emplace_back(Text{question.from, Tone::quiet});
  }
  blocks.emplace_back(table_of({.key = "questions", .audience = Audience::programs},
                               report.questions,
                               {{"question", "", &Question::text},
                                {"from", "", &Question::from},
                                {"key", "", &Question::key}}));
}

}  // namespace rapport
