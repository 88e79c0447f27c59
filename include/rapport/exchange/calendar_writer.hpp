#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {

/// One event for somebody's calendar.
struct CalendarEntry {
  Uid uid;
  std::string known_as;    ///< the UID that a calendar gave it; empty for one of ours
  std::string recurrence;  ///< of a series there: when it was to be, "2026-11-20T14:00Z"
  std::string summary;
  std::string description;        ///< may be empty
  Moment start;                   ///< a whole day where the minute is not known
  Minutes length{};               ///< not for whole days; 0 where nobody knows it
  bool takes_time = true;         ///< false: whoever asks finds the time free
  std::optional<Moment> changed;  ///< when it was last changed
  int sequence = 0;               ///< how often it was changed
  bool is_cancelled = false;
};

/// A calendar file (iCalendar, RFC 5545) with `entries`, written at `now`. A time with an offset is
/// written in UTC, one without as the clocks show it wherever the calendar is. The same entry has
/// the same UID each time, so that a calendar knows it again.
std::string write_calendar(const std::vector<CalendarEntry>& entries, const Moment& now);

}  // namespace rapport
