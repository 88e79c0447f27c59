#include "when.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"

namespace rapport {
namespace {

namespace chrono = std::chrono;

constexpr auto date_example = "write it as 2026-11-20, 3 mar, mon, yest or -3d";
constexpr auto time_example = "write it as 14:30";

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
// Sunday is 0, as in chrono.
constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

[[noreturn]] void refuse(std::string_view what, std::string_view typed, std::string_view why,
                         const std::string& hint) {
  throw Error(ErrorKind::usage,
              "cannot read the " + std::string(what) + " '" + std::string(typed) + "'" +
                  (why.empty() ? "" : ": " + std::string(why)),
              hint);
}

WhenPart day_part(Date day, std::size_t words = 1) {
  WhenPart part;
  part.day = day;
  part.words = words;
  return part;
}

Date in_range(chrono::sys_days day, std::string_view typed) {
  if (day >= first_date && day <= last_date) return day;
  refuse("date", typed, "years go from 1 to 9999", date_example);
}

/// The index of the name that `word`, three letters or more, begins.
template <std::size_t size>
std::optional<std::size_t> find_name(const std::array<std::string_view, size>& names,
                                     std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < size; ++i)
    if (names[i].starts_with(word)) return i;
  return std::nullopt;
}

std::optional<chrono::weekday> find_weekday(std::string_view word) {
  if (word == "weds") return chrono::Wednesday;
  const auto index = find_name(weekdays, word);
  if (!index) return std::nullopt;
  return chrono::weekday{static_cast<unsigned>(*index)};
}

std::optional<unsigned> find_month(std::string_view word) {
  const auto index = find_name(months, word);
  if (!index) return std::nullopt;
  return static_cast<unsigned>(*index) + 1;
}

// --- years first: 2026-11-20, 2026-W47-2, 2026-11-20T14:30
// -----------------------------------------

/// The day of numbers as typed, or what is wrong with them.
Date checked_date(std::int64_t year, std::int64_t month, std::int64_t day, std::string_view typed) {
  if (year < 1 || year > 9999) refuse("date", typed, "years go from 1 to 9999", date_example);
  if (month < 1 || month > 12) refuse("date", typed, "months go from 1 to 12", date_example);
  const auto y = static_cast<int>(year);
  const auto m = static_cast<unsigned>(month);
  if (day >= 1 && day <= 31)
    if (const auto date = make_date(y, m, static_cast<unsigned>(day))) return *date;
  const auto last = chrono::year_month_day_last{chrono::year{y} / chrono::month{m} / chrono::last};
  refuse("date", typed, "there is no such day",
         std::string(months.at(m - 1)) + ' ' + std::to_string(year) + " has " +
             std::to_string(static_cast<unsigned>(last.day())) + " days");
}

/// The parts of "2026-11-20", "2026/11/20" or "2.11.2026": numbers with one and the same separator.
std::vector<std::string_view> numbers_in(std::string_view word) {
  const std::size_t at = leading_digits(word);
  if (at == 0 || at == word.size()) return {};
  const char separator = word[at];
  if (separator != '-' && separator != '/' && separator != '.') return {};
  std::vector<std::string_view> numbers;
  for (std::size_t begin = 0; begin <= word.size();) {
    const std::size_t end = std::min(word.find(separator, begin), word.size());
    const auto number = word.substr(begin, end - begin);
    if (number.empty() ? end < word.size() : !whole_number(number)) return {};
    if (!number.empty()) numbers.push_back(number);
    begin = end + 1;
  }
  return numbers;
}

/// "10/11/2026": refused, with all that it could have meant.
[[noreturn]] void refuse_ambiguous(const std::vector<std::string_view>& numbers,
                                   std::string_view typed) {
  const auto first = *whole_number(numbers[0]), second = *whole_number(numbers[1]);
  std::int64_t year = 2000;  // a leap year: without a year every day that may exist is offered
  if (numbers.size() > 2) year = *whole_number(numbers[2]) + (numbers[2].size() == 2 ? 2000 : 0);
  std::string readings;
  const auto add = [&](std::int64_t month, std::int64_t day) {
    if (month > 12 || day > 31 || year > 9999) return;
    const auto m = static_cast<unsigned>(month);
    const auto date = make_date(static_cast<int>(year), m, static_cast<unsigned>(day));
    if (!date) return;
    readings += readings.empty() ? "write " : " or ";
    if (numbers.size() > 2)
      readings += to_string(*date);
    else
      readings += std::to_string(day) + ' ' + std::string(months.at(m - 1).substr(0, 3));
  };
  add(second, first);
  if (first != second) add(first, second);
  refuse("date", typed, "day or month first?", readings.empty() ? date_example : readings);
}

int checked_time(std::string_view word, std::string_view typed);

/// A date of numbers, with a time of day behind "t".
std::optional<WhenPart> match_numbers(std::string_view word) {
  const std::size_t t = word.find('t');
  const auto date = word.substr(0, t);
  const auto numbers = numbers_in(date);
  if (numbers.size() < 2) return std::nullopt;
  if (numbers[0].size() == 4) {
    if (numbers.size() == 2) refuse("date", word, "which day of the month?", date_example);
    if (numbers.size() > 3) refuse("date", word, "", date_example);
    auto part = day_part(checked_date(*whole_number(numbers[0]), *whole_number(numbers[1]),
                                      *whole_number(numbers[2]), word));
    if (t != std::string_view::npos) part.minute = checked_time(word.substr(t + 1), word);
    return part;
  }
  if (numbers.size() == 2 && date.find('.') != std::string_view::npos && !date.ends_with('.'))
    return std::nullopt;  // a number such as 1.5
  refuse_ambiguous(numbers, word);
}

/// "2026-w47-2"
std::optional<WhenPart> match_week_day(std::string_view word) {
  const auto dash = word.rfind('-');
  if (dash == std::string_view::npos) return std::nullopt;
  if (const auto monday = match_week(word))
    refuse("date", word, "a week is not a day",
           "its Monday is " + std::string(word) + "-1 or " + to_string(*monday));
  const auto monday = match_week(word.substr(0, dash));
  if (!monday) return std::nullopt;
  const auto day = whole_number(word.substr(dash + 1));
  if (!day || *day < 1 || *day > 7)
    refuse("date", word, "days of a week go from 1, Monday, to 7", "write it as 2026-W47-2");
  return day_part(*monday + Days{*day - 1});
}

// --- words: today, mon, last tue
// -------------------------------------------------------------------

std::optional<WhenPart> match_day_word(std::string_view word, const Reading& reading) {
  const Date today = reading.now.date;
  if (word == "today") return day_part(today);
  if (word == "yest" || word == "yesterday") return day_part(in_range(today - Days{1}, word));
  if (word == "tomorrow") return day_part(in_range(today + Days{1}, word));
  return std::nullopt;
}

std::optional<WhenPart> match_month_day(Words words, const Reading& reading,
                                        std::optional<chrono::weekday> weekday);

/// "mon", "last tue", "next fri", "mon 16 nov".
std::optional<WhenPart> match_weekday(Words words, const Reading& reading) {
  const auto word = word_at(words, 0);
  if (word == "last" || word == "next") {
    const auto weekday = find_weekday(word_at(words, 1));
    if (!weekday && find_unit(word_at(words, 1)))
      refuse("date", joined(words.first(2)), "which day of it?",
             "write it as " + std::string(word) + " mon, or 2 weeks ago");
    if (!weekday) return std::nullopt;
    const Date today = reading.now.date;
    const Date day = word == "last" ? week_start(today - Days{1}, *weekday)
                                    : week_start(today + Days{7}, *weekday);
    return day_part(in_range(day, joined(words.first(2))), 2);
  }
  const auto weekday = find_weekday(word);
  if (!weekday) return std::nullopt;
  if (auto part = match_month_day(from(words, 1), reading, weekday)) {
    part->words += 1;
    if (chrono::weekday{*part->day} == *weekday) return part;
    const chrono::weekday right{*part->day};
    refuse("date", joined(words.first(part->words)),
           to_string(*part->day) + " is a " + weekday_name(right), "leave the weekday out");
  }
  const Date latest = week_start(reading.anchor, *weekday);
  const bool ahead = reading.leaning == Leaning::future && latest != reading.anchor;
  auto part = day_part(in_range(ahead ? latest + Days{7} : latest, word));
  part.is_weekday_today = *part.day == reading.now.date;
  return part;
}

// --- distances: -3d, 2 weeks ago, in 3 days
// ---------------------------------------------------------

struct Distance {
  std::int64_t count;
  Unit unit;
};

/// "3 days", "3d", "a week".
std::optional<Match<Distance>> match_distance(Words words) {
  const auto word = word_at(words, 0);
  if (word == "a" || word == "an" || word == "one") {
    if (const auto unit = find_unit(word_at(words, 1))) return Match<Distance>{{1, *unit}, 2};
    return std::nullopt;
  }
  const std::size_t digits = leading_digits(word);
  const auto count = whole_number(word.substr(0, digits));
  if (!count) return std::nullopt;
  const bool apart = digits == word.size();
  const auto unit = find_unit(apart ? word_at(words, 1) : word.substr(digits));
  if (!unit) return std::nullopt;
  return Match<Distance>{{*count, *unit}, apart ? std::size_t{2} : std::size_t{1}};
}

/// `months` months from `day`; the last day of the month where there is no such day.
Date add_months(Date day, std::int64_t count, std::string_view typed) {
  constexpr std::int64_t most = 12 * 9999;
  if (count < -most || count > most) refuse("date", typed, "years go from 1 to 9999", date_example);
  const chrono::year_month_day start{day};
  const auto month =
      chrono::year_month{start.year(), start.month()} + chrono::months{static_cast<int>(count)};
  const chrono::year_month_day moved{month.year(), month.month(), start.day()};
  if (moved.ok()) return in_range(chrono::sys_days{moved}, typed);
  return in_range(chrono::sys_days{month / chrono::last}, typed);
}

std::optional<WhenPart> moved(const Moment& now, std::int64_t count, Unit unit,
                              std::string_view typed) {
  switch (unit) {
    case Unit::minute:
    case Unit::hour: {
      if (!now.minute) return std::nullopt;
      const std::int64_t day = 24 * 60;
      const std::int64_t minute = *now.minute + count * (unit == Unit::hour ? 60 : 1);
      const std::int64_t days = (minute >= 0 ? minute : minute - day + 1) / day;
      auto part = day_part(in_range(now.date + Days{days}, typed));
      part.minute = static_cast<int>(minute - days * day);
      return part;
    }
    case Unit::day:
      return day_part(in_range(now.date + Days{count}, typed));
    case Unit::week:
      return day_part(in_range(now.date + Days{7 * count}, typed));
    case Unit::month:
      return day_part(add_months(now.date, count, typed));
    case Unit::year:
      return day_part(add_months(now.date, 12 * count, typed));
  }
  return std::nullopt;
}

/// "-3d", "+2w". Hours and minutes behind a sign would be lengths.
std::optional<WhenPart> match_signed(Words words, const Reading& reading) {
  const auto word = word_at(words, 0);
  if (word.size() < 3 || (word[0] != '-' && word[0] != '+')) return std::nullopt;
  const std::size_t digits = leading_digits(word.substr(1));
  const auto count = whole_number(word.substr(1, digits));
  const auto unit = find_unit(word.substr(1 + digits));
  if (!count || !unit || *unit == Unit::minute || *unit == Unit::hour) return std::nullopt;
  return moved(reading.now, word[0] == '-' ? -*count : *count, *unit, word);
}

/// "2 weeks ago", "3d ago", "in 2 weeks".
std::optional<WhenPart> match_relative(Words words, const Reading& reading) {
  const bool ahead = word_at(words, 0) == "in";
  const auto distance = match_distance(ahead ? from(words, 1) : words);
  if (!distance) return std::nullopt;
  const auto& [count, unit] = distance->value;
  const std::size_t used = distance->words + 1;
  if (!ahead && word_at(words, used - 1) != "ago") {
    if (unit == Unit::minute || unit == Unit::hour) return std::nullopt;  // a length
    const auto typed = joined(words.first(used - 1));
    refuse("date", typed, "before or after today?",
           "write '" + typed + " ago' or 'in " + typed + "'");
  }
  auto part = moved(reading.now, ahead ? count : -count, unit, joined(words.first(used)));
  if (part) part->words = used;
  return part;
}

// --- months by name: 3 mar, mar 3, 3 mar 2026
// ------------------------------------------------------

/// "3", "3rd" or "3."; at most 31.
std::optional<unsigned> find_day(std::string_view word) {
  const std::size_t digits = leading_digits(word);
  const auto day = whole_number(word.substr(0, digits));
  const auto suffix = word.substr(digits);
  constexpr std::array<std::string_view, 6> suffixes{"", ".", "st", "nd", "rd", "th"};
  if (!day || digits > 2 || *day > 31 ||
      std::find(suffixes.begin(), suffixes.end(), suffix) == suffixes.end())
    return std::nullopt;
  return static_cast<unsigned>(*day);
}

/// The day that month and day name without a year; nothing when no year has such a day.
std::optional<Date> lean(unsigned month, unsigned day, const Reading& reading,
                         std::optional<chrono::weekday> weekday) {
  const int step = reading.leaning == Leaning::past ? -1 : 1;
  int year = static_cast<int>(chrono::year_month_day{reading.anchor}.year()) - step;
  // 29 February is at most eight years away (1896 and 1904), its weekday at most forty.
  for (int tries = 0; tries <= 42; ++tries, year += step) {
    const auto date = make_date(year, month, day);
    if (!date || (weekday && chrono::weekday{*date} != *weekday)) continue;
    if (step < 0 ? *date <= reading.anchor : *date >= reading.anchor) return date;
  }
  return std::nullopt;
}

/// "3mar" and "3-mar-2026" as the words "3", "mar", "2026".
std::vector<std::string> taken_apart(std::string_view word) {
  std::vector<std::string> parts(1);
  for (const char c : word) {
    auto& last = parts.back();
    if (c == '-')
      parts.emplace_back();
    else if (last.empty() || is_digit(last.back()) == is_digit(c))
      last += c;
    else
      parts.emplace_back(1, c);
  }
  return parts;
}

/// Refuses "30 mar 3": more likely thirty minutes on 3 March than three minutes on the 30th.
void refuse_day_behind_month(Words words, unsigned day) {
  const auto next = word_at(words, 2), behind = word_at(words, 3);
  const auto number = whole_number(next);
  if (!number || *number < 1 || *number >= day) return;
  if (find_unit(behind) || behind == "am" || behind == "pm") return;
  refuse("date", joined(words.first(3)), "which number is the day?",
         "write minutes as " + std::to_string(day) + "m or " + std::to_string(*number) + "m");
}

std::optional<WhenPart> match_separate_month_day(Words words, const Reading& reading,
                                                 std::optional<chrono::weekday> weekday) {
  auto month = find_month(word_at(words, 1));
  auto day = find_day(word_at(words, 0));
  const bool month_first = !month || !day;
  if (month_first) {
    month = find_month(word_at(words, 0));
    day = find_day(word_at(words, 1));
  }
  if (!month || !day) return std::nullopt;
  const auto next = word_at(words, 2);
  if (next.size() == 4)
    if (const auto year = whole_number(next))
      return day_part(checked_date(*year, *month, *day, joined(words.first(3))), 3);
  if (!month_first) refuse_day_behind_month(words, *day);
  auto date = lean(*month, *day, reading, weekday);
  if (!date) date = lean(*month, *day, reading, {});
  if (!date) refuse("date", joined(words.first(2)), "there is no such day", date_example);
  return day_part(*date, 2);
}

std::optional<WhenPart> match_month_day(Words words, const Reading& reading,
                                        std::optional<chrono::weekday> weekday) {
  if (auto part = match_separate_month_day(words, reading, weekday)) return part;
  const auto parts = taken_apart(word_at(words, 0));
  auto part = match_separate_month_day(parts, reading, weekday);
  if (!part || part->words != parts.size()) return std::nullopt;
  part->words = 1;
  return part;
}

// --- times of day: 14:30, 2:30pm, 14:00-15:10
// ------------------------------------------------------

/// "14:30", "2:30pm" or "2pm" as a minute of the day, 24:00 included; nothing for anything else.
std::optional<int> find_time(std::string_view word) {
  const bool pm = word.ends_with("pm"), half_day = pm || word.ends_with("am");
  if (half_day) word.remove_suffix(2);
  const auto colon = word.find(':');
  const auto hours = word.substr(0, colon);
  const auto minutes = colon == std::string_view::npos ? "00" : word.substr(colon + 1);
  if (hours.size() > 2 || minutes.size() != 2 || (colon == std::string_view::npos && !half_day))
    return std::nullopt;
  const auto hour = whole_number(hours), minute = whole_number(minutes);
  if (!hour || !minute || *minute > 59) return std::nullopt;
  if (half_day && (*hour < 1 || *hour > 12)) return std::nullopt;
  const auto of_day = (half_day ? *hour % 12 + (pm ? 12 : 0) : *hour) * 60 + *minute;
  if (of_day > 24 * 60) return std::nullopt;
  return static_cast<int>(of_day);
}

int checked_time(std::string_view word, std::string_view typed) {
  const auto minute = find_time(word);
  if (!minute) refuse("time of day", typed, "", time_example);
  if (*minute == 24 * 60)
    refuse("time of day", typed, "a day ends at 23:59", "write 00:00 and the next day");
  return *minute;
}

/// "14:00-15:10"; 24:00 may end it.
WhenPart checked_range(std::string_view begin, std::string_view end, std::string_view typed) {
  WhenPart part;
  part.minute = checked_time(begin, typed);
  const auto until = find_time(end);
  if (!until) refuse("time of day", typed, "", "write it as 14:00-15:10");
  if (*until <= *part.minute)
    refuse("time of day", typed, "it ends before it begins",
           "write it as 14:00-15:10; past midnight as 23:30 and a length");
  part.length = Minutes{*until - *part.minute};
  return part;
}

std::optional<WhenPart> match_time(Words words) {
  const auto word = word_at(words, 0);
  if (word.empty() || !is_digit(word[0])) return std::nullopt;
  const bool has_colon = word.find(':') != std::string_view::npos;
  for (const std::string_view dash : {"-", "–"}) {
    const auto at = word.find(dash);
    if (at == std::string_view::npos) continue;
    const auto begin = word.substr(0, at), end = word.substr(at + dash.size());
    if (has_colon || (find_time(begin) && find_time(end))) return checked_range(begin, end, word);
  }
  WhenPart part;
  const auto half_day = word_at(words, 1);
  const bool is_number = leading_digits(word) == word.size();
  if ((has_colon || is_number) && (half_day == "am" || half_day == "pm")) {
    const auto typed = joined(words.first(2));
    part.minute = checked_time(std::string(word) + std::string(half_day), typed);
    part.words = 2;
    return part;
  }
  const bool has_half_day =
      leading_digits(word) + 2 == word.size() && (word.ends_with("am") || word.ends_with("pm"));
  if (!has_colon && !has_half_day) return std::nullopt;
  part.minute = checked_time(word, word);
  return part;
}

}  // namespace

