#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "exchange/ics/calendar_zones.hpp"
#include "exchange/ics/ical_library.hpp"
#include "rapport/domain/time.hpp"

namespace rapport {

/// Tells series apart into their occurrences. One for each file: what it costs is bounded.
class SeriesReader {
 public:
  /// Borrows the zones.
  SeriesReader(const IcalLibrary& ical, CalendarZones& zones, const DateRange& days)
      : ical_(ical), zones_(zones), days_(days) {}

  /// True where `component` has a rule that cannot be read at all.
  bool has_lost_rule(icalcomponent* component) const;

  /// Why the series of `component` cannot be told apart, "repeats every hour"; empty when it can.
  std::string trouble(icalcomponent* component, const CalendarTime& start) const;

  /// The occurrences that begin on the days asked for, in order; at most the last 1 000.
  std::vector<CalendarTime> occurrences(icalcomponent* component, const CalendarTime& start);

  /// Those that the file names as taken out, in the form of the series.
  std::vector<CalendarTime> removed(icalcomponent* component, const CalendarTime& start);

 private:
  void expand(icalproperty* property, const CalendarTime& start, std::vector<CalendarTime>& times);
  std::optional<CalendarTime> added(icalproperty* property, const CalendarTime& start);

  const IcalLibrary& ical_;
  CalendarZones& zones_;
  DateRange days_;
  std::clock_t spent_ = 0;  // of CPU time, with rules
};

}  // namespace rapport
