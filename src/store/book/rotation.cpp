#include "store/book/rotation.hpp"

#include <set>

namespace rapport {
namespace {

constexpr std::size_t newest = 10;
constexpr std::size_t most_weeks = 8;
constexpr std::size_t most_months = 12;

Date month_start(Date day) {
  const std::chrono::year_month_day parts{day};
  return std::chrono::sys_days{parts.year() / parts.month() / 1};
}

/// True for the first that comes in its period, as long as there are no more than `most` of them.
bool opens(std::set<Date>& periods, Date period, std::size_t most) {
  return periods.size() < most && periods.insert(period).second;
}

}  // namespace

std::vector<bool> backups_to_keep(std::span<const Moment> newest_first) {
  std::vector<bool> keep;
  std::set<Date> weeks, months;
  for (const Moment& made : newest_first) {
    const bool of_week = opens(weeks, week_start(made.date, std::chrono::Monday), most_weeks);
    const bool of_month = opens(months, month_start(made.date), most_months);
    keep.push_back(keep.size() < newest || of_week || of_month);
  }
  return keep;
}

}  // namespace rapport
