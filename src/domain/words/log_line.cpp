#include "rapport/domain/log_line.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "domain/words/when.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

constexpr auto grammar =
    "after WHO come a length (45m, 1h30), a day or time (yest, 3 mar, 14:30), a kind (visit, call) "
    "and, after a colon, what you learned";

[[noreturn]] void refuse_word(const std::string& word, bool is_first) {
  std::string hint =
      is_first ? std::string("a name of several words goes in quotes; ") + grammar : grammar;
  std::vector<std::string_view> names;
  for (const auto& kind : kinds) names.push_back(kind.name);
  for (const auto& purpose : purposes) names.push_back(purpose.name);
  names.insert(names.end(), day_names().begin(), day_names().end());
  if (find_learning_type(simplified(word), Loop::customer))
    hint = "put a colon after it: '" + word + ": …'";
  else if (const auto near = closest(word, names); !near.empty())
    hint = "did you mean '" + near.front() + "'?";
  throw Error(ErrorKind::usage, "I don't understand '" + word + "' here", hint);
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

/// Takes the words one match after the other.
class LineReader {
 public:
  LineReader(const Moment& now, Leaning leaning, const std::optional<Moment>& own)
      : reading_{.now = now, .leaning = leaning, .anchor = now.date, .own = own} {}

  void read(Words typed) {
    std::vector<std::string> lower;
    for (const auto& word : typed) lower.push_back(simplified(word));
    for (std::size_t at = 0; at < typed.size();) {
      const std::size_t used = read_one(from(lower, at), typed.subspan(at));
      if (used == 0) refuse_word(typed[at], at == 0);
      at += used;
    }
    if (when_.day || when_.minute) line_.when = moment_of(when_, reading_);
  }

  LogLine take() { return std::move(line_); }

 private:
  /// How many words it could use; 0 when it cannot use the first.
  std::size_t read_one(Words words, Words typed) {
    if (words[0] == "now") return 1;  // the usual case: it has just ended
    if (words[0] == "with" && words.size() > 1) return read_with(words, typed);
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
    if (const auto kind = find_meant<Kind>(words[0])) return Match<Kind>{*kind, 1};
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

std::optional<std::size_t> find_colon(std::span<const std::string> words) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].ends_with(':')) return i;
  return std::nullopt;
}

}  // namespace rapport
