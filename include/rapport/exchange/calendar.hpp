#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rapport/domain/calendar.hpp"
#include "rapport/domain/time.hpp"

/// Calendar files (iCalendar, RFC 5545) as plain values.
namespace rapport {

/// How many bytes of a calendar are read: files that people attached stand in it, too.
inline constexpr std::size_t largest_calendar = std::size_t{256} << 20;

/// The events of a calendar file that begin on `days`. A series is told apart into its occurrences
/// before `series_until`, without those that were taken out and with those that were moved. What it
/// costs is bounded: one that repeats more often than daily is left out, of one that has more than
/// 1 000 occurrences the last 1 000 are told, and once the series of a file have taken half a
/// second of work, those that follow are left out. Throws Error(bad_data), which names the line,
/// for what is no calendar; Error(unavailable) where the library is missing.
Calendar read_calendar(std::string_view text, const DateRange& days, Date series_until = last_date);

/// The time zone that the world, or Windows, calls `name` ("Europe/Berlin"); nothing for another
/// name. Throws Error(unavailable) where the library is missing.
std::optional<ZoneOffset> find_zone(const std::string& name);

}  // namespace rapport
