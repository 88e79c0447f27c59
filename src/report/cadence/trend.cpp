#include "rapport/report/trend.hpp"

#include <algorithm>

namespace rapport {
namespace {

// The strip shows every week; the newest are also told in words, as many as leave one screen.
constexpr std::size_t weeks_in_words = 8;

std::string one_hour_text(const WeekLine& week) {
  return std::to_string(week.one_hour_sessions) + " of " +
         amount_text(week.sessions, Metric::sessions);
}

Table weeks_table(const TrendReport& report) {
  Table table{.key = "weeks",
              .columns = {{.key = "label"},
                          {.key = "from"},
                          {.key = "until"},
                          {.key = "state"},
                          {.key = "done"},
                          {.key = "expected"},
                          {.key = "unit"},
                          {.key = "sessions"},
                          {.key = "one_hour_sessions"},
                          {.key = "forgiven"}},
              .audience = Audience::programs};
  for (const auto& week : report.weeks)
    table.rows.push_back({{week.label},
                          {week.days.from},
                          {week.days.until},
                          {std::string(name_of(week.state))},
                          {week.done()},
                          {week.expected()},
                          {std::string(name_of(week.unit()))},
                          {static_cast<std::int64_t>(week.sessions)},
                          {static_cast<std::int64_t>(week.one_hour_sessions)},
                          {week.forgiven}});
  return table;
}

Table recent_table(const TrendReport& report) {
  Table table{.key = "recent",
              .columns = {{.key = "week", .title = "Week"},
                          {.key = "state", .title = "State"},
                          {.key = "share", .title = "Done"},
                          {.key = "one_hour", .title = "One hour"},
                          {.key = "customers", .title = "Customers"}},
              .audience = Audience::people};
  const std::size_t shown = std::min(weeks_in_words, report.weeks.size());
  for (auto week = report.weeks.end() - static_cast<std::ptrdiff_t>(shown);
       week != report.weeks.end(); ++week) {
    const std::string share =
        week->main ? share_text(week->done(), week->expected(), week->main->metric) : "";
    table.rows.push_back({{week->label},
                          {.value = state_text(week->state) + (week->forgiven ? ", forgiven" : ""),
                           .tone = week->forgiven ? Tone::warn : tone_of(week->state)},
                          {share},
                          {one_hour_text(*week)},
                          {static_cast<std::int64_t>(week->customers)}});
  }
  return table;
}

KeyValues people_facts(const TrendReport& report) {
  KeyValues facts;
  const auto add = [&](const char* title, std::string text) {
    facts.values.push_back(
        {.title = title, .cell = {std::move(text)}, .audience = Audience::people});
  };
  add("Streak", streak_text(report.streak, report.weeks.back().main));
  if (report.total_of)
    add("Four weeks",
        (report.four_weeks.expected
             ? share_text(report.four_weeks.done, *report.four_weeks.expected, *report.total_of)
             : amount_text(report.four_weeks.done, *report.total_of)) +
            " in " + amount_text(report.four_weeks.sessions, Metric::sessions));
  return facts;
}

}  // namespace

TrendReport build_trend(const Cadence& cadence, int count) {
  const Date today = cadence.today();
  TrendReport report{.pm = cadence.pm().name,
                     .today = today,
                     .streak = cadence.streak(today),
                     .four_weeks = cadence.four_weeks(today),
                     .judged_from = cadence.judged_from(),
                     .empty_book = !cadence.has_talks()};
  if (report.four_weeks.target != nullptr) report.total_of = report.four_weeks.target->metric;
  report.four_weeks.target = nullptr;
  for (const auto& week : cadence.weeks(today - Days(7 * (std::max(count, 1) - 1)), today))
    report.weeks.push_back(week_line(cadence, week));
  for (const auto& judgement : cadence.judge_all(today))
    report.targets.push_back(target_line(cadence, judgement));
  return report;
}

Document document_of(const TrendReport& report) {
  const WeekLine& running = report.weeks.back();
  Document document{.report = "trend", .main_table = "weeks"};
  auto& blocks = document.blocks;
  const std::size_t count = report.weeks.size();
  blocks.emplace_back(Heading{report.pm + " · " + std::to_string(count) +
                              (count == 1 ? " week" : " weeks") + " to " + running.label});
  blocks.emplace_back(
      Text{.text = verdict_of(running, report.targets, report.judged_from, report.today),
           .tone = tone_of(running.state)});
  Strip strip{.legend = marks_legend(report.weeks)};
  for (const auto& week : report.weeks) strip.marks.push_back(strip_mark(week));
  blocks.emplace_back(std::move(strip));
  blocks.emplace_back(week_facts(report.pm, running, report.streak));
  blocks.emplace_back(people_facts(report));
  if (report.empty_book)
    blocks.emplace_back(
        Text{.text = std::string("Nothing is logged yet. For example: ") + log_example,
             .tone = Tone::quiet});
  blocks.emplace_back(weeks_table(report));
  blocks.emplace_back(recent_table(report));
  return document;
}

}  // namespace rapport
