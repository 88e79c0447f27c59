#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/dates.hpp"

/// The parts of which dates, lengths and log lines are read. Words are in lower case.
namespace rapport {

using Words = std::span<const std::string>;

/// In lower case (ASCII) and without a comma at the end: "Mar 3, 2026".
std::string simplified(std::string_view word);

/// The words from `first` on; none when there are not so many.
inline Words from(Words words, std::size_t first) {
  return words.subspan(first < words.size() ? first : words.size());
}

/// The word at `index`, empty when there are not so many.
inline std::string_view word_at(Words words, std::size_t index) {
  return index < words.size() ? std::string_view(words[index]) : std::string_view();
}

/// `words` as they were typed, for a message.
std::string joined(Words words);

constexpr std::int64_t huge_number = 1'000'000'000;
constexpr std::int64_t minutes_of_hour = 60;

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many digits `text` begins with.
std::size_t leading_digits(std::string_view text);

/// The value of a text of digits alone, at most `huge_number`.
std::optional<std::int64_t> whole_number(std::string_view text);

/// Takes a number in plain decimals, "12", "1.5", ".5", off the front of `text`; it may be
/// infinite. (Not by std::from_chars, which some standard libraries have for whole numbers alone.)
std::optional<double> take_decimal(std::string_view& text);

/// All of `text` as such a number.
std::optional<double> decimal_number(std::string_view text);

enum class TimeUnit { minute, hour, day, week, month, year };

/// "d", "day", "days", "w", …; "m" is minutes.
std::optional<TimeUnit> find_unit(std::string_view word);

/// A length at the beginning of `words`: "1h", "1h 30m", "2 hours". Throws as `match_length`.
std::optional<Match<Minutes>> match_length_words(Words words);

}  // namespace rapport
