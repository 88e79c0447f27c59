#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/words/when.hpp"

/// The forms that a date can have, one function each; when.cpp tries them in turn. Each answers
/// nothing when the words have another form, and throws when they have this one but are wrong.
namespace rapport {

inline constexpr auto date_example = "write it as 2026-11-20, 3 mar, mon, yest or -3d";

/// "3 mar", "mar 3", "3 mar 2026", "3-mar-2026".
std::optional<WhenPart> match_month_day(Words words, const Reading& reading);

/// "mon", "last tue", "next fri", "mon 16 nov".
std::optional<WhenPart> match_weekday(Words words, const Reading& reading);

/// "2 weeks ago", "3d ago", "in 2 weeks".
std::optional<WhenPart> match_relative(Words words, const Reading& reading);

/// "-3d", "+2w". Hours and minutes behind a sign would be lengths.
std::optional<WhenPart> match_signed(Words words, const Reading& reading);

/// "2026-11-20", "2026-11-20t14:30", "13/11/2026"; refuses "10/11/2026", which may be two days.
std::optional<WhenPart> match_numbers(std::string_view word, const Reading& reading);

/// The day that month and day name without a year; nothing when no year has such a day.
std::optional<Date> nearest(unsigned month, unsigned day, const Reading& reading);

/// "2026-w47-2"
std::optional<WhenPart> match_week_day(std::string_view word);

/// The Monday of the latest ISO week of that number, "w40", that has begun by `today`.
std::optional<Date> match_numbered_week(std::string_view word, Date today);

/// "14:30", "2:30pm", "2 pm", "14:00-15:10".
std::optional<WhenPart> match_time(Words words);

/// The parts of "2026-11-20", "2026/11/20" or "2.11.2026": numbers with one and the same separator.
std::vector<std::string_view> numbers_in(std::string_view word);

/// "14:30", "2:30pm" or "2pm" as a minute of the day, 24:00 included; nothing for anything else.
std::optional<int> find_time(std::string_view word);

/// The minute of the day that `word` says; an error that quotes `typed` when it says none.
int checked_time(std::string_view word, std::string_view typed);

/// The day that the numbers name, or an error that says what is wrong with them.
Date checked_date(std::int64_t year, std::int64_t month, std::int64_t day, std::string_view typed);

/// `day`, or an error when it lies outside the years 1 to 9999.
Date in_range(Date day, std::string_view typed);

WhenPart day_part(Date day, std::size_t words = 1);

/// "mar", for an example.
std::string short_month(unsigned month);

/// The number of the month that `word`, three letters or more, begins.
std::optional<unsigned> find_month(std::string_view word);

/// "cannot read the date 'soon': why"
[[noreturn]] void refuse(std::string_view what, std::string_view typed, std::string_view why,
                         const std::string& hint);

}  // namespace rapport
