#include "domain/words/scan.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"

namespace rapport {

std::vector<std::string> words_between_blanks(std::string_view text) {
  std::vector<std::string> words;
  for (const auto part : split(text, ' '))
    if (const auto word = trim(part); !word.empty()) words.emplace_back(word);
  return words;
}

std::string simplified(std::string_view word) {
  if (word.size() > 1 && word.ends_with(',')) word.remove_suffix(1);
  std::string lower(word);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string joined(Words words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::size_t leading_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) -
                                  text.begin());
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty() || leading_digits(text) != text.size()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) value = std::min(huge_number, value * 10 + (c - '0'));
  return value;
}

std::optional<double> take_decimal(std::string_view& text) {
  constexpr double finest = 1e15;  // up to there, tenths of a whole double stay exact
  double number = 0;
  double scale = 1;
  std::size_t digits = 0;
  bool is_fraction = false;
  std::size_t size = 0;
  for (; size < text.size(); ++size) {
    const char c = text[size];
    if (c == '.' && !is_fraction) {
      is_fraction = true;
      continue;
    }
    if (!is_digit(c)) break;
    ++digits;
    if (is_fraction && (number >= finest || scale >= finest)) continue;
    number = number * 10 + (c - '0');
    if (is_fraction) scale *= 10;
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(size);
  return number / scale;
}

std::optional<double> decimal_number(std::string_view text) {
  const auto number = take_decimal(text);
  return text.empty() ? number : std::nullopt;
}

std::optional<TimeUnit> find_unit(std::string_view word) {
  struct Name {
    std::string_view word;
    TimeUnit unit;
  };
  static constexpr std::array names{
      Name{"m", TimeUnit::minute},       Name{"min", TimeUnit::minute},
      Name{"mins", TimeUnit::minute},    Name{"minute", TimeUnit::minute},
      Name{"minutes", TimeUnit::minute}, Name{"h", TimeUnit::hour},
      Name{"hr", TimeUnit::hour},        Name{"hrs", TimeUnit::hour},
      Name{"hour", TimeUnit::hour},      Name{"hours", TimeUnit::hour},
      Name{"d", TimeUnit::day},          Name{"day", TimeUnit::day},
      Name{"days", TimeUnit::day},       Name{"w", TimeUnit::week},
      Name{"wk", TimeUnit::week},        Name{"wks", TimeUnit::week},
      Name{"week", TimeUnit::week},      Name{"weeks", TimeUnit::week},
      Name{"month", TimeUnit::month},    Name{"months", TimeUnit::month},
      Name{"year", TimeUnit::year},      Name{"years", TimeUnit::year},
  };
  for (const auto& name : names)
    if (name.word == word) return name.unit;
  return std::nullopt;
}

}  // namespace rapport
