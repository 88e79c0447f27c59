#include "rapport/domain/log_line.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "domain/words/when.hpp"
#include "domain/words/when_parts.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

constexpr auto grammar =
    "after WHO come a length (45m, 1h30), a day or time (yest, 3 mar, 14:30), a kind (visit, call) "
    "and, after a colon, what you learned";

/// What to type instead of a word that people say in a line; empty for any other.
std::string advice_for(const std::string& word) {
  if (find_word<Mood>(word)) return "a mood is an option: --mood " + word;
  if (word == "meeting") return "say how you met: visit, video or call";
  if (word == "to" || word == "until" || word == "till")
    return "a dash joins two times of day: 14:00-15:10";
  return "";
}

/// `words` up to the next that the line can use, of which it cannot use the one `at`.
[[noreturn]] void refuse_words(Words words, std::size_t at, bool is_first) {
  const std::string& word = words[at];
  std::vector<std::string_view> names;
  for (const auto& kind : kinds) names.push_back(kind.name);
  for (const auto& purpose : purposes) names.push_back(purpose.name);
  names.insert(names.end(), day_names().begin(), day_names().end());
  const std::string message = "I don't understand '" + word + "' here";
  if (find_learning_type(simplified(word), Loop::customer))
    throw Error(ErrorKind::usage, message, "put a colon after it: '" + word + ": …'");
  const std::string advice = advice_for(simplified(word));
  if (words.size() == 1 && !advice.empty()) throw Error(ErrorKind::usage, message, advice);
  if (const auto near = closest(word, names); words.size() == 1 && !near.empty())
    throw Error(ErrorKind::usage, message, "did you mean '" + near.front() + "'?");
  if (is_digit(word[0])) throw Error(ErrorKind::usage, message, grammar);
  UnknownWords unknown(
      {ErrorKind::usage, message,
       is_first ? std::string("a name of several words goes in quotes; ") + grammar : grammar});
  unknown.words.assign(words.begin(), words.end());
  unknown.is_first = is_first;
  throw UnknownWords(unknown);
}

/// "1430" would be nearly a whole day as minutes, and is 14:30 to most people.
void refuse_unclear_time(Words words) {
  const auto word = word_at(words, 0);
  const auto number = word.size() == 4 ? whole_number(word) : std::nullopt;
  if (!number || *number > 2359 || *number % 100 > 59 || find_unit(word_at(words, 1))) return;
  const std::string typed(word);
  std::string hint = "write " + typed.substr(0, 2) + ':' + typed.substr(2);
  if (*number <= 24 * 60) hint += " or " + std::to_string(*number) + 'm';
  throw Error(ErrorKind::usage, "'" + typed + "' may be minutes or a time of day", hint);
}

/// "10-11" beside a day is two times of day to most people.
void refuse_unclear_hours(std::string_view word) {
  constexpr int first_office_hour = 7, last_hour = 23;
  const auto numbers = numbers_in(word);
  if (numbers.size() != 2 || word.find('-') == std::string_view::npos) return;
  const auto begin = *whole_number(numbers[0]), end = *whole_number(numbers[1]);
  if (begin >= end || end > last_hour) return;
  const std::string afternoon = begin < first_office_hour ? std::string(word) + "pm or " : "";
  throw Error(ErrorKind::usage, "'" + std::string(word) + "' may be two times of day or a date",
              "write " + afternoon + std::to_string(begin) + ":00-" + std::to_string(end) +
                  ":00 for the times");
}

/// "at 10" or "@10" is ten o'clock to most people, where a bare 10 is a length.
void refuse_unclear_hour(std::string_view typed, Words words) {
  constexpr int last_hour = 23;
  const auto number = whole_number(word_at(words, 0));
  if (!number || *number > last_hour || find_unit(word_at(words, 1))) return;
  const std::string hour = std::to_string(*number);
  const std::string afternoon = *number > 0 && *number < 12 ? hour + "pm or " : "";
  throw Error(ErrorKind::usage,
              "'" + std::string(typed) + "' may be a time of day or " + hour + " minutes",
              "write " + afternoon + hour + ":00 for the time, or " + hour + "m for the length");
}

/// One thing that a log line says at most once.
class Once {
 public:
  explicit Once(const char* plural) : plural_(plural) {}

