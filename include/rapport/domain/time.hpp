#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rapport {

using Minutes = std::chrono::minutes;
using Days = std::chrono::days;

/// A civil day, without a zone. Years 1 to 9999.
using Date = std::chrono::sys_days;

/// A point of civil time. A date alone leaves the minute unknown.
struct Moment {
  Date date{};
  std::optional<int> minute;  ///< of the day, 0–1439
  std::optional<int> offset;  ///< minutes east of UTC when it was known

  bool operator==(const Moment&) const = default;
};

/// True when `a` is before `b` by date and then by minute; an unknown minute comes first.
bool earlier(const Moment& a, const Moment& b);

/// Days from `from` up to, but without, `until`.
struct DateRange {
  Date from{};
  Date until{};

  bool operator==(const DateRange&) const = default;
  bool contains(Date day) const { return from <= day && day < until; }
  bool empty() const { return until <= from; }
  int days() const { return empty() ? 0 : static_cast<int>((until - from).count()); }
};

/// The part that two ranges share; empty when none.
DateRange overlap(const DateRange& a, const DateRange& b);

constexpr Date first_date = std::chrono::sys_days{std::chrono::year{1} / 1 / 1};
constexpr Date last_date = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};
constexpr DateRange all_days{first_date, last_date + Days{1}};

/// Nothing unless year, month and day name a real day of the years 1 to 9999.
std::optional<Date> make_date(int year, unsigned month, unsigned day);

/// The latest day not after `day` that falls on `first`.
Date week_start(Date day, std::chrono::weekday first);

/// The seven days around `day` that begin on `first`. The one place where weeks are cut.
DateRange week_of(Date day, std::chrono::weekday first);

/// "2026-W47" for a week that begins on Monday (ISO 8601, so 2024-12-30 is in 2025-W01), otherwise
/// "week of 2026-11-15".
std::string week_label(const DateRange& week);

/// The Monday of an ISO week; nothing when that year has no such week.
std::optional<Date> iso_week(int year, int week);

std::string to_string(Date date);                    ///< "2026-11-20"
std::string to_string(const Moment& moment);         ///< "2026-11-20T14:30", or the date alone
std::string clock_text(int minute);                  ///< "14:30"
std::string weekday_name(std::chrono::weekday day);  ///< "Mon"
std::string month_name(std::chrono::month month);    ///< "Nov"

/// For people: "Mon 16 Nov", with the year where it differs from that of `today`.
std::string day_text(Date date, Date today);

/// "1h 30m", "45m", "2h", "0m".
std::string length_text(Minutes length);

/// The reverse of `to_string(Date)` and `to_string(Moment)`, strictly; for stored values.
std::optional<Date> parse_iso_date(std::string_view text);
std::optional<Moment> parse_iso_moment(std::string_view text);

/// A point of time that is the same everywhere: minutes since the beginning of 1970, UTC.
using Instant = std::int64_t;

/// A time zone: minutes east of UTC that its clocks show at an instant.
using ZoneOffset = std::function<int(Instant)>;

/// `moment` as an instant; one without an offset as if it were of UTC, one without a minute at the
/// beginning of its day.
Instant instant_of(const Moment& moment);

/// The civil time in a zone at an instant, with its offset.
Moment in_zone(Instant at, const ZoneOffset& zone);

/// `civil` with the offset of the zone. Where the clocks go back, a time that occurs twice is the
/// first one; where they go forward, a skipped time moves forward by as much.
Moment placed(const Moment& civil, const ZoneOffset& zone);

/// The civil time so many minutes later, ignoring changes of the clocks.
Moment later_by(const Moment& moment, std::int64_t minutes);

/// Minutes from one civil time to the other, ignoring their offsets.
std::int64_t minutes_between(const Moment& from, const Moment& until);

}  // namespace rapport
