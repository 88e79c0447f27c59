#include "domain/words/when_parts.hpp"

#include <algorithm>

namespace rapport {
namespace {

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
      readings += std::to_string(day) + ' ' + short_month(m);
  };
  add(second, first);
  if (first != second) add(first, second);
  refuse("date", typed, "day or month first?", readings.empty() ? date_example : readings);
}

/// The day of "13/11/2026" or "13/11", where only one of the numbers can be the month. A year of
/// two digits might be a day too.
std::optional<Date> only_reading(const std::vector<std::string_view>& numbers,
                                 const Reading& reading) {
  const auto first = *whole_number(numbers[0]), second = *whole_number(numbers[1]);
  const bool day_first = first > 12;
  const auto day = day_first ? first : second, month = day_first ? second : first;
  if (day <= 12 || day > 31 || month < 1 || month > 12) return std::nullopt;
  const auto m = static_cast<unsigned>(month), d = static_cast<unsigned>(day);
  if (numbers.size() == 2) return nearest(m, d, reading);
  if (numbers.size() != 3 || numbers[2].size() != 4) return std::nullopt;
  return make_date(static_cast<int>(*whole_number(numbers[2])), m, d);
}

}  // namespace

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

std::optional<Date> match_week(std::string_view word) {
  if (word.size() < 7 || leading_digits(word) != 4 || word.substr(4, 2) != "-w")
    return std::nullopt;
  const auto week = whole_number(word.substr(6));
  if (!week || word.size() > 8) return std::nullopt;
  const auto year = static_cast<int>(*whole_number(word.substr(0, 4)));
  if (const auto monday = iso_week(year, static_cast<int>(*week))) return monday;
  refuse("week", word, std::to_string(year) + " has no such week", "write it as 2026-W47");
}

std::optional<Date> match_numbered_week(std::string_view word, Date today) {
  if (word.size() < 2 || word.size() > 3 || word[0] != 'w') return std::nullopt;
  const auto week = whole_number(word.substr(1));
  if (!week) return std::nullopt;
  constexpr int most_years = 8;  // between two years with a week 53
  const int this_year = static_cast<int>(std::chrono::year_month_day{today + Days{3}}.year());
  for (int year = this_year; year > this_year - most_years; --year)
    if (const auto monday = iso_week(year, static_cast<int>(*week)); monday && *monday <= today)
      return monday;
  refuse("week", word, "weeks go from 1 to 53", "write it as 2026-W47");
}

std::optional<WhenPart> match_numbers(std::string_view word, const Reading& reading) {
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
  const bool may_be_range = numbers.size() == 2 && date.find('-') != std::string_view::npos;
  if (const auto day = may_be_range ? std::nullopt : only_reading(numbers, reading))
    return day_part(*day);
  refuse_ambiguous(numbers, word);
}

}  // namespace rapport
