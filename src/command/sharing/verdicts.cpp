#include "command/sharing/joined.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

std::vector<VerdictRow> verdict_rows(const Cadence& cadence) {
  constexpr Days five_years{5 * 366};
  std::vector<VerdictRow> rows;
  const auto first = cadence.availability().first_day();
  if (!first) return rows;
  const Date today = cadence.today();
  for (const Week& week : cadence.weeks(std::max(*first, today - five_years), today)) {
    const Date day = cadence.reference_day(week.days);
    const WeekLine line = week_line(cadence, week);
    const Streak streak = cadence.streak(day);
    rows.push_back({.week = to_string(line.days.from),
                    .label = line.label,
                    .state = std::string(name_of(line.state)),
                    .done = line.done(),
                    .expected = line.expected(),
                    .unit = std::string(name_of(line.unit())),
                    .sessions = line.sessions,
                    .one_hour = line.one_hour_sessions,
                    .on_site = line.on_site_sessions,
                    .customers = line.customers,
                    .streak = streak.streak,
                    .met = streak.met,
                    .judged = streak.judged,
                    .as_of = to_string(today)});
  }
  return rows;
}

}  // namespace rapport
