#include "rapport/report/week.hpp"

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/talks.hpp"

namespace rapport {
namespace {

std::vector<Off> backdated_offs(const Cadence& cadence, const DateRange& week) {
  std::vector<Off> found;
  for (const auto& off : cadence.book().offs) {
    const bool mine = !off.pm || *off.pm == cadence.pm().uid;
    if (mine && !overlap(off.days, week).empty() && off.days.from < off.recorded)
      found.push_back(off);
  }
  return found;
}

/// Targets in their periods around the week; what weeks of the past were asked for, as it is now.
Table week_targets_table(const std::vector<TargetLine>& targets) {
  return table_of(
      {.key = "targets", .audience = Audience::programs}, targets,
      {{"name", "", &TargetLine::name},
       {"metric", "", named(&TargetLine::metric)},
       {"period", "", [](const TargetLine& line) { return to_string(line.every); }},
       {"done", "", &TargetLine::done},
       {"expected", "", &TargetLine::expected},
       {"unit", "",
        [](const TargetLine& line) { return std::string(name_of(row_of(line.metric).unit)); }},
       {"state", "", named(&TargetLine::state)},
       {"main", "", &TargetLine::main},
       {"judged", "", &TargetLine::judged},
       {"forecast", "", &TargetLine::forecast}});
}

/// How many one-hour sessions the week asks for: an hour each, or those that are asked for.
std::optional<std::int64_t> asked_sessions(const WeekLine& week) {
  if (!week.main || week.main->every.unit != Every::Unit::week || week.expected() == 0)
    return std::nullopt;
  if (week.main->metric == Metric::hours) return (week.expected() + 59) / 60;
  if (week.main->metric == Metric::sessions) return week.expected();
  return std::nullopt;
}

std::string depth_text(const WeekLine& week) {
  const auto asked = asked_sessions(week);
  if (!asked) return count_text(week.one_hour_sessions, "one-hour session");
  const bool hours_met =
      week.main->metric == Metric::hours && week.expected() > 0 && week.main->missing() == 0;
  return std::to_string(week.one_hour_sessions) + " of " + count_text(*asked, "one-hour session") +
         (hours_met && week.one_hour_sessions < *asked ? ": hours met, depth not" : "");
}

KeyValues week_page_values(const WeekReport& report) {
  const WeekLine& week = report.week;
  KeyValues shown;
  const auto add = [&](const char* title, std::string text) {
    shown.values.push_back(value_for_people(title, std::move(text)));
  };
  if (week.sessions > 0) {  // "0 of 0" says nothing
    add("Sessions", depth_text(week));
    add("On site", part_text(week.on_site_sessions, week.sessions, Metric::sessions));
    if (week.discovery_minutes < week.session_minutes)
      add("Discovery", part_text(week.discovery_minutes, week.session_minutes, Metric::hours));
    if (week.customers > 0) add("Customers", std::to_string(week.customers));
  }
  if (report.four_weeks.metric) add("Four weeks", total_text(report.four_weeks));
  add("Streak", streak_text(report.streak, week.main));
  if (report.planned_talks > 0)
    add("Planned",
        amount_text(report.planned_talks, Metric::sessions) + ", " + length_text(report.planned));
  for (const auto& off : report.backdated)
    add("Time off",
        days_text(off.days, report.today) + ", entered " + day_text(off.recorded, report.today));
  return shown;
}

/// The verdict, and beside what is still needed what is in the calendar for it.
std::string verdict_with_plans(const WeekReport& report) {
  const auto& main = report.week.main;
  const bool is_needed = report.week.running && main && main->missing() > 0 && main->judged;
  const bool has_plans = main && main->metric == Metric::hours && report.planned > Minutes{0};
  return verdict_of(report) +
         (is_needed && has_plans ? " (" + length_text(report.planned) + " planned)" : "");
}

/// Behind the promised keys: what the page for people says too.
KeyValues further_values(const WeekReport& report) {
  return {{value_for_programs("session_minutes", report.week.session_minutes),
           value_for_programs("four_weeks_done", report.four_weeks.done),
           value_for_programs("four_weeks_expected", value_of(report.four_weeks.expected)),
           value_for_programs("planned_minutes", std::int64_t{report.planned.count()}),
           value_for_programs("to_confirm", static_cast<std::int64_t>(report.to_confirm.size())),
           value_for_programs("judged_from", value_of(report.judged_from))}};
}

}  // namespace

WeekReport build_week(const Cadence& cadence, Date day) {
  const DateRange days = week_of(day, cadence.rules().week_start);
  // Only the history of periods knows which miss is forgiven.
  WeekReport report{{standing_in(cadence, cadence.weeks(days.from, days.from).front())}};
  report.four_weeks = four_week_total(cadence, day);
  report.backdated = backdated_offs(cadence, days);
  for (const auto& entry : cadence.entries(days)) {
    report.talks.push_back(talk_line(cadence, entry));
    const bool to_come =
        entry.talk->status == Status::planned && !is_to_confirm(*entry.talk, cadence.book().now);
    if (!to_come) continue;
    ++report.planned_talks;
    report.planned += entry.talk->length;
  }
  const DateRange asked{report.week.running ? first_date : days.from, days.until};
  for (const auto& entry : cadence.entries(asked))
    if (is_to_confirm(*entry.talk, cadence.book().now))
      report.to_confirm.push_back(entry.talk->number);
  return report;
}

Document document_of(const WeekReport& report) {
  const WeekLine& week = report.week;
  Document document{.report = "week",
                    .blocks = page_top(report.pm + " · " + week.label + " · " +
                                           day_text(week.days.from, week.days.from) + " to " +
                                           day_text(week.days.until - Days(1), first_date),
                                       report.showstoppers),
                    .main_table = "interactions"};
  auto& blocks = document.blocks;
  blocks.emplace_back(Text{verdict_with_plans(report), tone_of(week.state)});
  blocks.emplace_back(bars_of(report.targets, report.today));
  for (Block& line : follow_up_lines(report.follow_ups, report.today, report.pm_option))
    blocks.push_back(std::move(line));
  blocks.emplace_back(week_values(report));
  blocks.emplace_back(week_page_values(report));
  blocks.emplace_back(week_targets_table(report.targets));
  blocks.emplace_back(
      talks_table(report.talks, TalkColumns::of_week,
                  std::string("No talks in this week. For example: ") + log_example));
  if (!report.to_confirm.empty() && report.follow_ups.empty())
    blocks.emplace_back(Text{confirm_text(report.to_confirm), Tone::warn});
  blocks.emplace_back(further_values(report));
  blocks.emplace_back(showstoppers_table(report.showstoppers, {.audience = Audience::programs}));
  blocks.emplace_back(
      follow_ups_table(report.follow_ups, report.today, {.audience = Audience::programs}));
  return document;
}

}  // namespace rapport
