#include <algorithm>
#include <array>

#include "domain/words/when.hpp"
#include "domain/words/when_parts.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

// Several days in a row, in every form that people give them.
namespace rapport {
namespace {

/// A part of a typed word: "mon-fri" has three.
struct Token {
  std::string text;        ///< in lower case
  std::size_t word;        ///< the index of the typed word
  bool ends_word = false;  ///< the last one of it
};

bool is_between(std::string_view word) {
  constexpr std::array<std::string_view, 8> words{"..",    "-",    "–",       "to",
                                                  "until", "till", "through", "thru"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_month(std::string_view word) { return find_month(word).has_value(); }

bool is_number(std::string_view word) { return whole_number(word).has_value(); }

/// True where `word` alone is a day.
bool is_day(const std::string& word, const Reading& reading) {
  try {
    const auto part = match_part(std::span(&word, 1), reading);
    return part && part->day;
  } catch (const Error&) {
    return false;
  }
}

/// The two ends of "3..7", "mon-fri" and "24-31", the latter two where they are no day themselves.
std::optional<std::pair<std::string, std::string>> ends_of(const std::string& word,
                                                           const Reading& reading) {
  if (const auto dots = word.find(".."); dots != std::string::npos)
    return std::pair{word.substr(0, dots), word.substr(dots + 2)};
  if (is_day(word, reading)) return std::nullopt;
  for (const std::string_view dash : {"-", "–"})
    for (auto at = word.find(dash, 1); at != std::string::npos; at = word.find(dash, at + 1)) {
      std::pair ends{word.substr(0, at), word.substr(at + dash.size())};
      const bool are_numbers = is_number(ends.first) && is_number(ends.second);
      if (are_numbers || (is_day(ends.first, reading) && is_day(ends.second, reading))) return ends;
    }
  return std::nullopt;
}

/// `words` with what stands between two ends apart: "24-31 dec" as "24 dec - 31 dec".
std::vector<Token> tokens_of(Words words, const Reading& reading) {
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto add = [&](std::string text) {
      if (!text.empty()) tokens.push_back({std::move(text), i});
    };
    const std::string word = simplified(words[i]);
    const auto ends = ends_of(word, reading);
    if (!ends) {
      add(word);
    } else {
      const std::string behind = i + 1 < words.size() ? simplified(words[i + 1]) : "";
      const std::string before = tokens.empty() ? "" : tokens.back().text;
      const bool shares = is_number(ends->first) && is_number(ends->second);
      add(ends->first);
      if (shares && is_month(behind)) add(behind);
      add("-");
      add(ends->second);
      if (shares && !is_month(behind) && is_month(before)) add(before);
    }
    if (!tokens.empty()) tokens.back().ends_word = true;
  }
  return tokens;
}

/// Reads one end after the other.
class DaysReader {
 public:
  DaysReader(const std::vector<Token>& tokens, Reading reading) : reading_(reading) {
    for (const Token& token : tokens) words_.push_back(token.text);
  }

  /// A day, the seven of a week or those of a month at the place; nothing where there is none.
  std::optional<DateRange> next() {
    const Words rest = from(words_, at_);
    const Date today = reading_.now.date;
    const std::string_view which = word_at(rest, 0), unit = word_at(rest, 1);
    if (which == "last" || which == "this" || which == "next") {
      const int step = which == "last" ? -1 : which == "next" ? 1 : 0;
      if (unit == "week") return take_week(today + Days{7 * step}, 2);
      if (unit == "month") return take_month(month_of(today) + std::chrono::months{step}, 2);
    }
    if (const auto month = find_month(which); month && reading_.leaning == Leaning::past)
      if (const auto days = take_named_month(*month, unit)) return days;
    if (const auto monday = match_week(word_at(rest, 0))) return take_week(*monday, 1);
    const auto part = match_part(rest, reading_);
    if (!part) return std::nullopt;
    if (part->minute)
      throw Error(ErrorKind::usage,
                  "'" + joined(rest.first(part->words)) + "' has a time, but only a day is needed",
                  "write " + to_string(moment_of(*part, reading_).date));
    at_ += part->words;
    return DateRange{*part->day, *part->day + Days{1}};
  }

  /// As `next`, for the last of several days: the first such day from `from` on.
  std::optional<DateRange> next_after(Date from) {
    reading_.leaning = Leaning::future;
    reading_.anchor = from;
    // "2026-05-01 May Day": a month without a number is no day.
    if (is_month(word()) && !is_number(word_at(words_, at_ + 1).substr(0, 1))) return std::nullopt;
    return next();
  }

  /// Steps over what may stand between two ends.
  bool take_between() {
    if (!is_between(word())) return false;
    ++at_;
    return true;
  }

  std::string_view word() const { return word_at(words_, at_); }
  std::size_t at() const { return at_; }

 private:
  DateRange take_week(Date day, std::size_t words) {
    at_ += words;
    return week_of(day, std::chrono::Monday);
  }

  static std::chrono::year_month month_of(Date day) {
    const std::chrono::year_month_day date{day};
    return {date.year(), date.month()};
  }

  DateRange take_month(std::chrono::year_month month, std::size_t words) {
    at_ += words;
    return {std::chrono::sys_days{month / 1},
            std::chrono::sys_days{(month + std::chrono::months{1}) / 1}};
  }

  /// "nov 2025", or "nov": the latest that has begun; nothing for a day of it ("nov 3").
  std::optional<DateRange> take_named_month(unsigned number, std::string_view behind) {
    const std::chrono::month month{number};
    if (const auto year = whole_number(behind); year && behind.size() == 4)
      return take_month(std::chrono::year{static_cast<int>(*year)} / month, 2);
    if (leading_digits(behind) > 0) return std::nullopt;
    const auto now = month_of(reading_.now.date);
    return take_month(
        (now.month() < month ? now.year() - std::chrono::years{1} : now.year()) / month, 1);
  }

  Reading reading_;
  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Match<DateRange>> match_days(std::span<const std::string> words, const Moment& now,
                                           Leaning leaning) {
  const Reading reading{.now = now, .leaning = leaning, .anchor = now.date};
  const auto tokens = tokens_of(words, reading);
  const auto typed = [&](std::size_t count) { return count == 0 ? 0 : tokens[count - 1].word + 1; };
  DaysReader reader(tokens, reading);
  auto days = reader.next();
  if (!days) return std::nullopt;
  const bool is_said = reader.take_between();
  const auto last = reader.next_after(days->from);
  if (is_said && !last)
    throw Error(ErrorKind::usage, "cannot read the days '" + joined(words) + "': an end is missing",
                "write both ends, as in 2026-08-03..2026-08-14");
  const auto range = joined(words.first(typed(reader.at())));
  if (last) days->until = last->until;
  if (days->empty())
    throw Error(ErrorKind::usage, "the days '" + range + "' end before they begin",
                "write the first day first, as in 2026-08-03..2026-08-14");
  likely(days->from, reading);
  likely(days->until - Days{1}, reading);
  const bool is_whole = reader.at() == 0 || tokens[reader.at() - 1].ends_word;
  if (!is_whole || is_between(reader.word()) || reader.next_after(days->from))
    throw Error(ErrorKind::usage, "cannot read the days '" + joined(words) + "'",
                "write both ends, as in 2026-08-03..2026-08-14");
  return Match<DateRange>{*days, typed(reader.at())};
}

}  // namespace rapport
