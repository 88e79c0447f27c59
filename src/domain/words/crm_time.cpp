#include "domain/words/crm_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "domain/words/foreign_names.hpp"
#include "domain/words/when_parts.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"

// The numbers and the clock are those of the log line (when_numbers.cpp, when_time.cpp); a table
// has them in fewer forms, and nothing is guessed.
namespace rapport {
namespace {

constexpr int minutes_an_hour = 60;
constexpr int minutes_a_day_of_table = 24 * 60;
constexpr int this_century = 2000;
constexpr std::size_t most_words_of_day = 4;  // "3 november 2026 14:00"

// Spreadsheets count days from 1899-12-30 on; these are the years 1982 to 2091.
constexpr Date zeroth_day{std::chrono::sys_days{std::chrono::year{1899} / 12 / 30}};
constexpr double first_numbered = 30'000;
constexpr double last_numbered = 70'000;
constexpr double longest = 1e9;  // minutes; far past what the caller takes, and an int

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

/// "nov" of "03-nov-26".
std::string_view word_between_dashes(std::string_view word) {
  const auto first = word.find('-'), last = word.rfind('-');
  return first == last ? std::string_view{} : word.substr(first + 1, last - first - 1);
}

/// A number of exactly two digits, at most `most`.
std::optional<int> two_digits(std::string_view text, int most) {
  const auto number = text.size() == 2 ? whole_number(text) : std::nullopt;
  return number && *number <= most ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

/// In numbers. A year of two digits is of this century: tables of talks know no other.
std::optional<Date> day_in_numbers(std::string_view word, DateOrder order) {
  const auto numbers = numbers_in(word);
  if (numbers.size() != 3 || !is_digit(word.back())) return std::nullopt;
  const bool is_iso = order == DateOrder::iso;
  const bool is_padded = is_iso && word[numbers[0].size()] == '-';  // "2026/9/4" is not
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool is_year = i == (is_iso ? 0 : 2);
    const std::size_t size = numbers[i].size();
    if (is_year ? size != 4 && (is_iso || size != 2) : size > 2 || (is_padded && size != 2))
      return std::nullopt;
  }
  const auto number = [&](std::size_t i) {
    return static_cast<unsigned>(*whole_number(numbers[i]));
  };
  if (is_iso) return make_date(static_cast<int>(number(0)), number(1), number(2));
  const std::size_t month = order == DateOrder::dmy ? 1 : 0;
  const int year = static_cast<int>(number(2)) + (numbers[2].size() == 2 ? this_century : 0);
  return make_date(year, number(month), number(1 - month));
}

/// "2026-11-03" off the front of `text`, where days are written so: most tables that come from a
/// program have no others, and this costs least.
std::optional<Date> take_iso_day(std::string_view& text, DateOrder order) {
  constexpr std::size_t size = 10;
  const bool is_apart = text.size() == size || text.substr(0, size + 1).find_last_of("T, ") == size;
  if (order != DateOrder::iso || !is_apart) return std::nullopt;
  const auto date = parse_iso_date(text.substr(0, size));
  if (date) text.remove_prefix(size);
  return date;
}

/// The day that a spreadsheet has the number of, with the time that its fraction is.
std::optional<Moment> numbered_day(std::string_view text) {
  const auto number = decimal_number(text);
  if (!number || *number < first_numbered || *number >= last_numbered) return std::nullopt;
  const auto days = static_cast<int>(*number);
  const auto minute = static_cast<int>(std::lround((*number - days) * minutes_a_day_of_table));
  const Moment day{.date = zeroth_day + Days{days}, .minute = 0};
  if (minute == 0 && text.find('.') == std::string_view::npos) return Moment{.date = day.date};
  return later_by(day, minute);
}

/// In lower case, without accents and the dot of an abbreviation: "nov." and "07-févr.-26".
std::string plain_word(std::string_view text) {
  std::string word = fold(text);
  for (auto dot = word.find(".-"); dot != std::string::npos; dot = word.find(".-"))
    word.erase(dot, 1);
  if (word.size() > 2 && word.ends_with('.') && !is_digit(word[0])) word.pop_back();
  return word;
}

/// A weekday in front of what says the day, off the front of `text`: it adds nothing.
void skip_weekday(std::string_view& text) {
  const auto end = text.find_first_of(" ,");
  if (end == std::string_view::npos || !is_weekday_name(plain_word(text.substr(0, end)))) return;
  text.remove_prefix(std::min(text.find_first_not_of(" ,", end), text.size()));
}

/// "3 Nov 2026", "Nov 3, 2026", "03-Nov-26", as the log line reads it, but with its year and in
/// some more languages. Takes it off the front of `text`.
std::optional<Date> take_named_day(std::string_view& text) {
  std::vector<std::string> words;
  std::vector<std::size_t> ends;  // behind each word
  for (std::size_t at = 0; at < text.size() && words.size() < most_words_of_day;) {
    const std::size_t begin = text.find_first_not_of(" ,", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" ,", begin), text.size());
    const std::string word = plain_word(text.substr(begin, at - begin));
    if (word == "de") continue;  // "3 de noviembre de 2026"
    words.push_back(in_english(word));
    ends.push_back(at);
  }
  const Reading reading{};
  if (words.empty()) return std::nullopt;
  std::string& first = words[0];
  const auto dash = first.rfind('-');
  const bool is_short = dash != std::string::npos && dash + 3 == first.size() &&
                        find_month(word_between_dashes(first));
  if (is_short) first.insert(dash + 1, "20");
  const auto part = match_month_day(words, reading);
  if (!part || !part->day) return std::nullopt;
  const bool has_year = part->words == 3 || (part->words == 1 && dash != std::string::npos &&
                                             first.size() - first.rfind('-') == 5);
  const bool is_year_there = part->words != 3 || (words[2].size() == 4 && whole_number(words[2]));
  if (!has_year || !is_year_there) return std::nullopt;
  text.remove_prefix(ends[part->words - 1]);
  return *part->day;
}

/// "am" or "pm" off the front of `text`, which may say "p.m."; empty where it says neither.
std::string_view take_half(std::string_view& text) {
  for (const std::string_view word : {"am", "pm", "a.m.", "p.m.", "uhr"}) {
    if (fold(text.substr(0, word.size())) != word) continue;
    text.remove_prefix(word.size());
    return word == "uhr" ? "" : word.starts_with('a') ? "am" : "pm";
  }
  return {};
}

/// "14h30" or "14h", as it is written in France, off the front of `text`.
std::optional<int> take_time_with_h(std::string_view& text) {
  const std::size_t size = leading_digits(text);
  if (size == 0 || size > 2 || fold(text.substr(size, 1)) != "h") return std::nullopt;
  const std::string hour(text.substr(0, size));
  const std::string_view behind = text.substr(size + 1);
  const std::size_t digits = leading_digits(behind);
  if (digits != 0 && digits != 2) return std::nullopt;
  const auto minute =
      find_time(hour + ":" + (digits == 0 ? "00" : std::string(behind.substr(0, 2))));
  if (minute) text = behind.substr(digits);
  return minute;
}

/// "14:30", "14:30:00.000", "2:30 PM" or "14:30 Uhr" off the front of `text`.
std::optional<int> take_time(std::string_view& text) {
  if (const auto minute = take_time_with_h(text)) return minute;
  const auto clock = text.substr(0, text.find_first_not_of("0123456789:"));
  std::string_view behind = text.substr(clock.size());
  const auto parts = split(clock, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  if (parts.size() == 3) {
    if (!two_digits(parts[2], 60)) return std::nullopt;
    if (take(behind, '.')) behind.remove_prefix(leading_digits(behind));
  }
  text = behind;
  skip_blanks(behind);
  const std::string_view before = behind;
  const std::string_view half = take_half(behind);
  if (behind != before) text = behind;
  const auto minute =
      find_time(std::string(parts[0]) + ":" + std::string(parts[1]) + std::string(half));
  return minute && *minute < 24 * minutes_an_hour ? minute : std::nullopt;
}

/// All of `text` as "Z", "UTC", "+02:00", "-0500", "+01", "GMT+01:00" or "(GMT+1)".
std::optional<int> offset_of(std::string_view text) {
  if (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
  if (text.ends_with(')')) text = trim(text.substr(0, text.find('(')));  // how it is called
  for (const std::string_view word : {"z", "utc", "gmt"}) {
    if (fold(text) == word) return 0;
    if (word.size() > 1 && fold(text.substr(0, word.size())) == word) {
      text.remove_prefix(word.size());
      break;
    }
  }
  const bool is_west = text.starts_with('-');
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const std::size_t size = std::min<std::size_t>(leading_digits(text), 2);
  const auto hours = size == 0 ? std::nullopt : whole_number(text.substr(0, size));
  if (!hours || *hours > 18) return std::nullopt;
  text.remove_prefix(size);
  take(text, ':');
  const auto minutes = text.empty() ? std::optional{0} : two_digits(text, 59);
  if (!minutes) return std::nullopt;
  const int offset = static_cast<int>(*hours) * minutes_an_hour + *minutes;
  return is_west ? -offset : offset;
}

/// "PT45M", "P0DT1H30M", "PT1.5H" (ISO 8601): without years and months, which have no one length.
std::optional<Minutes> iso_length(std::string_view text) {
  const std::string folded = fold(text);
  std::string_view rest = folded;
  if (!take(rest, 'p')) return std::nullopt;
  double minutes = 0;
  bool of_time = false;
  while (!rest.empty()) {
    if (!of_time && take(rest, 't')) {
      of_time = true;
      continue;
    }
    const auto number = take_decimal(rest);
    if (!number || *number > longest) return std::nullopt;
    const double unit = take(rest, of_time ? 'h' : 'w')   ? (of_time ? 60 : 7 * 24 * 60)
                        : take(rest, of_time ? 'm' : 'd') ? (of_time ? 1 : 24 * 60)
                        : of_time && take(rest, 's')      ? 1. / 60
                                                          : 0;
    if (unit == 0) return std::nullopt;
    minutes += *number * unit;
  }
  if (folded.size() < 3 || minutes > longest) return std::nullopt;
  return Minutes{std::llround(minutes)};
}

/// "00:45", "1:30:00", "1:05 h": hours, minutes, seconds.
std::optional<Minutes> clock_length(std::string_view text) {
  if (text.ends_with('h')) text = trim(text.substr(0, text.size() - 1));
  const auto parts = split(text, ':');
  const auto hours = whole_number(parts[0]);
  if (parts.size() < 2 || parts.size() > 3 || !hours || parts[0].size() > 4) return std::nullopt;
  const auto minutes = two_digits(parts[1], 59);
  const auto seconds = two_digits(parts.size() == 3 ? parts[2] : "00", 59);
  if (!minutes || !seconds) return std::nullopt;
  return Minutes{*hours * minutes_an_hour + *minutes + (*seconds >= 30 ? 1 : 0)};
}

}  // namespace

std::string plain_blanks(std::string_view text) {
  struct Sign {
    std::string_view bytes;
    std::string_view plain;
  };
  static constexpr std::array signs{Sign{"\u00a0", " "}, Sign{"\u202f", " "}, Sign{"\u2007", " "},
                                    Sign{"\u2009", " "}, Sign{"\u3000", " "}, Sign{"\u200b", ""},
                                    Sign{"\u200e", ""},  Sign{"\u200f", ""},  Sign{"\ufeff", ""}};
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return std::string(text);
  std::string plain;
  while (!text.empty()) {
    const auto sign = std::find_if(signs.begin(), signs.end(),
                                   [&](const Sign& one) { return text.starts_with(one.bytes); });
    if (sign == signs.end())
      plain += text.front();
    else
      plain += sign->plain;
    text.remove_prefix(sign == signs.end() ? 1 : sign->bytes.size());
  }
  return plain;
}

TableDate read_table_date(std::string_view text, DateOrder order) try {
  const std::string plain = plain_blanks(text);
  text = trim(plain);
  const auto trouble = [](std::string_view what, std::string_view part) {
    return TableDate{{}, std::string(what) + (part.empty() ? "" : " '" + printable(part) + "'")};
  };
  auto date = take_iso_day(text, order);
  if (!date) {
    if (const auto numbered = numbered_day(text)) return {numbered};
    skip_weekday(text);
  }
  const std::string_view whole = text;
  const std::string_view word = text.substr(0, text.find_first_of("T, "));
  if (!date && (date = day_in_numbers(word, order))) text.remove_prefix(word.size());
  if (!date) date = take_named_day(text);
  if (!date) return trouble("the day", word == whole ? std::string_view{} : word);
  Moment moment{.date = *date};
  if (text.empty()) return {moment};
  if (!text.starts_with(' ')) text.remove_prefix(1);
  skip_blanks(text);
  for (const std::string_view filler : {"at ", "um "})  // "Nov 3, 2026 at 10:00 AM"
    if (text.starts_with(filler)) text.remove_prefix(filler.size());
  const std::string_view clock = text;
  moment.minute = take_time(text);
  if (!moment.minute) return trouble("the time", clock);
  skip_blanks(text);
  if (text.empty()) return {moment};
  moment.offset = offset_of(text);
  if (!moment.offset) return trouble("the zone", text);
  return {moment};
} catch (const Error& error) {
  return {{}, error.what()};
}

std::optional<int> parse_table_time(std::string_view text) {
  const std::string plain = plain_blanks(text);
  text = trim(plain);
  const auto part = decimal_number(text);
  if (part && *part < 1 && text.find('.') != std::string_view::npos)
    return static_cast<int>(std::lround(*part * minutes_a_day_of_table)) % minutes_a_day_of_table;
  const auto minute = take_time(text);
  return text.empty() ? minute : std::nullopt;
}

namespace {

/// Numbers in groups of three, "1.800" or "1 800", without the sign between them.
void join_groups(std::string& number, char decimal_sign) {
  const char group = decimal_sign == ',' ? '.' : ',';
  const std::string_view whole = std::string_view(number).substr(0, number.find(decimal_sign));
  const auto parts = split(whole, whole.find(' ') == std::string_view::npos ? group : ' ');
  const auto is_digits = [](std::string_view part) {
    return !part.empty() && part.size() <= 3 && leading_digits(part) == part.size();
  };
  const bool has_groups = parts.size() > 1 && is_digits(parts[0]) &&
                          std::all_of(parts.begin() + 1, parts.end(), [&](std::string_view part) {
                            return is_digits(part) && part.size() == 3;
                          });
  if (!has_groups) return;
  std::string joint;
  for (const std::string_view part : parts) joint += part;
  number.replace(0, whole.size(), joint);
}

}  // namespace

std::optional<Minutes> parse_table_number(std::string_view text, double minutes_a_unit,
                                          bool has_comma) {
  std::string plain = plain_blanks(trim(text));
  join_groups(plain, has_comma ? ',' : '.');
  if (has_comma && std::count(plain.begin(), plain.end(), ',') == 1 &&
      plain.find('.') == std::string::npos)
    plain[plain.find(',')] = '.';
  text = trim(plain);
  const auto number = decimal_number(text);
  if (!number || *number * minutes_a_unit > longest) return std::nullopt;
  return Minutes{std::llround(*number * minutes_a_unit)};
}

std::optional<Minutes> parse_table_length(std::string_view text, bool has_comma) {
  const std::string plain = plain_blanks(text);
  text = trim(plain);
  if (const auto minutes = parse_table_number(text, 1, has_comma)) {
    // "1.5" is hours, as in a log line; what else is no whole number says nothing.
    constexpr double most_hours = 24, quarters = 4;
    const auto exact = parse_table_number(text, 1000, has_comma);
    const double number =
        static_cast<double>(exact ? exact->count() : minutes->count() * 1000) / 1000;
    if (number == std::floor(number)) return minutes;
    if (number > most_hours || number * quarters != std::floor(number * quarters))
      return std::nullopt;
    return Minutes{std::llround(number * 60)};
  }
  if (const auto length = clock_length(text)) return length;
  if (const auto length = iso_length(text)) return length;
  try {
    return match_length(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace rapport
