#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/ics/ical_library.hpp"
#include "rapport/domain/time.hpp"

namespace rapport {

/// A moment as the file has it, and by what it is compared.
struct CalendarTime {
  icaltimetype raw{};
  Moment moment;
  std::optional<std::int64_t> length = {};  ///< minutes, where an occurrence has one of its own
};

/// The zone of the world that programs call so: its own name in whatever case, with a prefix
/// ("/mozilla.org/20050126_1/Europe/Berlin"), what Windows calls it, the first city of
/// "(UTC+01:00) Amsterdam, Berlin", or what it is ahead of UTC ("UTC+02:00"). Null for others.
icaltimezone* find_world_zone(const IcalLibrary& ical, std::string_view name);

/// What the clocks of `zone` show.
ZoneOffset zone_offset(const IcalLibrary& ical, icaltimezone* zone);

/// The times of one file. A zone that the file describes is used for the days of its rules; before
/// the first and after the last one the zone that the world calls so is, where there is one.
class CalendarZones {
 public:
  explicit CalendarZones(const IcalLibrary& ical) : ical_(ical) {}

  /// Nothing for what is no time of the years 1 to 9999. A time that the clocks skip is moved on.
  std::optional<CalendarTime> time(const icaltimetype& raw);

  /// What a property of `component` says, in the zone that it names.
  std::optional<CalendarTime> time_of(icalproperty* property, icalcomponent* component);

  /// The zone that a property names; null where there is none, or nobody knows it.
  icaltimezone* zone_named_by(icalproperty* property);

  /// The moment at which clocks in the zone of `like` show `civil`.
  CalendarTime at(const Moment& civil, const CalendarTime& like);

  /// What clocks in the zone of `like` show at `raw`, without naming it.
  icaltimetype civil(const icaltimetype& raw, const CalendarTime& like);

  /// `named` in the form of the series that begins at `start`: in its zone where it names none, at
  /// its time of day where it is a day, as a day where the series is of days.
  CalendarTime in_series(const CalendarTime& named, const CalendarTime& start);

 private:
  struct Coverage {
    DateRange days;
    icaltimezone* world = nullptr;
  };
  const Coverage& coverage_of(icaltimezone* zone);
  void extend(Coverage& coverage, icalcomponent* rules) const;
  Moment placed_in(const Moment& civil, icaltimezone* zone);

  const IcalLibrary& ical_;
  std::map<icaltimezone*, Coverage> coverages_;
  std::map<std::string, icaltimezone*, std::less<>> named_;
};

}  // namespace rapport
