#include "rapport/domain/dates.hpp"

#include <algorithm>
#include <array>

#include "domain/words/scan.hpp"
#include "rapport/base/error.hpp"

namespace rapport {
namespace {

constexpr std::int64_t longest_length = 24 * minutes_of_hour;
constexpr auto example = "write it as 45m, 1h30, 1.5h or 90";

/// Digits with at most one point or comma among or before them.
struct Number {
  std::int64_t whole = 0;
  std::int64_t sixtieths = 0;  ///< of the part behind the point, rounded: 60 for "0.999"
  bool has_point = false;
  std::size_t size = 0;  ///< characters
};

std::optional<Number> leading_number(std::string_view text) {
  Number number;
  const std::size_t before = leading_digits(text);
  number.whole = whole_number(text.substr(0, before)).value_or(0);
  number.size = before;
  if (before < text.size() && (text[before] == '.' || text[before] == ',')) {
    const auto decimals = text.substr(before + 1);
    const std::size_t behind = leading_digits(decimals);
    if (behind > 0) {
      std::int64_t value = 0, scale = 1;
      for (const char c : decimals.substr(0, std::min<std::size_t>(behind, 9))) {
        value = value * 10 + (c - '0');
        scale *= 10;
      }
      number.sixtieths = (value * minutes_of_hour * 2 + scale) / (scale * 2);
      number.has_point = true;
      number.size = before + 1 + behind;
    }
  }
  if (number.size == 0) return std::nullopt;
  return number;
}

std::int64_t minutes_below_hour(std::int64_t minutes, std::string_view word) {
  if (minutes < minutes_of_hour) return minutes;
  throw Error(
      ErrorKind::usage,
      "cannot read the length '" + std::string(word) + "': more than 59 minutes after the hours",
      "write it as 1h30 or 90m");
}

/// The "30" or "30m" behind the unit of hours in "1h30".
std::optional<std::int64_t> minutes_behind_hours(std::string_view rest, std::string_view word) {
  const std::size_t digits = leading_digits(rest);
  if (digits == 0) return std::nullopt;
  const auto unit = rest.substr(digits);
  if (!unit.empty() && find_unit(unit) != TimeUnit::minute) return std::nullopt;
  return minutes_below_hour(*whole_number(rest.substr(0, digits)), word);
}

/// "30m" or "30 minutes", less than an hour, as the second part of "1h 30m". "30m ago" is a date.
std::optional<Match<std::int64_t>> match_minutes(Words words) {
  const auto word = word_at(words, 0);
  const std::size_t digits = leading_digits(word);
  const auto minutes = whole_number(word.substr(0, digits));
  if (!minutes || *minutes >= minutes_of_hour) return std::nullopt;
  const std::size_t used = digits < word.size() ? 1 : 2;
  const auto unit = used == 1 ? word.substr(digits) : word_at(words, 1);
  if (find_unit(unit) != TimeUnit::minute || word_at(words, used) == "ago") return std::nullopt;
  return Match<std::int64_t>{*minutes, used};
}

/// A length without its sign, in minutes.
std::optional<Match<std::int64_t>> match_unsigned(Words words, std::string_view word) {
  const auto number = leading_number(word);
  if (!number) return std::nullopt;
  std::string_view suffix = word.substr(number->size);
  std::size_t used = 1;
  if (suffix.empty() && find_unit(word_at(words, 1))) {
    suffix = word_at(words, 1);
    used = 2;
  }
  if (!number->has_point && (suffix.empty() || find_unit(suffix) == TimeUnit::minute))
    return Match<std::int64_t>{number->whole, used};

  if (number->has_point && suffix.empty()) {  // "1.5", but not "1.30", which may be a time
    if (number->sixtieths % 15 != 0) return std::nullopt;
    return Match<std::int64_t>{number->whole * minutes_of_hour + number->sixtieths, used};
  }
  const std::size_t letters = suffix.find_first_of("0123456789");
  if (find_unit(suffix.substr(0, letters)) != TimeUnit::hour) return std::nullopt;
  const std::int64_t minutes = number->whole * minutes_of_hour + number->sixtieths;
  if (letters != std::string_view::npos) {
    const auto rest = minutes_behind_hours(suffix.substr(letters), word);
    if (!rest || number->has_point) return std::nullopt;
    return Match<std::int64_t>{minutes + *rest, used};
  }
  const auto rest = number->has_point ? std::nullopt : match_minutes(from(words, used));
  if (rest) return Match<std::int64_t>{minutes + rest->value, used + rest->words};
  return Match<std::int64_t>{minutes, used};
}

/// "half an hour", the longest first.
std::optional<Match<Minutes>> match_phrase(Words words) {
  struct Phrase {
    std::string_view text;
    Minutes length;
  };
  static constexpr std::array phrases{
      Phrase{"three quarters of an hour", Minutes{45}},
      Phrase{"one and a half hours", Minutes{90}},
      Phrase{"an hour and a half", Minutes{90}},
      Phrase{"a quarter of an hour", Minutes{15}},
      Phrase{"quarter of an hour", Minutes{15}},
      Phrase{"half an hour", Minutes{30}},
      Phrase{"half hour", Minutes{30}},
      Phrase{"an hour", Minutes{60}},
      Phrase{"one hour", Minutes{60}},
      Phrase{"two hours", Minutes{120}},
      Phrase{"three hours", Minutes{180}},
      Phrase{"hour and a half", Minutes{90}},
  };
  for (const Phrase& phrase : phrases) {
    const auto wanted = words_between_blanks(phrase.text);
    if (words.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end(), words.begin()))
      return Match<Minutes>{phrase.length, wanted.size()};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Match<Minutes>> match_length_words(Words words) {
  if (auto phrase = match_phrase(words)) return phrase;
  std::string_view word = word_at(words, 0);
  const bool negative = word.starts_with('-');
  if (negative) word.remove_prefix(1);
  const auto match = match_unsigned(words, word);
  if (!match) return std::nullopt;
  const auto typed = joined(words.first(match->words));
  if (negative)
    throw Error(ErrorKind::usage, "the length '" + typed + "' is less than nothing", example);
  if (match->value > longest_length)
    throw Error(ErrorKind::usage, "the length '" + typed + "' is more than 24 hours", example);
  return Match<Minutes>{Minutes{match->value}, match->words};
}

std::optional<Minutes> match_length(std::string_view text) {
  auto words = words_between_blanks(text);
  for (auto& word : words) word = simplified(word);
  const auto match = match_length_words(words);
  if (!match || match->words != words.size()) return std::nullopt;
  return match->value;
}

Minutes parse_length(std::string_view text) {
  if (const auto length = match_length(text)) return *length;
  throw Error(ErrorKind::usage, "cannot read the length '" + std::string(text) + "'", example);
}

}  // namespace rapport
