#include "domain/words/when.hpp"

#include <algorithm>
#include <array>

#include "domain/words/when_parts.hpp"
#include "rapport/base/error.hpp"

namespace rapport {
namespace {

constexpr Days most_ahead{3653};  // ten years

/// "the day before yesterday"
std::optional<WhenPart> match_day_phrase(Words words, const Reading& reading) {
  const std::size_t at = word_at(words, 0) == "the" ? 1 : 0;
  if (word_at(words, at) != "day") return std::nullopt;
  const std::string phrase = joined(words.subspan(at, std::min<std::size_t>(3, words.size() - at)));
  const int days = phrase == "day before yesterday" ? -2 : phrase == "day after tomorrow" ? 2 : 0;
  if (days == 0) return std::nullopt;
  return day_part(in_range(reading.now.date + Days{days}, phrase), at + 3);
}

std::optional<WhenPart> match_day_word(std::string_view word, const Reading& reading) {
  const Date today = reading.now.date;
  if (word == "today") return day_part(today);
  if (word == "now") {
    auto part = day_part(today);
    part.minute = reading.now.minute;
    return part;
  }
  if (word == "yest" || word == "yesterday") return day_part(in_range(today - Days{1}, word));
  if (word == "tomorrow") return day_part(in_range(today + Days{1}, word));
  return std::nullopt;
}

}  // namespace

void refuse(std::string_view what, std::string_view typed, std::string_view why,
            const std::string& hint) {
  throw Error(ErrorKind::usage,
              "cannot read the " + std::string(what) + " '" + std::string(typed) + "'" +
                  (why.empty() ? "" : ": " + std::string(why)),
              hint);
}

Date checked_date(std::int64_t year, std::int64_t month, std::int64_t day, std::string_view typed) {
  if (year < 1 || year > 9999) refuse("date", typed, "years go from 1 to 9999", date_example);
  if (month < 1 || month > 12) refuse("date", typed, "months go from 1 to 12", date_example);
  const auto y = static_cast<int>(year);
  const auto m = static_cast<unsigned>(month);
  if (day >= 1 && day <= 31)
    if (const auto date = make_date(y, m, static_cast<unsigned>(day))) return *date;
  const auto last = std::chrono::year_month_day_last{std::chrono::year{y} / std::chrono::month{m} /
                                                     std::chrono::last};
  refuse("date", typed, "there is no such day",
         short_month(m) + ' ' + std::to_string(year) + " has " +
             std::to_string(static_cast<unsigned>(last.day())) + " days");
}

WhenPart day_part(Date day, std::size_t words) {
  WhenPart part;
  part.day = day;
  part.words = words;
  return part;
}

Date in_range(Date day, std::string_view typed) {
  if (day >= first_date && day <= last_date) return day;
  refuse("date", typed, "years go from 1 to 9999", date_example);
}

std::optional<WhenPart> match_part(Words words, const Reading& reading) {
  const auto word = word_at(words, 0);
  if (word.empty()) return std::nullopt;
  if (auto part = match_month_day(words, reading)) return part;
  if (auto part = match_relative(words, reading)) return part;
  if (auto part = match_week_day(word)) return part;
  if (auto part = match_numbers(word, reading)) return part;
  if (auto part = match_time(words)) return part;
  if (auto part = match_day_word(word, reading)) return part;
  if (auto part = match_day_phrase(words, reading)) return part;
  if (auto part = match_weekday(words, reading)) return part;
  if (auto part = match_signed(words, reading)) return part;
  if (const auto month = find_month(word))
    refuse("date", word, "which day of the month?", "write it as 3 " + short_month(*month));
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

Date likely(Date day, const Reading& reading) {
  if (reading.leaning == Leaning::past) return day;
  const bool is_early = day < earliest_day;
  if (is_early || day > reading.now.date + most_ahead)
    throw Error(ErrorKind::usage,
                to_string(day) + (is_early ? " is before 1970" : " is more than ten years ahead"),
                "type the year with four digits, such as " + to_string(reading.now.date));
  return day;
}

Moment moment_of(const WhenPart& part, const Reading& reading) {
  const Moment unnamed = reading.own.value_or(Moment{.date = reading.now.date});
  Moment moment;
  moment.date = part.day ? likely(*part.day, reading) : unnamed.date;
  moment.minute = part.minute ? part.minute : unnamed.minute;
  if (reading.leaning == Leaning::future && part.is_weekday_today && moment.minute &&
      earlier(moment, reading.now))
    moment.date += Days{7};
  return moment;
}

std::span<const std::string_view> day_names() {
  static constexpr std::array<std::string_view, 18> names{
      "today",     "yest",     "yesterday", "tomorrow", "monday", "tuesday",
      "wednesday", "thursday", "friday",    "saturday", "sunday", "mon",
      "tue",       "wed",      "thu",       "fri",      "sat",    "sun"};
  return names;
}

}  // namespace rapport
