#include "rapport/report/week.hpp"

#include <algorithm>

#include "rapport/report/talks.hpp"

namespace rapport {
namespace {

/// Targets in their periods around the week; what weeks of the past were asked for, as it is now.
std::vector<TargetLine> target_lines(const Cadence& cadence, Date day) {
  std::vector<TargetLine> lines;
  for (const auto& judgement : cadence.judge_all(day))
    lines.push_back(target_line(cadence, judgement));
  return lines;
}

std::vector<Off> backdated_offs(const Cadence& cadence, const DateRange& week) {
  std::vector<Off> found;
  for (const auto& off : cadence.book().offs) {
    const bool mine = !off.pm || *off.pm == cadence.pm().uid;
    if (mine && !overlap(off.days, week).empty() && off.days.from < off.recorded)
      found.push_back(off);
  }
  return found;
}

/// "2026-W47 · Mon 16 Nov to Sun 22 Nov 2026".
std::string dates_text(const WeekLine& week) {
  return week.label + " · " + day_text(week.days.from, week.days.from) + " to " +
         day_text(week.days.until - Days(1), first_date);
}

Table targets_table(const WeekReport& report) {
  Table table{.key = "targets",
              .columns = {{.key = "name"},
                          {.key = "metric"},
                          {.key = "period"},
                          {.key = "done"},
                          {.key = "expected"},
                          {.key = "unit"},
                          {.key = "state"},
                          {.key = "main"},
                          {.key = "judged"}},
              .audience = Audience::programs};
  for (const auto& line : report.targets)
    table.rows.push_back({{line.name},
                          {std::string(name_of(line.metric))},
                          {to_string(line.every)},
                          {line.done},
                          {line.expected},
                          {std::string(name_of(row_of(line.metric).unit))},
                          {std::string(name_of(line.state))},
                          {line.main},
                          {line.judged}});
  return table;
}

/// How many one-hour sessions the week asks for: an hour each, or those that are asked for.
std::optional<std::int64_t> asked_sessions(const WeekLine& week) {
  if (!week.main || week.main->every.unit != Every::Unit::week) return std::nullopt;
  if (week.main->metric == Metric::hours) return (week.expected() + 59) / 60;
  if (week.main->metric == Metric::sessions) return week.expected();
  return std::nullopt;
}

std::string depth_text(const WeekLine& week) {
  std::string text = std::to_string(week.one_hour_sessions);
  const auto asked = asked_sessions(week);
  if (asked) text += " of " + std::to_string(*asked);
  text += " one-hour session";
  if (asked.value_or(week.one_hour_sessions) != 1) text += 's';
  const bool hours_met = week.main && week.main->metric == Metric::hours && week.expected() > 0 &&
                         week.main->missing() == 0;
  if (asked && hours_met && week.one_hour_sessions < *asked) text += ": hours met, depth not";
  return text;
}

std::string share_of(const std::string& part, const std::string& whole, int percent) {
  return part + " of " + whole + " (" + std::to_string(percent) + "%)";
}

KeyValues people_facts(const WeekReport& report) {
  const WeekLine& week = report.week;
  KeyValues facts;
  const auto add = [&](const char* title, std::string text) {
    facts.values.push_back(
        {.title = title, .cell = {std::move(text)}, .audience = Audience::people});
  };
  add("Depth", depth_text(week));
  add("On site",
      share_of(std::to_string(week.on_site_sessions), amount_text(week.sessions, Metric::sessions),
               percent_of(week.on_site_sessions, week.sessions)));
  add("Discovery", share_of(length_text(Minutes(week.discovery_minutes)),
                            length_text(Minutes(week.session_minutes)),
                            percent_of(week.discovery_minutes, week.session_minutes)));
  add("Customers", std::to_string(week.customers));
  if (report.total_of)
    add("Four weeks",
        report.four_weeks.expected
            ? share_text(report.four_weeks.done, *report.four_weeks.expected, *report.total_of)
            : amount_text(report.four_weeks.done, *report.total_of));
  add("Streak", streak_text(report.streak, week.main));
  if (report.planned_talks > 0)
    add("Planned",
        amount_text(report.planned_talks, Metric::sessions) + ", " + length_text(report.planned));
  for (const auto& off : report.backdated)
    add("Time off",
        days_text(off.days, report.today) + ", entered " + day_text(off.recorded, report.today));
  return facts;
}

/// The verdict, and beside what is still needed what is in the calendar for it.
std::string verdict_text(const WeekReport& report) {
  std::string text = verdict_of(report.week, report.targets, report.judged_from, report.today);
  const auto& main = report.week.main;
  const bool is_needed = report.week.running && main && main->missing() > 0 && main->judged;
  if (is_needed && main->metric == Metric::hours && report.planned > Minutes{0})
    text += " (" + length_text(report.planned) + " planned)";
  return text;
}

/// Beyond the contract: what the page for people says too.
KeyValues further_facts(const WeekReport& report) {
  const auto fact = [](std::string key, Value value) {
    return KeyValue{
        .key = std::move(key), .cell = {.value = std::move(value)}, .audience = Audience::programs};
  };
  const auto& total = report.four_weeks;
  return {{fact("session_minutes", report.week.session_minutes),
           fact("four_weeks_done", total.done),
           fact("four_weeks_expected", total.expected ? Value(*total.expected) : Value()),
           fact("planned_minutes", static_cast<std::int64_t>(report.planned.count())),
           fact("to_confirm", static_cast<std::int64_t>(report.to_confirm.size())),
           fact("judged_from", report.judged_from ? Value(*report.judged_from) : Value())}};
}

}  // namespace

WeekReport build_week(const Cadence& cadence, Date day) {
  const DateRange days = week_of(day, cadence.rules().week_start);
  // Only the history of periods knows which miss is forgiven.
  const auto weeks = cadence.weeks(days.from, days.from);
  WeekReport report{.pm = cadence.pm().name,
                    .today = cadence.today(),
                    .week = week_line(cadence, weeks.front()),
                    .streak = cadence.streak(day),
                    .targets = target_lines(cadence, cadence.reference_day(days)),
                    .four_weeks = cadence.four_weeks(day),
                    .judged_from = cadence.judged_from(),
                    .backdated = backdated_offs(cadence, days),
                    .empty_book = !cadence.has_talks()};
  if (report.four_weeks.target != nullptr) report.total_of = report.four_weeks.target->metric;
  report.four_weeks.target = nullptr;
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
  Document document{.report = "week", .main_table = "interactions"};
  auto& blocks = document.blocks;
  blocks.emplace_back(Heading{report.pm + " · " + dates_text(report.week)});
  blocks.emplace_back(Text{.text = verdict_text(report), .tone = tone_of(report.week.state)});
  blocks.emplace_back(bars_of(report.targets, report.today));
  blocks.emplace_back(week_facts(report.pm, report.week, report.streak));
  blocks.emplace_back(people_facts(report));
  blocks.emplace_back(targets_table(report));
  blocks.emplace_back(
      talks_table(report.talks, TalkColumns::of_week,
                  std::string("No interactions in this week. For example: ") + log_example));
  if (!report.to_confirm.empty())
    blocks.emplace_back(Text{.text = confirm_text(report.to_confirm), .tone = Tone::warn});
  blocks.emplace_back(further_facts(report));
  return document;
}

}  // namespace rapport
