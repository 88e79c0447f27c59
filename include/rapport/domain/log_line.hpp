#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// What stands behind WHO in a log line, in any order: LENGTH, WHEN, KIND, PURPOSE, then a colon
/// and what was learned.
struct LogLine {
  std::optional<Minutes> length;
  std::optional<Moment> when;
  std::optional<Kind> kind;
  std::optional<Purpose> purpose;
  std::optional<std::string> learned;  ///< verbatim, words joined by one blank; never empty
  std::vector<std::string> with;       ///< behind "with": who else was there
  bool asks_learned = false;           ///< a colon with nothing after it
  std::string sentence;                ///< typed in quotes and not understood: a colon forgotten?
};

/// Words that are no part of a log line: of the name before them, or of what was learned?
struct UnknownWords : Error {
  explicit UnknownWords(const Error& said) : Error(said) {}
  std::vector<std::string> words;
  bool is_first = false;  ///< nothing stands before them
};

/// Reads the words behind WHO. The day and the time of day may stand apart ("mon 1h 14:00");
/// `14:00-15:10` is both a time and a length. The longest match wins; a bare integer is minutes
/// only where nothing longer matches. Throws `UnknownWords` at words it cannot use, and an `Error`
/// of kind usage when two words say the same thing ("45m 1h"; but "1h 45m" is one length) and at a
/// number that may be a time of day ("1430"). Words that say nothing are skipped: on, at, for,
/// from, in, now. A name goes from "with" to the next word that the line knows, or to its end. A
/// type in front of the colon belongs to what was learned: "1h pain: exports fail"; which types
/// there are depends on `loop`. A start after `now` is for the caller to refuse. Of a talk that is
/// in the book already, `own` is when it began: what is not named of that stays.
LogLine parse_log_line(std::span<const std::string> words, const Moment& now, Leaning leaning,
                       Loop loop = Loop::customer, const std::optional<Moment>& own = {});

/// True for what says how long, when, how or why where a name should stand: "45m", "yesterday",
/// "visit", "with".
bool is_log_word(std::string_view name);

/// The index of the first word that is ":" or ends in ":", if any: it opens what was learned.
std::optional<std::size_t> find_colon(std::span<const std::string> words);

}  // namespace rapport
