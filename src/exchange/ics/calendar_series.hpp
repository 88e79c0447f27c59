#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "exchange/ics/ical_library.hpp"
#include "rapport/domain/time.hpp"

namespace rapport {

/// A moment as the file has it, and by what it is compared.
struct CalendarTime {
  icaltimetype raw{};
  Moment moment;
};

/// Nothing for what is no time of the years 1 to 9999.
std::optional<CalendarTime> calendar_time(const IcalLibrary& ical, const icaltimetype& raw);

/// Tells series apart into their occurrences. One for each file: what it costs is bounded.
class SeriesReader {
 public:
  SeriesReader(const IcalLibrary& ical, const DateRange& days) : ical_(ical), days_(days) {}

  /// Why the series of `component` cannot be told apart, "repeats every hour"; empty when it can.
  std::string trouble(icalcomponent* component, const CalendarTime& start) const;

  /// The occurrences that begin on the days asked for, in order; at most the last 1 000.
  std::vector<CalendarTime> occurrences(icalcomponent* component, const CalendarTime& start);

  /// Those that the file names as taken out.
  std::vector<CalendarTime> removed(icalcomponent* component) const;

 private:
  void expand(icalrecurrencetype rule, const CalendarTime& start, std::vector<CalendarTime>& times);

  const IcalLibrary& ical_;
  DateRange days_;
  std::clock_t spent_ = 0;  // of CPU time, with rules
};

/// Visits the properties of one kind.
template <typename Visit>
void each_property(const IcalLibrary& ical, icalcomponent* component, icalproperty_kind kind,
                   const Visit& visit) {
  for (icalproperty* property = ical.icalcomponent_get_first_property(component, kind);
       property != nullptr; property = ical.icalcomponent_get_next_property(component, kind))
    visit(property);
}

}  // namespace rapport
