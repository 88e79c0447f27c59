#pragma once

#include <optional>
#include <string>

#include "exchange/ics/calendar_zones.hpp"
#include "exchange/ics/ical_library.hpp"
#include "rapport/domain/calendar.hpp"

namespace rapport {

std::string read_text(const IcalLibrary& ical, icalproperty* property);
std::string read_text(const IcalLibrary& ical, icalcomponent* component, icalproperty_kind kind);

/// "x-wr-calname"
std::string extension_name(const IcalLibrary& ical, icalproperty* property);

/// What the property of that kind says; nothing where there is none that can be read.
std::optional<CalendarTime> read_time(const IcalLibrary& ical, CalendarZones& zones,
                                      icalcomponent* component, icalproperty_kind kind);

/// What an event says, by itself: `recurrence_id` is left out.
CalendarEvent read_event(const IcalLibrary& ical, CalendarZones& zones, icalcomponent* component,
                         const CalendarTime& start);

}  // namespace rapport
