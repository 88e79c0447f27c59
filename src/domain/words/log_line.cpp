#include "rapport/domain/log_line.hpp"

#include <vector>

#include "domain/words/when.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

constexpr auto grammar =
    "behind WHO come a length (45m, 1h30), a day or time (yest, 3 mar, 14:30), a kind (visit, "
    "call) and, behind a colon, what was learned";

[[noreturn]] void refuse_word(const std::string& word) {
  std::string hint = grammar;
  std::vector<std::string_view> names;
  for (const auto& kind : kinds) names.push_back(kind.name);
  for (const auto& purpose : purposes) names.push_back(purpose.name);
  names.insert(names.end(), day_names().begin(), day_names().end());
  if (find_learning_type(simplified(word), Loop::customer))
    hint = "put a colon behind it: '" + word + ": …'";
  else if (const auto near = closest(word, names); !near.empty())
    hint = "did you mean '" + near.front() + "'?";
  throw Error(ErrorKind::usage, "cannot use the word '" + word + "'", hint);
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

/// Takes the words one match after the other.
class LineReader {
 public:
  LineReader(const Moment& now, Leaning leaning)
      : reading_{.now = now, .leaning = leaning, .anchor = now.date} {}

  void read(Words typed) {
    std::vector<std::string> lower;
    for (const auto& word : typed) lower.push_back(simplified(word));
    for (std::size_t at = 0; at < typed.size();) {
      const std::size_t used = read_one(from(lower, at), typed.subspan(at));
      if (used == 0) refuse_word(typed[at]);
      at += used;
    }
    if (when_.day || when_.minute) line_.when = moment_of(when_, reading_);
  }

  LogLine take() { return std::move(line_); }

 private:
  /// How many words it could use; 0 when it cannot use the first.
  std::size_t read_one(Words words, Words typed) {
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
    if (const auto kind = find_word<Kind>(words[0])) {
      kinds_.claim(typed[0]);
      line_.kind = kind;
      return 1;
    }
    if (const auto purpose = find_word<Purpose>(words[0])) {
      purposes_.claim(typed[0]);
      line_.purpose = purpose;
      return 1;
    }
    return 0;
  }

  Reading reading_;
  LogLine line_;
  WhenPart when_;
  Once days_{"days"}, times_{"times of day"}, lengths_{"lengths"}, kinds_{"kinds"},
      purposes_{"purposes"};
};

}  // namespace

LogLine parse_log_line(std::span<const std::string> words, const Moment& now, Leaning leaning,
                       Loop loop) {
  const auto colon = find_colon(words);
  std::vector<std::string> before;
  const auto add = [&](std::string_view word) {
    auto parts = words_between_blanks(word);
    if (parts.empty()) throw Error(ErrorKind::usage, "cannot use an empty word", grammar);
    before.insert(before.end(), parts.begin(), parts.end());
  };
  for (const auto& word : words.first(colon.value_or(words.size()))) add(word);

  std::optional<std::string> learned;
  if (colon) {
    learned = joined(words.subspan(*colon + 1));
    if (trim(*learned).empty())
      throw Error(ErrorKind::usage, "nothing follows the colon",
                  "write what was learned behind it, or leave it out");
    const auto opening = std::string_view(words[*colon]);
    if (opening.size() > 1) add(opening.substr(0, opening.size() - 1));
    if (opening.size() > 1 && find_learning_type(simplified(before.back()), loop)) {
      learned = before.back() + ": " + *learned;
      before.pop_back();
    }
  }

  LineReader reader(now, leaning);
  reader.read(before);
  auto line = reader.take();
  line.learned = std::move(learned);
  return line;
}

std::optional<std::size_t> find_colon(std::span<const std::string> words) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].ends_with(':')) return i;
  return std::nullopt;
}

}  // namespace rapport
