#pragma once

#include "domain/words/scan.hpp"

/// The grammar of dates, one part at a time; dates.hpp and log_line.hpp put the parts together.
namespace rapport {

/// What a date is read against.
struct Reading {
  Moment now;
  Leaning leaning = Leaning::past;
  Date anchor{};  ///< where an incomplete day ("fri", "3 mar") starts from; mostly today
  std::optional<Moment> own = {};  ///< what stays where it is not named
};

/// A day, a time of day, or both. `14:00-15:10` is a time of day and a length.
struct WhenPart {
  std::optional<Date> day;
  std::optional<int> minute;
  std::optional<Minutes> length;
  bool is_weekday_today = false;  ///< "fri" on a Friday: with a time that is over, next week's
  std::size_t words = 1;
};

/// The longest part at the beginning of `words` (in lower case). Throws as `match_when`.
std::optional<WhenPart> match_part(Words words, const Reading& reading);

/// The Monday of "2026-w47", if `word` has that form. Throws when the year has no such week.
std::optional<Date> match_week(std::string_view word);

/// Takes `more` into `part` when it says what `part` leaves open; false when both say the same.
bool add_part(WhenPart& part, const WhenPart& more);

/// The moment that `part` speaks of. What it does not name is as in `reading.own`; without that its
/// day is today.
Moment moment_of(const WhenPart& part, const Reading& reading);

/// `day`, or an error where it cannot be meant: see `Leaning`.
Date likely(Date day, const Reading& reading);

/// Names of days, for "did you mean".
std::span<const std::string_view> day_names();

}  // namespace rapport
