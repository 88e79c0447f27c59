#include "rapport/domain/availability.hpp"

#include <algorithm>

namespace rapport {
namespace {

unsigned iso_weekday(Date day) { return std::chrono::weekday(day).iso_encoding(); }

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

template <typename Wanted>
int count_days(const DateRange& days, Wanted wanted) {
  int count = 0;
  for (Date day = days.from; day < days.until; day += Days(1))
    if (wanted(day)) ++count;
  return count;
}

}  // namespace

Availability::Availability(const Pm& pm, std::span<const Off> offs, const Rules& rules)
    : work_days_(rules.work_days), memberships_(memberships(pm)) {
  for (const auto& off : offs)
    if (!off.pm || *off.pm == pm.uid) offs_.push_back(off.days);
  offs_ = united(std::move(offs_));
}

bool Availability::is_working_day(Date day) const { return work_days_.contains(iso_weekday(day)); }

bool Availability::is_member(Date day) const { return any_contains(memberships_, day); }

bool Availability::is_off(Date day) const { return any_contains(offs_, day); }

bool Availability::is_available(Date day) const {
  return is_working_day(day) && is_member(day) && !is_off(day);
}

int Availability::working_days(const DateRange& days) const {
  return count_days(days, [&](Date day) { return is_working_day(day); });
}

int Availability::member_days(const DateRange& days) const {
  return count_days(days, [&](Date day) { return is_working_day(day) && is_member(day); });
}

int Availability::available_days(const DateRange& days) const {
  return count_days(days, [&](Date day) { return is_available(day); });
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
