#include "scan.hpp"

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

std::optional<Unit> find_unit(std::string_view word) {
  struct Name {
    std::string_view word;
    Unit unit;
  };
  static constexpr std::array names{
      Name{"m", Unit::minute},      Name{"min", Unit::minute},     Name{"mins", Unit::minute},
      Name{"minute", Unit::minute}, Name{"minutes", Unit::minute}, Name{"h", Unit::hour},
      Name{"hr", Unit::hour},       Name{"hrs", Unit::hour},       Name{"hour", Unit::hour},
      Name{"hours", Unit::hour},    Name{"d", Unit::day},          Name{"day", Unit::day},
      Name{"days", Unit::day},      Name{"w", Unit::week},         Name{"wk", Unit::week},
      Name{"wks", Unit::week},      Name{"week", Unit::week},      Name{"weeks", Unit::week},
      Name{"month", Unit::month},   Name{"months", Unit::month},   Name{"year", Unit::year},
      Name{"years", Unit::year},
  };
  for (const auto& name : names)
    if (name.word == word) return name.unit;
  return std::nullopt;
}

}  // namespace rapport
