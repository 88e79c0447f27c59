#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/time.hpp"

/// What people type for days, times of day and lengths. Everything is read against `now`; nothing
/// here reads a clock. Upper and lower case are the same. What cannot be read is an `Error` of kind
/// usage that quotes the offending word and gives a valid example; nothing ever falls back to
/// "today".
///
///     2026-11-20  2026-W47-2  today  yest  tomorrow  mon  last tue  next fri  -3d  +2w
///     3 mar  mar 3  3 mar 2026  Mon 16 Nov  2 weeks ago  in 3 days  2 hours ago
///     14:30  2:30pm  15h30  noon  now  yest 14:30  2026-11-16 14:00  2026-11-16T14:00
///
/// `last tue` is before today and `next fri` after it, whichever way the command leans. A time of
/// day alone is today's.
namespace rapport {

/// Which way an incomplete date leans. `past`: the latest such day, today included. `future`: the
/// next one, today included; but a weekday with a time of day that is over today is a week ahead.
/// What leans there is meant to be: a day before `earliest_day` or more than ten years ahead
/// throws.
enum class Leaning { past, future };

/// Nothing that a book speaks of was before; a day before it is a slip of the year.
inline constexpr Date earliest_day = std::chrono::sys_days{std::chrono::year{1970} / 1 / 1};

template <typename T>
struct Match {
  T value;
  std::size_t words;  ///< how many words it took
};

/// The words of `text`, which blanks part.
std::vector<std::string> words_between_blanks(std::string_view text);

/// The longest date at the beginning of `words` ("3 mar", "2 weeks ago", "yest 14:30"), or nothing
/// when the first word begins none. The words hold no blanks. Throws for a word that is a date but
/// not a possible or a clear one: "2026-02-30", "10/11/2026". Years 1 to 9999; no offset is set.
std::optional<Match<Moment>> match_when(std::span<const std::string> words, const Moment& now,
                                        Leaning leaning);

/// A date, with or without a time of day, that takes the whole of `text`. Throws otherwise. Where
/// `own` is given, what is not named is as there: the day, or the time of day.
Moment parse_when(std::string_view text, const Moment& now, Leaning leaning,
                  const std::optional<Moment>& own = {});

/// As `parse_when`, for a day alone. Throws when a time of day is given.
Date parse_date(std::string_view text, const Moment& now, Leaning leaning);

/// Throws Error(usage) with `hint` for a moment after `now`. A day alone is to come from tomorrow
/// on.
void refuse_future(const Moment& moment, const Moment& now, const std::string& hint);

/// A first day, or the Monday of a week ("2026-W40"), or a week given as any day in it.
Date parse_day_or_week(std::string_view text, const Moment& now, Leaning leaning);

/// A day of the week that is meant: "last week", "this", "next week", "W40" (the latest such week
/// that has begun), or what `parse_day_or_week` reads, looking back.
Date parse_week(std::string_view text, const Moment& now);

/// Days in a row at the beginning of `words`, both ends included: "2026-08-03..2026-08-14",
/// "mon-fri", "mon to fri", "24-31 dec", two days one after the other, a single day, or a week
/// ("2026-W33", "next week"), or, looking back, a month ("nov", "nov 2025"). An incomplete last day
/// is the first one that is not before the first day, so "28 dec..3 jan" crosses the year. Nothing
/// where the first word begins none. Throws when they end before they begin, and where another day
/// or a word such as "to" comes next.
std::optional<Match<DateRange>> match_days(std::span<const std::string> words, const Moment& now,
                                           Leaning leaning);

/// As `match_days`, for all of `text`. Throws otherwise.
DateRange parse_days(std::string_view text, const Moment& now, Leaning leaning);

/// The length that takes the whole of `text`: "45m", "1h", "1h30", "1h 30m", "1.5h", "90", "90min",
/// "2 hours". Whole minutes; a part of an hour is rounded to the nearest. Nothing when `text` is
/// not a length. Throws above 24 h, for a negative length and for more than 59 minutes after hours.
std::optional<Minutes> match_length(std::string_view text);

/// As `match_length`, but throws where that answers nothing.
Minutes parse_length(std::string_view text);

}  // namespace rapport
