#include "domain/words/when_parts.hpp"

#include <algorithm>
#include <array>

namespace rapport {
namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
// Sunday is 0, as in chrono.
constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

/// The index of the name that `word`, three letters or more, begins.
template <std::size_t size>
std::optional<std::size_t> find_name(const std::array<std::string_view, size>& names,
                                     std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < size; ++i)
    if (names[i].starts_with(word)) return i;
  return std::nullopt;
}

std::optional<std::chrono::weekday> find_weekday(std::string_view word) {
  if (word == "weds") return std::chrono::Wednesday;
  const auto index = find_name(weekdays, word);
  if (!index) return std::nullopt;
  return std::chrono::weekday{static_cast<unsigned>(*index)};
}

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

std::optional<WhenPart> match_separate_month_day(Words words, const Reading& reading) {
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
  if (const auto date = nearest(*month, *day, reading)) return day_part(*date, 2);
  refuse("date", joined(words.first(2)), "there is no such day", date_example);
}

/// `part` when it falls on `weekday`.
bool falls_on(const std::optional<WhenPart>& part, std::chrono::weekday weekday) {
  return part && std::chrono::weekday{*part->day} == weekday;
}

/// "16 nov" behind a weekday, which must agree and so may choose the year.
std::optional<WhenPart> match_day_behind_weekday(Words words, std::chrono::weekday weekday,
                                                 Reading reading) {
  auto part = match_month_day(from(words, 1), reading);
  if (!part) return std::nullopt;
  if (!falls_on(part, weekday)) {
    const Date leaned = *part->day;
    reading.leaning = reading.leaning == Leaning::past ? Leaning::future : Leaning::past;
    part = match_month_day(from(words, 1), reading);
    if (!falls_on(part, weekday))
      refuse("date", joined(words.first(part->words + 1)),
             to_string(leaned) + " is a " + weekday_name(std::chrono::weekday{leaned}),
             "leave the weekday out");
  }
  part->words += 1;
  return part;
}

/// "last tue", "next fri".
std::optional<WhenPart> match_last_or_next(Words words, Date today) {
  const bool last = words[0] == "last";
  const auto weekday = find_weekday(word_at(words, 1));
  if (weekday) {
    const Date day = week_start(last ? today - Days{1} : today + Days{7}, *weekday);
    return day_part(in_range(day, joined(words.first(2))), 2);
  }
  if (find_unit(word_at(words, 1)))
    refuse("date", joined(words.first(2)), "which day of it?",
           "write it as " + words[0] + " mon, or 2 weeks ago");
  return std::nullopt;
}

}  // namespace

std::optional<Date> nearest(unsigned month, unsigned day, const Reading& reading) {
  const int step = reading.leaning == Leaning::past ? -1 : 1;
  int year = static_cast<int>(std::chrono::year_month_day{reading.anchor}.year());
  // 29 February may be eight years away, as from 1904 back to 1896.
  for (int tries = 0; tries <= 8; ++tries, year += step) {
    const auto date = make_date(year, month, day);
    if (date && (step < 0 ? *date <= reading.anchor : *date >= reading.anchor)) return date;
  }
  return std::nullopt;
}

std::optional<unsigned> find_month(std::string_view word) {
  const auto index = find_name(months, word);
  if (!index) return std::nullopt;
  return static_cast<unsigned>(*index) + 1;
}

std::string short_month(unsigned month) { return std::string(months.at(month - 1).substr(0, 3)); }

std::optional<WhenPart> match_month_day(Words words, const Reading& reading) {
  if (auto part = match_separate_month_day(words, reading)) return part;
  const auto parts = taken_apart(word_at(words, 0));
  auto part = match_separate_month_day(parts, reading);
  if (!part || part->words != parts.size()) return std::nullopt;
  part->words = 1;
  return part;
}

std::optional<WhenPart> match_weekday(Words words, const Reading& reading) {
  const auto word = word_at(words, 0);
  if (word == "last" || word == "next") return match_last_or_next(words, reading.now.date);
  const auto weekday = find_weekday(word);
  if (!weekday) return std::nullopt;
  if (auto part = match_day_behind_weekday(words, *weekday, reading)) return part;
  const Date latest = week_start(reading.anchor, *weekday);
  const bool ahead = reading.leaning == Leaning::future && latest != reading.anchor;
  auto part = day_part(in_range(ahead ? latest + Days{7} : latest, word));
  part.is_weekday_today = *part.day == reading.now.date;
  return part;
}

}  // namespace rapport
