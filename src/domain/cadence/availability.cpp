#include "rapport/domain/availability.hpp"

#include <algorithm>

namespace rapport {
namespace {

bool any_contains(const std::vector<DateRange>& ranges, Date day) {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), day,
                       [](Date d, const DateRange& range) { return d < range.from; });
  return after != ranges.begin() && std::prev(after)->contains(day);
}

/// Sorted, those that overlap or touch made one.
std::vector<DateRange> united(std::vector<DateRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const DateRange& a, const DateRange& b) { return a.from < b.from; });
  std::vector<DateRange> out;
  for (const auto& range : ranges) {
    if (range.empty()) continue;
    if (!out.empty() && range.from <= out.back().until)
      out.back().until = std::max(out.back().until, range.until);
    else
      out.push_back(range);
  }
  return out;
}

/// The sum of `count` over what `days` and each of `ranges`, which are in order, share.
template <typename Count>
int sum_over(const std::vector<DateRange>& ranges, const DateRange& days, Count&& count) {
  int sum = 0;
  auto range = std::partition_point(ranges.begin(), ranges.end(),
                                    [&](const DateRange& one) { return one.until <= days.from; });
  for (; range != ranges.end() && range->from < days.until; ++range)
    sum += count(overlap(*range, days));
  return sum;
}

}  // namespace

Availability::Availability(const Pm& pm, std::span<const Off> offs, const Rules& rules)
    : memberships_(memberships(pm)) {
  for (const unsigned day : rules.work_days) works_on_[day % 7] = true;
  for (const auto& off : offs)
    if (!off.pm || *off.pm == pm.uid) offs_.push_back(off.days);
  offs_ = united(std::move(offs_));
}

bool Availability::is_working_day(Date day) const {
  return works_on_[std::chrono::weekday(day).c_encoding()];
}

bool Availability::is_member(Date day) const { return any_contains(memberships_, day); }

bool Availability::is_off(Date day) const { return any_contains(offs_, day); }

bool Availability::is_available(Date day) const {
  return is_working_day(day) && is_member(day) && !is_off(day);
}

int Availability::working_days(const DateRange& days) const {
  const int weeks = days.days() / 7;
  int count = weeks * static_cast<int>(std::count(works_on_.begin(), works_on_.end(), true));
  for (Date day = days.from + Days(7 * weeks); day < days.until; day += Days(1))
    if (is_working_day(day)) ++count;
  return count;
}

int Availability::member_days(const DateRange& days) const {
  return sum_over(memberships_, days, [&](const DateRange& part) { return working_days(part); });
}

int Availability::available_days(const DateRange& days) const {
  const auto working = [&](const DateRange& part) { return working_days(part); };
  return sum_over(memberships_, days, [&](const DateRange& part) {
    return working(part) - sum_over(offs_, part, working);
  });
}

bool Availability::changes_within(const DateRange& days) const {
  const auto inside = [&](Date day) { return days.from < day && day < days.until; };
  return std::any_of(memberships_.begin(), memberships_.end(), [&](const DateRange& range) {
    return inside(range.from) || inside(range.until);
  });
}

std::optional<Date> Availability::first_day() const {
  if (memberships_.empty()) return std::nullopt;
  return memberships_.front().from;
}

}  // namespace rapport
