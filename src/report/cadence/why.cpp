#include "rapport/report/why.hpp"

namespace rapport {
namespace {

std::string streak_finding(const WeekLine& week, const Streak& streak) {
  std::string text = streak_text(streak, week.main) +
                     "; a met one adds one, paused and partial ones change nothing, and one miss "
                     "is forgiven after four met in a row";
  if (week.forgiven) text += ": this one is";
  return text;
}

KeyValues talk_facts(const WhyTalkReport& report) {
  const TalkLine& talk = report.talk;
  return {{{.key = "pm", .title = "PM", .cell = {report.pm}},
           {.key = "id", .cell = {talk.id}, .audience = Audience::programs},
           {.key = "start", .title = "When", .cell = {talk.start}},
           {.key = "minutes", .title = "Length", .cell = {talk.length}},
           {.key = "kind", .title = "Kind", .cell = {std::string(name_of(talk.kind))}},
           {.key = "purpose", .title = "Purpose", .cell = {std::string(name_of(talk.purpose))}},
           {.key = "customers", .cell = {talk.customers}, .audience = Audience::programs},
           {.key = "with",
            .title = talk.loop == Loop::customer ? "Customers" : "With",
            .cell = {talk.with},
            .audience = Audience::people},
           {.key = "counts", .cell = {!talk.reason}, .audience = Audience::programs},
           {.key = "reason",
            .cell = {talk.reason ? Value(*talk.reason) : Value()},
            .audience = Audience::programs},
           {.key = "late", .title = "Late", .cell = {talk.late}}}};
}

}  // namespace

WhyWeekReport build_why_week(const Cadence& cadence, Date day) {
  const DateRange days = week_of(day, cadence.rules().week_start);
  const Week week = cadence.weeks(days.from, days.from).front();
  WhyWeekReport report{
      .pm = cadence.pm().name, .today = cadence.today(), .week = week_line(cadence, week)};
  if (week.main)
    report.reasons = why_judgement(cadence, *week.main);
  else
    report.reasons.push_back({state_text(week.state), "no target asks for anything in this week"});
  report.reasons.push_back({"streak", streak_finding(report.week, cadence.streak(day))});
  return report;
}

std::optional<WhyTalkReport> build_why_talk(const Cadence& cadence, std::int64_t number) {
  const Entry* const entry = cadence.find_entry(number);
  if (entry == nullptr) return std::nullopt;
  WhyTalkReport report{
      .pm = cadence.pm().name, .today = cadence.today(), .talk = talk_line(cadence, *entry)};
  for (const auto& reason : why_talk(cadence, *entry))
    report.lines.push_back({reason.target->name, reason.counts, reason.finding});
  return report;
}

Document document_of(const WhyWeekReport& report) {
  Document document{.report = "why"};
  const WeekLine& week = report.week;
  document.blocks.emplace_back(
      Heading{report.pm + " · " + week.label + ": " + state_text(week.state)});
  document.blocks.emplace_back(
      KeyValues{{{.key = "pm", .cell = {report.pm}, .audience = Audience::programs},
                 {.key = "label", .cell = {week.label}, .audience = Audience::programs},
                 {.key = "from", .cell = {week.days.from}, .audience = Audience::programs},
                 {.key = "until", .cell = {week.days.until}, .audience = Audience::programs},
                 {.key = "state",
                  .cell = {std::string(name_of(week.state))},
                  .audience = Audience::programs}}});
  Table table{.key = "reasons",
              .columns = {{.key = "rule", .title = "Rule"}, {.key = "finding", .title = "Here"}}};
  for (const auto& reason : report.reasons) table.rows.push_back({{reason.rule}, {reason.finding}});
  document.blocks.emplace_back(std::move(table));
  return document;
}

Document document_of(const WhyTalkReport& report) {
  Document document{.report = "why"};
  document.blocks.emplace_back(
      Heading{"#" + std::to_string(report.talk.id) + ": " +
              (report.talk.reason ? "does not count, " + *report.talk.reason : "counts")});
  document.blocks.emplace_back(talk_facts(report));
  Table table{.key = "targets",
              .columns = {{.key = "name", .title = "Target"},
                          {.key = "counts", .title = "Counts"},
                          {.key = "finding", .title = "Why"}},
              .empty = "No target was in force on that day."};
  for (const auto& line : report.lines)
    table.rows.push_back({{line.target}, {line.counts}, {line.finding}});
  document.blocks.emplace_back(std::move(table));
  return document;
}

}  // namespace rapport
