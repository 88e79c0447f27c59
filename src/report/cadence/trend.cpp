#include "rapport/report/trend.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"

namespace rapport {
namespace {

// The strip shows every week; the newest are also told in words, as many as leave one screen.
constexpr std::size_t weeks_in_words = 8;

Table all_weeks_table(const std::vector<WeekLine>& weeks) {
  return table_of({.key = "weeks", .audience = Audience::programs}, weeks,
                  {{"label", "", &WeekLine::label},
                   {"from", "", [](const WeekLine& week) { return week.days.from; }},
                   {"until", "", [](const WeekLine& week) { return week.days.until; }},
                   {"state", "", named(&WeekLine::state)},
                   {"done", "", &WeekLine::done},
                   {"expected", "", &WeekLine::expected},
                   {"unit", "", [](const WeekLine& w) { return std::string(name_of(w.unit())); }},
                   {"sessions", "", &WeekLine::sessions},
                   {"one_hour_sessions", "", &WeekLine::one_hour_sessions},
                   {"forgiven", "", &WeekLine::forgiven}});
}

Table recent_table(const std::vector<WeekLine>& weeks) {
  const auto shown = static_cast<std::ptrdiff_t>(std::min(weeks_in_words, weeks.size()));
  const auto first = std::find_if(weeks.end() - shown, weeks.end(), [](const WeekLine& week) {
    return week.state != State::not_a_member;
  });
  return table_of(
      {.key = "recent", .audience = Audience::people}, std::vector<WeekLine>(first, weeks.end()),
      {{"week", "Week", &WeekLine::label},
       {"state", "State",
        [](const WeekLine& w) {
          return Cell{state_text(w), tone_of(w)};
        }},
       {"share", "Done", [](const WeekLine& week) { return share_text(week); }},
       {"one_hour", "One hour",
        [](const WeekLine& week) {
          return week.sessions == 0
                     ? std::string()
                     : share_text(week.one_hour_sessions, week.sessions, Metric::sessions);
        }},
       {"customers", "Customers", [](const WeekLine& week) {
          return week.sessions == 0 ? Value{} : Value{std::int64_t{week.customers}};
        }}});
}

KeyValues trend_page_values(const TrendReport& report) {
  KeyValues shown{{value_for_people("Streak", streak_text(report.streak, report.week.main))}};
  if (report.four_weeks.metric)
    shown.values.push_back(value_for_people(
        "Four weeks", total_text(report.four_weeks) + " in " +
                          amount_text(report.four_weeks.sessions, Metric::sessions)));
  return shown;
}

/// From that of the day on which the PM joined to the running one.
std::size_t weeks_since_join(const Cadence& cadence) {
  const auto start = cadence.rules().week_start;
  const Date running = week_start(cadence.today(), start);
  const Date first = week_start(cadence.availability().first_day().value_or(running), start);
  return first > running ? 1 : static_cast<std::size_t>((running - first).count() / 7 + 1);
}

}  // namespace

TrendReport build_trend(const Cadence& cadence, std::size_t count) {
  const Date today = cadence.today();
  const std::size_t all = weeks_since_join(cadence);
  const std::size_t shown = count == 0 ? all : count;
  const auto weeks = cadence.weeks(today - Days(7 * (static_cast<int>(shown) - 1)), today);
  TrendReport report{{standing_in(cadence, weeks.back())}};
  report.weeks = week_lines(cadence, weeks);
  report.four_weeks = four_week_total(cadence, today);
  report.total = std::max(all, shown);
  report.empty_book = !cadence.has_talks();
  return report;
}

Document document_of(const TrendReport& report) {
  Document document{
      .report = "trend",
      .blocks = {Heading{report.pm + " · " +
                         count_text(static_cast<std::int64_t>(report.weeks.size()), "week") +
                         " to " + report.week.label},
                 Text{verdict_of(report), tone_of(report.week.state)},
                 Strip{.label = "",
                       .marks = strip_marks(report.weeks),
                       .legend = strip_legend(report.weeks)},
                 week_values(report), trend_page_values(report)},
      .main_table = "weeks"};
  if (report.empty_book)
    document.blocks.emplace_back(
        Text{std::string("Nothing is logged yet. For example: ") + log_example, Tone::quiet});
  document.blocks.emplace_back(all_weeks_table(report.weeks));
  document.blocks.emplace_back(recent_table(report.weeks));
  add_window(document, {.shown = report.weeks.size(),
                        .total = report.total,
                        .what = "week",
                        .to_see_all = "-w all"});
  return document;
}

}  // namespace rapport
