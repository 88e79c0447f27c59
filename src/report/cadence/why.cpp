#include "rapport/report/why.hpp"

#include "rapport/document/table.hpp"

namespace rapport {
namespace {

std::string streak_finding(const WeekLine& week, const Streak& streak) {
  std::string text = streak_text(streak, week.main) +
                     "; a week met adds one, paused and partial weeks change nothing, and one miss "
                     "after four met in a row is a grace week";
  if (week.forgiven) text += ": this one is";
  return text;
}

KeyValues talk_values(const WhyTalkReport& report) {
  const TalkLine& talk = report.talk;
  return {
      {{"pm", "PM", {report.pm}},
       value_for_programs("id", talk.id),
       {"start", "When", {talk.start}},
       {"minutes", "Length", {talk.length}},
       {"kind", "Kind", {std::string(name_of(talk.kind))}},
       {"purpose", "Purpose", {std::string(name_of(talk.purpose))}},
       value_for_programs("customers", talk.customers),
       {"with", talk.loop == Loop::customer ? "Customers" : "With", {talk.with}, Audience::people},
       value_for_programs("counts", !talk.reason),
       value_for_programs("reason", value_of(talk.reason)),
       {"late", "Late", {talk.late}}}};
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
    report.reasons.push_back({state_text(week.state), "no target asks for anything this week"});
  report.reasons.push_back({"streak", streak_finding(report.week, cadence.streak(day))});
  return report;
}

std::optional<WhyTalkReport> build_why_talk(const Cadence& cadence, std::int64_t number, Date day) {
  const Entry* const entry = cadence.find_entry(number, day);
  if (entry == nullptr) return std::nullopt;
  WhyTalkReport report{
      .pm = cadence.pm().name, .today = cadence.today(), .talk = talk_line(cadence, *entry)};
  for (const auto& reason : why_talk(cadence, *entry))
    report.findings.push_back({reason.target->name, reason.counts, reason.finding});
  return report;
}

Document document_of(const WhyWeekReport& report) {
  const WeekLine& week = report.week;
  return {
      .report = "why",
      .blocks = {
          Heading{report.pm + " · " + week.label + ": " + state_text(week.state)},
          KeyValues{{value_for_programs("pm", report.pm), value_for_programs("label", week.label),
                     value_for_programs("from", week.days.from),
                     value_for_programs("until", week.days.until),
                     value_for_programs("state", std::string(name_of(week.state)))}},
          table_of({.key = "reasons"}, report.reasons,
                   {{"rule", "Rule", &Reason::rule}, {"finding", "Here", &Reason::finding}})}};
}

Document document_of(const WhyTalkReport& report) {
  const auto& reason = report.talk.reason;
  return {.report = "why",
          .blocks = {Heading{"#" + std::to_string(report.talk.id) + ": " +
                             (reason ? "does not count, " + *reason : "counts")},
                     talk_values(report),
                     table_of({.key = "targets", .empty = "No target was in force on that day."},
                              report.findings,
                              {{"name", "Target", &TargetFinding::target},
                               {"counts", "Counts", &TargetFinding::counts},
                               {"finding", "Why", &TargetFinding::finding}})}};
}

}  // namespace rapport
