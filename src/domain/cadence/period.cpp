#include "rapport/domain/target.hpp"

#include <charconv>
#include <utility>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

namespace chrono = std::chrono;

constexpr int longest_weeks = 520;

/// All but `weeks`, which has a number.
constexpr std::pair<Every::Unit, std::string_view> unit_names[] = {
    {Every::Unit::week, "week"},
    {Every::Unit::month, "month"},
    {Every::Unit::quarter, "quarter"},
    {Every::Unit::once, "once"}};

/// The `months` months of the calendar around `day`: 1 for a month, 3 for a quarter.
DateRange months_around(Date day, unsigned months) {
  const chrono::year_month_day ymd(day);
  const unsigned month = static_cast<unsigned>(ymd.month());
  const chrono::year_month begin = ymd.year() / chrono::month((month - 1) / months * months + 1);
  return {.from = begin / 1, .until = Date((begin + chrono::months(months)) / 1)};
}

DateRange weeks_around(int count, Date anchor, Date day, chrono::weekday first) {
  const Days length = Days(7 * count);
  const Date begin = week_start(anchor, first);
  Days away = week_start(day, first) - begin;
  Days into = away % length;
  if (into < Days(0)) into += length;
  const Date from = begin + (away - into);
  return {.from = from, .until = from + length};
}

}  // namespace

DateRange period_around(const Every& every, Date anchor, Date day, chrono::weekday first) {
  switch (every.unit) {
    case Every::Unit::week:
      return week_of(day, first);
    case Every::Unit::month:
      return months_around(day, 1);
    case Every::Unit::quarter:
      return months_around(day, 3);
    case Every::Unit::weeks:
      return weeks_around(every.count, anchor, day, first);
    case Every::Unit::once:
      break;
  }
  return {.from = anchor, .until = last_date};
}

std::string to_string(const Every& every) {
  for (const auto& [unit, name] : unit_names)
    if (unit == every.unit) return std::string(name);
  return std::to_string(every.count) + " weeks";
}

std::optional<Every> parse_every(std::string_view text) {
  const std::string folded = fold(text);
  for (const auto& [unit, name] : unit_names)
    if (folded == name) return Every{.unit = unit};

  int count = 0;
  const char* const end = folded.data() + folded.size();
  const auto [rest, error] = std::from_chars(folded.data(), end, count);
  if (error != std::errc() || count < 1 || count > longest_weeks) return std::nullopt;
  const std::string_view unit = trim(std::string_view(rest, static_cast<std::size_t>(end - rest)));
  if (unit != "w" && unit != "week" && unit != "weeks") return std::nullopt;
  if (count == 1) return Every{.unit = Every::Unit::week};
  return Every{.unit = Every::Unit::weeks, .count = count};
}

std::string period_label(const Every& every, const DateRange& period) {
  const std::string day = to_string(period.from);
  switch (every.unit) {
    case Every::Unit::week:
      return week_label(period);
    case Every::Unit::month:
      return day.substr(0, 7);
    case Every::Unit::quarter:
      return day.substr(0, 5) + "Q" + std::to_string((std::stoi(day.substr(5, 2)) + 2) / 3);
    case Every::Unit::weeks:
      return to_string(every) + " from " + day;
    case Every::Unit::once:
      break;
  }
  return "once";
}

}  // namespace rapport