  void claim(const std::string& typed) {
    if (!typed_.empty())
      throw Error(ErrorKind::usage,
                  std::string("two ") + plural_ + ": '" + typed_ + "' and '" + typed + "'",
                  "keep one of them");
    typed_ = typed;
  }

 private:
  const char* plural_;
  std::string typed_;
};

/// Words that people type between the others and that say nothing: what comes last just ended.
bool is_filler(std::string_view word) {
  constexpr std::array<std::string_view, 8> fillers{"on", "at",  "for",  "from",
                                                    "in", "now", "just", "a"};
  return std::find(fillers.begin(), fillers.end(), word) != fillers.end();
}

bool is_part_of_day(std::string_view word) {
  return word == "morning" || word == "afternoon" || word == "evening";
}

/// Takes the words one match after the other.
class LineReader {
 public:
  LineReader(const Moment& now, Leaning leaning, const std::optional<Moment>& own)
      : reading_{.now = now, .leaning = leaning, .anchor = now.date, .own = own} {}

  void read(Words typed) {
    std::vector<std::string> lower;
    for (const auto& word : typed) {
      const std::string simple = simplified(word);
      lower.push_back(simple.starts_with('@') ? simple.substr(1) : simple);  // "@14:00"
    }
    std::size_t begin = 0;  // of the words before `at` that say nothing
    for (std::size_t at = 0; at < typed.size();) {
      const std::size_t used = read_one(from(lower, at), typed.subspan(at));
      if (used == 0) {
        std::size_t end = at + 1;
        while (end < typed.size() && !is_known(from(lower, end))) ++end;
        refuse_words(typed.subspan(begin, end - begin), at - begin, begin == 0);
      }
      if (used > 1 || !is_filler(lower[at])) begin = at + used;
      at += used;
    }
    if (when_.day || when_.minute) line_.when = moment_of(when_, reading_);
  }

  LogLine take() { return std::move(line_); }

 private:
  /// How many words it could use; 0 when it cannot use the first.
  std::size_t read_one(Words words, Words typed) {
    if (words[0] == "now") return 1;  // the usual case: it has just ended
    if (is_part_of_day(words[0]) && when_.day) return 1;
    if (words[0] == "this" && words.size() > 1 && is_part_of_day(words[1])) {
      days_.claim(joined(typed.first(2)));
      when_.day = reading_.now.date;
      return 2;
    }
    if (words[0] == "with" && words.size() > 1) return read_with(words, typed);
    if (when_.day) refuse_unclear_hours(words[0]);
    // Whatever is a date is longer than the length that it begins with: "2 hours ago".
    if (const auto part = match_part(words, reading_)) {
      const auto text = joined(typed.first(part->words));
      if (part->day) days_.claim(text);
      if (part->minute) times_.claim(text);
      if (part->length) lengths_.claim(text);
      add_part(when_, *part);
      if (part->length) line_.length = part->length;
      return part->words;
    }
    refuse_unclear_time(words);
    if (typed[0].starts_with('@')) refuse_unclear_hour(typed[0], words);
    if (words[0] == "at" && words.size() > 1 && !match_part(from(words, 1), reading_))
      refuse_unclear_hour(joined(typed.first(2)), from(words, 1));
    if (const auto length = match_length_words(words)) {
      lengths_.claim(joined(typed.first(length->words)));
      line_.length = length->value;
      return length->words;
    }
    if (const auto kind = match_kind(words)) {
      kinds_.claim(joined(typed.first(kind->words)));
      line_.kind = kind->value;
      return kind->words;
    }
    if (const auto purpose = find_word<Purpose>(words[0])) {
      purposes_.claim(typed[0]);
      line_.purpose = purpose;
      return 1;
    }
    return words.size() > 1 && is_filler(words[0]) ? 1 : 0;
  }

