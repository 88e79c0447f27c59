#include <doctest/doctest.h>

#include <vector>

#include "rapport/domain/target.hpp"

namespace rapport {
namespace {

const Date from = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
const Date until = std::chrono::sys_days{std::chrono::year{2051} / 1 / 1};

std::vector<Every> all_periods() {
  std::vector<Every> all{
      {.unit = Every::Unit::week}, {.unit = Every::Unit::month}, {.unit = Every::Unit::quarter}};
  for (const int count : {1, 2, 3, 4, 6, 10, 52})
    all.push_back({.unit = Every::Unit::weeks, .count = count});
  return all;
}

/// Walks from period to period and looks at every day of each: all give the same one, and the next
/// begins where it ends.
void check_partition(const Every& every, Date anchor, std::chrono::weekday first) {
  DateRange period = period_around(every, anchor, from, first);
  bool same = period.contains(from);
  bool lengths = true;
  while (same && period.from < until) {
    for (Date day = period.from; day < period.until; day += Days(1))
      same = same && period_around(every, anchor, day, first) == period;
    if (every.unit == Every::Unit::week) lengths = lengths && period.days() == 7;
    if (every.unit == Every::Unit::weeks) lengths = lengths && period.days() == 7 * every.count;
    if (every.unit == Every::Unit::week || every.unit == Every::Unit::weeks)
      lengths = lengths && std::chrono::weekday(period.from) == first;
    const DateRange next = period_around(every, anchor, period.until, first);
    same = same && next.from == period.until && next.until > next.from;
    period = next;
  }
  INFO(to_string(every), " from ", to_string(anchor), ", weeks from ", weekday_name(first));
  INFO("at ", to_string(period.from));
  CHECK(same);
  CHECK(lengths);
}

}  // namespace

TEST_CASE("periods of every kind partition the days of 2000 to 2050, whatever day weeks begin on") {
  const std::vector<Date> anchors{std::chrono::sys_days{std::chrono::year{2026} / 11 / 18},
                                  std::chrono::sys_days{std::chrono::year{1999} / 12 / 31}};
  for (unsigned day = 0; day < 7; ++day)
    for (const auto& every : all_periods())
      for (const Date anchor : anchors) check_partition(every, anchor, std::chrono::weekday(day));
}

TEST_CASE("months and quarters are those of the calendar") {
  for (Date day = from; day < until; day += Days(1)) {
    const std::chrono::year_month_day date(day);
    const auto bounds = [&](Every::Unit unit) {
      return period_around({.unit = unit}, from, day, std::chrono::Monday);
    };
    const auto month_at = [&](unsigned month) {  // 1 to 13
      return Date(date.year() / std::chrono::month(1) / 1 + std::chrono::months(month - 1));
    };
    const unsigned month = static_cast<unsigned>(date.month());
    const unsigned first = (month - 1) / 3 * 3 + 1;
    const bool right =
        bounds(Every::Unit::month) == DateRange{month_at(month), month_at(month + 1)} &&
        bounds(Every::Unit::quarter) == DateRange{month_at(first), month_at(first + 3)};
    if (!right) FAIL_CHECK(to_string(day));
  }
}

TEST_CASE("every ISO week of 2000 to 2050 has one label, which leads back to it") {
  for (Date monday = week_start(from, std::chrono::Monday); monday < until; monday += Days(7)) {
    const std::string label = week_label(week_of(monday, std::chrono::Monday));
    const int year = std::stoi(label.substr(0, 4));
    const int week = std::stoi(label.substr(6));
    // The year of a week is that of its Thursday.
    const bool right =
        std::chrono::year_month_day(monday + Days(3)).year() == std::chrono::year(year) &&
        iso_week(year, week) == monday;
    if (!right) FAIL_CHECK(to_string(monday), " ", label);
  }
}

}  // namespace rapport
