#pragma once

#include <array>
#include <span>
#include <vector>

#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"

namespace rapport {

/// On which days something can be expected of a PM: working days, as a member, not off.
class Availability {
 public:
  Availability(const Pm& pm, std::span<const Off> offs, const Rules& rules);

  bool is_working_day(Date day) const;
  bool is_member(Date day) const;
  bool is_off(Date day) const;
  bool is_available(Date day) const;

  int working_days(const DateRange& days) const;    ///< whether a member or not
  int member_days(const DateRange& days) const;     ///< working days as a member
  int available_days(const DateRange& days) const;  ///< working days as a member, not off

  /// True when a membership begins after the first of `days`, or ends before the last is over.
  bool changes_within(const DateRange& days) const;

  /// The first day as a member, if there ever was one.
  std::optional<Date> first_day() const;

 private:
  std::array<bool, 7> works_on_{};      // by the day of the week, Sunday first
  std::vector<DateRange> memberships_;  // in order, not touching
  std::vector<DateRange> offs_;         // in order, not touching
};

}  // namespace rapport
