#include "rapport/domain/people.hpp"

namespace rapport {

Class Customer::class_on(Date day) const {
  const auto next = classes.upper_bound(day);
  return next == classes.begin() ? first_class : std::prev(next)->second;
}

std::vector<DateRange> memberships(const Pm& pm) {
  // Joining and leaving on the same day cancel each other out: whatever held the day before holds.
  std::map<Date, bool> changes;
  for (const Date day : pm.joined) changes.emplace(day, true);
  for (const Date day : pm.left)
    if (const auto [change, added] = changes.emplace(day, false); !added) changes.erase(change);

  std::vector<DateRange> ranges;
  bool member = false;
  for (const auto& [day, joins] : changes) {
    if (joins == member) continue;
    member = joins;
    if (joins)
      ranges.push_back({.from = day, .until = last_date});
    else
      ranges.back().until = day;
  }
  return ranges;
}

bool is_member(const Pm& pm, Date day) {
  for (const auto& range : memberships(pm))
    if (range.contains(day)) return true;
  return false;
}

}  // namespace rapport