std::optional<Date> match_week(std::string_view word) {
  if (word.size() < 7 || leading_digits(word) != 4 || word.substr(4, 2) != "-w")
    return std::nullopt;
  const auto week = whole_number(word.substr(6));
  if (!week || word.size() > 8) return std::nullopt;
  const auto year = static_cast<int>(*whole_number(word.substr(0, 4)));
  if (const auto monday = iso_week(year, static_cast<int>(*week))) return monday;
  refuse("week", word, std::to_string(year) + " has no such week", "write it as 2026-W47");
}

std::optional<WhenPart> match_part(Words words, const Reading& reading) {
  const auto word = word_at(words, 0);
  if (word.empty()) return std::nullopt;
  if (auto part = match_month_day(words, reading, {})) return part;
  if (auto part = match_relative(words, reading)) return part;
  if (auto part = match_week_day(word)) return part;
  if (auto part = match_numbers(word)) return part;
  if (auto part = match_time(words)) return part;
  if (auto part = match_day_word(word, reading)) return part;
  if (auto part = match_weekday(words, reading)) return part;
  if (auto part = match_signed(words, reading)) return part;
  if (word.size() >= 3 && find_month(word))
    refuse("date", word, "which day of the month?",
           "write it as 3 " + std::string(word.substr(0, 3)));
  return std::nullopt;
}

bool add_part(WhenPart& part, const WhenPart& more) {
  if ((part.day && more.day) || (part.minute && more.minute)) return false;
  if (more.day) {
    part.day = more.day;
    part.is_weekday_today = more.is_weekday_today;
  }
  if (more.minute) part.minute = more.minute;
  if (more.length) part.length = more.length;
  part.words += more.words;
  return true;
}

Moment moment_of(const WhenPart& part, const Reading& reading) {
  Moment moment;
  moment.date = part.day.value_or(reading.now.date);
  moment.minute = part.minute;
  if (reading.leaning == Leaning::future && part.is_weekday_today && part.minute &&
      earlier(moment, reading.now))
    moment.date += Days{7};
  return moment;
}

std::span<const std::string_view> day_names() {
  static constexpr std::array<std::string_view, 11> names{
      "today",     "yest",     "yesterday", "tomorrow", "monday", "tuesday",
      "wednesday", "thursday", "friday",    "saturday", "sunday"};
  return names;
}

}  // namespace rapport
