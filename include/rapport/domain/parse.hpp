#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/domain/words.hpp"

/// What people type for dates and lengths. Everything is read against `now`; nothing here reads a
/// clock. What cannot be read is an `Error` of kind usage that quotes and points at the offending
/// word and gives a valid example; nothing ever falls back to "today".
namespace rapport {

/// Which way an incomplete date leans: "fri" is the latest Friday (today included) or the next one.
enum class Leaning { past, future };

template <typename T>
struct Match {
  T value;
  std::size_t words;  ///< how many words it took
};

/// The longest date at the beginning of `words` ("3 mar", "2 weeks ago", "yest 14:30"), or nothing
/// when the first word begins none. Throws for a word that is a date but not a possible or a clear
/// one: "2026-02-30", "10/11/2026".
std::optional<Match<Moment>> match_when(std::span<const std::string> words, const Moment& now,
                                        Leaning leaning);

/// A date, with or without a time of day, that takes the whole of `text`. Throws otherwise.
Moment parse_when(std::string_view text, const Moment& now, Leaning leaning);

/// As `parse_when`, for a day alone. Throws when a time of day is given.
Date parse_date(std::string_view text, const Moment& now, Leaning leaning);

/// A first day, or the Monday of a week ("2026-W40"), or a week given as any day in it.
Date parse_day_or_week(std::string_view text, const Moment& now, Leaning leaning);

/// "2026-08-03..2026-08-14" with both ends included, "fri..mon", or a single day. Throws when it
/// ends before it begins.
DateRange parse_days(std::string_view text, const Moment& now, Leaning leaning);

/// "45m", "1h", "1h30", "1.5h", "90". Nothing when `text` is none; throws above 24 h and for a
/// negative length.
std::optional<Minutes> match_length(std::string_view text);

/// As `match_length`, but throws where that answers nothing.
Minutes parse_length(std::string_view text);

/// What stands behind WHO in a log line, in any order: LENGTH, WHEN, KIND, PURPOSE, then a colon
/// and what was learned.
struct LogLine {
  std::optional<Minutes> length;
  std::optional<Moment> when;
  std::optional<Kind> kind;
  std::optional<Purpose> purpose;
  std::optional<std::string> learned;  ///< verbatim, words joined by one blank
};

/// Reads the words behind WHO. `14:00-15:10` is both a time and a length. The longest match wins; a
/// bare integer is minutes only where nothing longer matches. Throws at a word it cannot use, and
/// when two words say the same thing ("1h 45m").
LogLine parse_log_line(std::span<const std::string> words, const Moment& now, Leaning leaning);

/// The index of the first word that is ":" or ends in ":", if any: it opens what was learned.
std::optional<std::size_t> find_colon(std::span<const std::string> words);

/// A learning as typed: an optional type ("pain: …"), the text, and its tags.
struct TypedLearning {
  std::optional<LearningType> type;
  std::string text;
  std::vector<std::string> themes;  ///< folded, without the sign, in order, each once
};

/// Reads "pain: they re-key orders #orders +erp". A tag is `#` or `+` and a letter; trailing tags
/// are taken off the text, inner ones stay in it.
TypedLearning parse_learning(std::string_view text);

}  // namespace rapport