  /// "visit", or what else people say for it: "in person", "face to face".
  static std::optional<Match<Kind>> match_kind(Words words) {
    const std::string_view next = words.size() > 1 ? std::string_view(words[1]) : "";
    if (words[0] == "conference" && next == "call") return Match<Kind>{Kind::call, 2};
    if (const auto kind = find_meant<Kind>(words[0])) {  // "zoom call", "lunch meeting"
      const bool is_call = *kind == Kind::call || *kind == Kind::video;
      return Match<Kind>{*kind, next == "meeting" || (next == "call" && is_call) ? 2u : 1u};
    }
    if (words[0] == "google" || words[0] == "ms" || words[0] == "microsoft")
      if (const auto kind = find_meant<Kind>(next)) return Match<Kind>{*kind, 2};
    for (const std::size_t count : {std::size_t{2}, std::size_t{3}}) {
      if (words.size() < count) break;
      const std::string phrase = joined(words.first(count));
      if (phrase == "in person" || phrase == "face to face" || phrase == "on site")
        return Match<Kind>{Kind::visit, count};
    }
    return std::nullopt;
  }

  /// "with Jane Roe and Sam": names, as far as the line knows none of their words.
  std::size_t read_with(Words words, Words typed) {
    std::size_t used = 1;
    for (std::string name; used < words.size(); ++used) {
      if (name.empty())
        line_.with.emplace_back();
      else if (words[used] == "with" || is_known(from(words, used)))
        break;
      if (words[used] == "and") {
        name.clear();
        continue;
      }
      name += (name.empty() ? "" : " ") + typed[used];
      line_.with.back() = name;
      if (name.ends_with(',')) {
        line_.with.back().pop_back();
        name.clear();
      }
    }
    return used;
  }

  /// True where a part of the line begins.
  bool is_known(Words words) const {
    try {
      return match_part(words, reading_) || match_length_words(words) || match_kind(words) ||
             find_word<Purpose>(words[0]) || is_filler(words[0]);
    } catch (const Error&) {
      return true;  // a date that cannot be
    }
  }

  Reading reading_;
  LogLine line_;
  WhenPart when_;
  Once days_{"days"}, times_{"times of day"}, lengths_{"lengths"}, kinds_{"kinds"},
      purposes_{"purposes"};
};

/// True for a sentence typed as one word, in quotes, that is no part of a line.
bool is_sentence(const std::vector<std::string>& parts, const Moment& now, Leaning leaning) {
  constexpr std::size_t fewest_words = 3;
  if (parts.size() < fewest_words || parts[0] == "with") return false;
  try {
    LineReader(now, leaning, {}).read(parts);
    return false;
  } catch (const Error&) {
    return true;
  }
}

}  // namespace

LogLine parse_log_line(std::span<const std::string> words, const Moment& now, Leaning leaning,
                       Loop loop, const std::optional<Moment>& own) {
  const auto colon = find_colon(words);
  std::vector<std::string> before;
  std::string sentence;
  const auto add = [&](std::string_view word) {
    auto parts = words_between_blanks(word);
    if (parts.empty()) throw Error(ErrorKind::usage, "an empty word says nothing", grammar);
    if (!colon && sentence.empty() && is_sentence(parts, now, leaning))
      sentence = word;
    else
      before.insert(before.end(), parts.begin(), parts.end());
  };
  for (const auto& word : words.first(colon.value_or(words.size()))) add(word);

  std::optional<std::string> learned;
  if (colon) {
    learned = joined(words.subspan(*colon + 1));
    if (trim(*learned).empty()) learned.reset();
    const auto opening = std::string_view(words[*colon]);
    if (opening.size() > 1) add(opening.substr(0, opening.size() - 1));
    if (learned && opening.size() > 1 && find_learning_type(simplified(before.back()), loop)) {
      learned = before.back() + ": " + *learned;
      before.pop_back();
    }
  }

  LineReader reader(now, leaning, own);
  reader.read(before);
  auto line = reader.take();
  line.asks_learned = colon && !learned;
  line.learned = std::move(learned);
  line.sentence = std::move(sentence);
  return line;
}

bool is_log_word(std::string_view name) {
  const auto words = words_between_blanks(name);
  if (words.empty() || simplified(words[0]) == "with") return !words.empty();
  constexpr Moment some_day{Date{Days{20000}}, 12 * 60, {}};
  try {
    LineReader(some_day, Leaning::past, {}).read(words);
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::optional<std::size_t> find_colon(std::span<const std::string> words) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].ends_with(':')) return i;
  return std::nullopt;
}

}  // namespace rapport
