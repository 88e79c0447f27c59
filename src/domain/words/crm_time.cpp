#include "domain/words/crm_time.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {
namespace {

constexpr int minutes_an_hour = 60;
constexpr double longest = 1e9;  // minutes; far past what the caller takes, and an int

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes `least` to `most` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t digits = 0;
  int number = 0;
  while (digits < text.size() && digits < most && is_digit(text[digits]))
    number = number * 10 + (text[digits++] - '0');
  if (digits < least || (digits < text.size() && is_digit(text[digits]))) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

void skip_blanks(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

std::optional<Date> take_date(std::string_view& text, DateOrder order) {
  const bool is_iso = order == DateOrder::iso;
  const auto first = take_number(text, is_iso ? 4 : 1, is_iso ? 4 : 2);
  if (!first || text.empty()) return std::nullopt;
  const char sign = text.front();
  if (is_iso ? sign != '-' : (sign != '/' && sign != '.' && sign != '-')) return std::nullopt;
  text.remove_prefix(1);
  const auto second = take_number(text, is_iso ? 2 : 1, 2);
  if (!second || !take(text, sign)) return std::nullopt;
  const auto third = take_number(text, is_iso ? 2 : 4, is_iso ? 2 : 4);
  if (!third) return std::nullopt;
  if (is_iso)
    return make_date(*first, static_cast<unsigned>(*second), static_cast<unsigned>(*third));
  const int month = order == DateOrder::dmy ? *second : *first;
  const int day = order == DateOrder::dmy ? *first : *second;
  return make_date(*third, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

/// "AM", "p.m."; 0 for neither, 1 for the morning, 2 for the afternoon.
int take_half(std::string_view& text) {
  constexpr std::array<std::pair<std::string_view, int>, 4> halves{
      {{"am", 1}, {"pm", 2}, {"a.m.", 1}, {"p.m.", 2}}};
  for (const auto& [word, half] : halves) {
    if (text.size() < word.size() || fold(text.substr(0, word.size())) != word) continue;
    text.remove_prefix(word.size());
    return half;
  }
  return 0;
}

std::optional<int> take_time(std::string_view& text) {
  auto hour = take_number(text, 1, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  if (take(text, ':')) {
    const auto second = take_number(text, 2, 2);
    if (!second || *second > 60) return std::nullopt;
    if (take(text, '.'))
      while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  }
  std::string_view behind = text;
  skip_blanks(behind);
  if (const int half = take_half(behind); half != 0) {
    if (*hour < 1 || *hour > 12) return std::nullopt;
    *hour = *hour % 12 + (half == 2 ? 12 : 0);
    text = behind;
  }
  if (*hour > 23) return std::nullopt;
  return *hour * minutes_an_hour + *minute;
}

/// "Z", "+02:00", "-0500".
std::optional<int> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  const bool is_west = text.starts_with('-');
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  if (text.size() < 4 || !is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  take(text, ':');
  const auto minutes = take_number(text, 2, 2);
  if (!minutes || hours > 18 || *minutes > 59) return std::nullopt;
  const int offset = hours * minutes_an_hour + *minutes;
  return is_west ? -offset : offset;
}

/// "00:45", "1:30:00": hours, minutes, seconds.
std::optional<Minutes> clock_length(std::string_view text) {
  const auto hours = take_number(text, 1, 4);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  int length = *hours * minutes_an_hour + *minutes;
  if (take(text, ':')) {
    const auto seconds = take_number(text, 2, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    length += *seconds >= 30 ? 1 : 0;
  }
  if (!text.empty()) return std::nullopt;
  return Minutes{length};
}

}  // namespace

std::optional<Moment> parse_table_date(std::string_view text, DateOrder order) {
  text = trim(text);
  const auto date = take_date(text, order);
  if (!date) return std::nullopt;
  Moment moment{.date = *date};
  if (text.empty()) return moment;
  if (!take(text, 'T') && !take(text, ',') && !text.starts_with(' ')) return std::nullopt;
  skip_blanks(text);
  moment.minute = take_time(text);
  if (!moment.minute) return std::nullopt;
  skip_blanks(text);
  if (text.empty()) return moment;
  moment.offset = take_offset(text);
  if (!moment.offset || !text.empty()) return std::nullopt;
  return moment;
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
