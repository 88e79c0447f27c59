#include "domain/words/crm_time.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "domain/words/when_parts.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"

// The numbers and the clock are those of the log line (when_numbers.cpp, when_time.cpp); a table
// has them in fewer forms, and nothing is guessed.
namespace rapport {
namespace {

constexpr int minutes_an_hour = 60;
constexpr double longest = 1e9;  // minutes; far past what the caller takes, and an int

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

/// A number of exactly two digits, at most `most`.
std::optional<int> two_digits(std::string_view text, int most) {
  const auto number = text.size() == 2 ? whole_number(text) : std::nullopt;
  return number && *number <= most ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

std::optional<Date> table_day(std::string_view word, DateOrder order) {
  const auto numbers = numbers_in(word);
  if (numbers.size() != 3 || !is_digit(word.back())) return std::nullopt;
  const bool is_iso = order == DateOrder::iso;
  if (is_iso && word[numbers[0].size()] != '-') return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool is_year = i == (is_iso ? 0 : 2);
    const std::size_t size = numbers[i].size();
    if (is_year ? size != 4 : size > 2 || (is_iso && size != 2)) return std::nullopt;
  }
  const auto number = [&](std::size_t i) {
    return static_cast<unsigned>(*whole_number(numbers[i]));
  };
  if (is_iso) return make_date(static_cast<int>(number(0)), number(1), number(2));
  const std::size_t month = order == DateOrder::dmy ? 1 : 0;
  return make_date(static_cast<int>(number(2)), number(month), number(1 - month));
}

/// "am" or "pm" off the front of `text`, which may say "p.m."; empty where it says neither.
std::string_view take_half(std::string_view& text) {
  for (const std::string_view word : {"am", "pm", "a.m.", "p.m."}) {
    if (fold(text.substr(0, word.size())) != word) continue;
    text.remove_prefix(word.size());
    return word.starts_with('a') ? "am" : "pm";
  }
  return {};
}

/// "14:30", "14:30:00.000" or "2:30 PM" off the front of `text`.
std::optional<int> take_time(std::string_view& text) {
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
  const std::string_view half = take_half(behind);
  if (!half.empty()) text = behind;
  const auto minute =
      find_time(std::string(parts[0]) + ":" + std::string(parts[1]) + std::string(half));
  return minute && *minute < 24 * minutes_an_hour ? minute : std::nullopt;
}

/// All of `text` as "Z", "+02:00" or "-0500".
std::optional<int> offset_of(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  const bool is_west = text.starts_with('-');
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  const auto hours = two_digits(text.substr(0, 2), 18);
  if (!hours) return std::nullopt;
  text.remove_prefix(2);
  take(text, ':');
  const auto minutes = two_digits(text, 59);
  if (!minutes) return std::nullopt;
  const int offset = *hours * minutes_an_hour + *minutes;
  return is_west ? -offset : offset;
}

/// "00:45", "1:30:00": hours, minutes, seconds.
std::optional<Minutes> clock_length(std::string_view text) {
  const auto parts = split(text, ':');
  const auto hours = whole_number(parts[0]);
  if (parts.size() < 2 || parts.size() > 3 || !hours || parts[0].size() > 4) return std::nullopt;
  const auto minutes = two_digits(parts[1], 59);
  const auto seconds = two_digits(parts.size() == 3 ? parts[2] : "00", 59);
  if (!minutes || !seconds) return std::nullopt;
  return Minutes{*hours * minutes_an_hour + *minutes + (*seconds >= 30 ? 1 : 0)};
}

}  // namespace

std::optional<Moment> parse_table_date(std::string_view text, DateOrder order) {
  text = trim(text);
  const std::string_view day = text.substr(0, text.find_first_of("T, "));
  const auto date = table_day(day, order);
  if (!date) return std::nullopt;
  Moment moment{.date = *date};
  text.remove_prefix(day.size());
  if (text.empty()) return moment;
  if (!text.starts_with(' ')) text.remove_prefix(1);
  skip_blanks(text);
  moment.minute = take_time(text);
  if (!moment.minute) return std::nullopt;
  skip_blanks(text);
  if (text.empty()) return moment;
  moment.offset = offset_of(text);
  return moment.offset ? std::optional{moment} : std::nullopt;
}

std::optional<int> parse_table_time(std::string_view text) {
  text = trim(text);
  const auto minute = take_time(text);
  return text.empty() ? minute : std::nullopt;
}

std::optional<Minutes> parse_table_number(std::string_view text, double minutes_a_unit) {
  text = trim(text);
  double number = 0;
  const auto [end, code] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (code != std::errc{} || end != text.data() + text.size() || !std::isfinite(number) ||
      number < 0 || number * minutes_a_unit > longest)
    return std::nullopt;
  return Minutes{std::llround(number * minutes_a_unit)};
}

std::optional<Minutes> parse_table_length(std::string_view text) {
  text = trim(text);
  if (const auto minutes = parse_table_number(text, 1)) return minutes;
  if (const auto length = clock_length(text)) return length;
  try {
    return match_length(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace rapport
