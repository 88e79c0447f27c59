#include "rapport/domain/time.hpp"

#include <algorithm>
#include <array>

namespace rapport {
namespace {

namespace chrono = std::chrono;

constexpr std::array weekday_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Appends `value` with leading zeros to `digits` places.
void append_number(std::string& out, unsigned value, std::size_t digits) {
  const std::size_t begin = out.size();
  out.resize(begin + digits, '0');
  for (std::size_t at = begin + digits; at > begin && value > 0; value /= 10)
    out[--at] = static_cast<char>('0' + value % 10);
}

void append_year(std::string& out, chrono::year year) {
  append_number(out, static_cast<unsigned>(static_cast<int>(year)), 4);
}

/// Exactly `digits` decimal digits at `at`.
std::optional<unsigned> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  unsigned value = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

chrono::year year_of(Date day) { return chrono::year_month_day(day).year(); }

/// The Monday of week 1: the week that holds 4 January.
Date first_iso_monday(chrono::year year) {
  return week_start(chrono::sys_days{year / 1 / 4}, chrono::Monday);
}

constexpr int minutes_a_day = 24 * 60;

std::int64_t civil_minute(const Moment& moment) {
  return std::int64_t{moment.date.time_since_epoch().count()} * minutes_a_day +
         moment.minute.value_or(0);
}

}  // namespace

bool earlier(const Moment& a, const Moment& b) {
  return a.date != b.date ? a.date < b.date : a.minute < b.minute;
}

DateRange overlap(const DateRange& a, const DateRange& b) {
  const Date from = std::max(a.from, b.from);
  return {.from = from, .until = std::max(from, std::min(a.until, b.until))};
}

std::optional<Date> make_date(int year, unsigned month, unsigned day) {
  // chrono keeps months and days in a byte, so what does not fit would come out as another one.
  if (year < 1 || year > 9999 || month > 12 || day > 31) return std::nullopt;
  const auto date = chrono::year{year} / chrono::month{month} / chrono::day{day};
  if (!date.ok()) return std::nullopt;
  return chrono::sys_days{date};
}

Date week_start(Date day, chrono::weekday first) { return day - (chrono::weekday{day} - first); }

DateRange week_of(Date day, chrono::weekday first) {
  const Date from = week_start(day, first);
  return {.from = from, .until = from + Days{7}};
}

std::string week_label(const DateRange& week) {
  if (chrono::weekday{week.from} != chrono::Monday) return "week of " + to_string(week.from);
  const auto year = year_of(week.from + Days{3});  // the year of the Thursday names the week
  std::string label;
  append_year(label, year);
  label += "-W";
  const auto weeks = (week.from - first_iso_monday(year)).count() / 7;
  append_number(label, static_cast<unsigned>(weeks) + 1, 2);
  return label;
}

std::optional<Date> iso_week(int year, int week) {
  if (year < 1 || year > 9999 || week < 1 || week > 53) return std::nullopt;
  const Date monday = first_iso_monday(chrono::year{year}) + Days{7 * (week - 1)};
  if (year_of(monday + Days{3}) != chrono::year{year}) return std::nullopt;
  return monday;
}

std::string to_string(Date date) {
  const chrono::year_month_day day{date};
  std::string text;
  append_year(text, day.year());
  text += '-';
  append_number(text, static_cast<unsigned>(day.month()), 2);
  text += '-';
  append_number(text, static_cast<unsigned>(day.day()), 2);
  return text;
}

std::string to_string(const Moment& moment) {
  std::string text = to_string(moment.date);
  if (moment.minute) text += 'T' + clock_text(*moment.minute);
  return text;
}

std::string clock_text(int minute) {
  std::string text;
  append_number(text, static_cast<unsigned>(minute / 60), 2);
  text += ':';
  append_number(text, static_cast<unsigned>(minute % 60), 2);
  return text;
}

std::string weekday_name(chrono::weekday day) { return weekday_names.at(day.c_encoding()); }

std::string month_name(chrono::month month) {
  return month_names.at(static_cast<unsigned>(month) - 1);
}

std::string day_text(Date date, Date today) {
  const chrono::year_month_day day{date};
  std::string text = weekday_name(chrono::weekday{date}) + ' ' +
                     std::to_string(static_cast<unsigned>(day.day())) + ' ' +
                     month_name(day.month());
  if (day.year() != year_of(today)) text += ' ' + std::to_string(static_cast<int>(day.year()));
  return text;
}

std::string length_text(Minutes length) {
  const auto total = length.count();
  if (total < 0) return '-' + length_text(-length);
  const auto hours = total / 60, minutes = total % 60;
  if (hours == 0) return std::to_string(minutes) + 'm';
  std::string text = std::to_string(hours) + 'h';
  if (minutes != 0) text += ' ' + std::to_string(minutes) + 'm';
  return text;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_at(text, 0, 4), month = number_at(text, 5, 2),
             day = number_at(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return make_date(static_cast<int>(*year), *month, *day);
}

std::optional<Moment> parse_iso_moment(std::string_view text) {
  const auto date = parse_iso_date(text.substr(0, 10));
  if (!date) return std::nullopt;
  if (text.size() == 10) return Moment{.date = *date, .minute = {}, .offset = {}};
  if (text.size() != 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const auto hour = number_at(text, 11, 2), minute = number_at(text, 14, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return Moment{.date = *date, .minute = static_cast<int>(*hour * 60 + *minute), .offset = {}};
}

Instant instant_of(const Moment& moment) {
  return civil_minute(moment) - moment.offset.value_or(0);
}

Moment in_zone(Instant at, const ZoneOffset& zone) {
  const int offset = zone(at);
  Moment moment = later_by({.date = Date{}, .minute = 0}, at + offset);
  moment.offset = offset;
  return moment;
}

Moment placed(const Moment& civil, const ZoneOffset& zone) {
  const std::int64_t minute = civil_minute(civil);
  const int before = zone(minute - minutes_a_day);
  const int after = zone(minute + minutes_a_day);
  Moment moment = civil;
  for (const int offset : {before, after}) {  // the earlier of two has the offset from before
    moment.offset = offset;
    if (zone(minute - offset) == offset) return moment;
  }
  return in_zone(minute - before, zone);
}

Moment later_by(const Moment& moment, std::int64_t minutes) {
  Moment later = moment;
  const std::int64_t minute = moment.minute.value_or(0) + minutes;
  const std::int64_t days =
      minute >= 0 ? minute / minutes_a_day : -((minutes_a_day - 1 - minute) / minutes_a_day);
  later.date += Days{days};
  if (moment.minute) later.minute = static_cast<int>(minute - days * minutes_a_day);
  return later;
}

std::int64_t minutes_between(const Moment& from, const Moment& until) {
  return civil_minute(until) - civil_minute(from);
}

}  // namespace rapport
