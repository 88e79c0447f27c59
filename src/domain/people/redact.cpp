#include "rapport/domain/redact.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "domain/people/scripts.hpp"
#include "domain/people/spans.hpp"
#include "rapport/base/mention.hpp"
#include "rapport/base/phrase.hpp"

namespace rapport {
namespace {

constexpr std::size_t short_name = 3;  // letters up to which a word hardly takes a suffix
constexpr std::size_t widest_gap = 8;  // bytes between two words, where the name has fewer

/// Words that tell nobody apart: on their own they stay. Each between two blanks.
constexpr std::string_view common_words =
    " the and for of de la van von der inc ltd llc llp plc gmbh corp company group holding first "
    "new old general global national united international bank city state university mr mrs ms dr "
    "prof com org net www mail test example info ";

bool is_common(std::string_view word) {
  return common_words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_upper(char c) { return ('A' <= c && c <= 'Z') || byte_of(c) >= 0x80; }

/// Soft hyphens and blanks without width would hide a name from this, and from nobody who reads.
std::string without_invisible(std::string_view text) {
  constexpr std::array<std::string_view, 4> invisible{"\u00ad", "\u200b", "\u2060", "\ufeff"};
  std::string out;
  while (!text.empty()) {
    const auto found = std::find_if(invisible.begin(), invisible.end(),
                                    [&](std::string_view one) { return text.starts_with(one); });
    if (found == invisible.end()) out += text.front();
    text.remove_prefix(found == invisible.end() ? 1 : found->size());
  }
  return out;
}

std::string instead_of(const SecretName& name) {
  if (name.of == SecretName::Of::customer) return name.customer;
  return name.customer.empty() ? "a colleague" : "somebody at " + name.customer;
}

/// Begins a sentence: the replacement is written with a capital there.
bool begins_sentence(std::string_view before) {
  const std::size_t size = before.size();
  before = trim(before);
  return before.empty() || (before.size() < size &&
                            std::string_view(".!?").find(before.back()) != std::string_view::npos);
}

/// True where `rest` of a word behind a name leaves it one: nothing, or a suffix ("s", "esque").
bool may_end(std::string_view rest, std::string_view head, std::size_t letters) {
  if (rest.empty() || letters > short_name) return true;
  if (letters < 2) return false;
  return rest == "s" || std::all_of(head.begin(), head.end(), is_upper);
}

/// A name as it is looked for.
struct Pattern {
  std::vector<std::string> words;  ///< folded
  std::string instead;
  SecretName::Of of = SecretName::Of::customer;
  std::size_t gap = widest_gap;   ///< bytes that may stand between two words
  bool only_capitalised = false;  ///< a later word of a name: "Park", not "park"
  std::string exact = {};         ///< of one letter: as it must be written
};

/// A word of a text.
struct TextWord {
  std::string_view text;
  std::size_t begin = 0;
  std::string folded;

  std::size_t end() const { return begin + text.size(); }
};

/// True for what joins two words: marks of direction, joiners and the like, which no reader sees.
bool is_unseen(std::string_view gap) {
  return gap != " " && fold("x" + std::string(gap) + "x") == "xx";
}

/// "は来た" of "Acmeは来た", from a byte of the text on.
TextWord rest_of(const TextWord& word, std::size_t from) {
  const auto rest = word.text.substr(from - word.begin);
  return {rest, from, fold(rest)};
}

std::vector<TextWord> words_in(std::string_view text) {
  std::vector<TextWord> words;
  for (const auto word : words_of(text)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    if (!words.empty() && is_unseen(text.substr(words.back().end(), begin - words.back().end())))
      words.back().text = text.substr(words.back().begin, begin + word.size() - words.back().begin);
    else
      words.push_back({word, begin, {}});
  }
  for (TextWord& word : words) word.folded = fold(word.text);
  // An accent on nothing is no word of a name.
  std::erase_if(words, [](const TextWord& word) { return word.folded.empty(); });
  return words;
}

/// The most bytes that a name has between two of its words itself.
std::size_t gap_in(std::string_view name) {
  std::size_t widest = widest_gap;
  const auto words = words_in(name);
  for (std::size_t i = 1; i < words.size(); ++i)
    widest = std::max(widest, words[i].begin - words[i - 1].end());
  return widest;
}

/// Where a name ends of which `last` is the last word, in bytes of the text: with its suffix, but
/// in front of a script without blanks ("Acme" of "Acmeは来た"). Zero where it is another word.
std::size_t end_of_name(const Pattern& pattern, const TextWord& last) {
  const std::string& name = pattern.words.back();
  if (!last.folded.starts_with(name)) return 0;
  const auto rest = std::string_view(last.folded).substr(name.size());
  const auto head = last.text.substr(0, std::min(last.text.size(), name.size()));
  if (!rest.empty() && is_unspaced(rest.substr(0, letter_size(rest.front()))))
    return fold(head) == name ? last.begin + head.size() : 0;
  std::size_t letters = 0;
  for (const std::string& word : pattern.words) letters += letters_in(word);
  return may_end(rest, head, letters) ? last.end() : 0;
}

/// Where `pattern` ends, which begins with the word at `at`; zero where it does not stand there.
std::size_t end_of(const Pattern& pattern, const std::vector<TextWord>& words, std::size_t at) {
  const std::size_t count = pattern.words.size();
  if (at + count > words.size()) return 0;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const TextWord& word = words[at + i];
    if (word.folded != pattern.words[i]) return 0;
    if (words[at + i + 1].begin - word.end() > pattern.gap) return 0;
  }
  const TextWord& last = words[at + count - 1];
  if (!pattern.exact.empty()) return last.text == pattern.exact ? last.end() : 0;
  if (pattern.only_capitalised && !is_upper(last.text.front())) return 0;
  return end_of_name(pattern, last);
}

/// Of two with the same name it cannot be said which is meant.
void join(Pattern& known, const Pattern& other) {
  known.only_capitalised = known.only_capitalised && other.only_capitalised;
  if (known.instead == other.instead) return;
  const bool customers =
      known.of == SecretName::Of::customer && other.of == SecretName::Of::customer;
  known.instead = customers ? "a customer" : "somebody";
}

/// A text that is written anew from its beginning.
class Rewriting {
 public:
  explicit Rewriting(std::string_view text) : text_(text) {}

  std::size_t done() const { return done_; }

  void copy_until(std::size_t until) {
    if (until > done_) out_ += text_.substr(done_, until - done_);
    done_ = std::max(done_, until);
  }

  void replace(std::size_t begin, std::size_t end, const std::string& instead) {
    copy_until(begin);
    out_ += begins_sentence(out_) ? capitalised(instead) : instead;
    done_ = end;
  }

  std::string take() {
    copy_until(text_.size());
    return std::move(out_);
  }

 private:
  std::string_view text_;
  std::string out_;
  std::size_t done_ = 0;  // bytes of the text
};

}  // namespace

struct Redaction::Index {
  struct Found {
    std::size_t end = 0;  ///< in bytes of the text
    const Pattern* pattern = nullptr;
  };

  std::map<std::string, std::vector<Pattern>, std::less<>> by_first_word;
  std::map<std::string, Pattern, std::less<>> unspaced;
  Mentions mentions;  ///< whole names, in whatever script they stand: "GE HC" in "见GE HC的"

  void add(const Pattern& pattern);
  void add_name(const SecretName& name);
  void add_as_typed(std::string_view name, Pattern whole);
  void add_mention(const SecretName& name);
  Found find_at(const std::vector<TextWord>& words, std::size_t at) const;
  std::optional<std::string> instead_of_span(const std::vector<TextWord>& words,
                                             const Span& span) const;
  const Pattern* find_unspaced(std::string_view word, std::size_t at) const;
  std::string without_unspaced(const TextWord& word) const;
};

void Redaction::Index::add(const Pattern& pattern) {
  const std::string& first = pattern.words.front();
  if (pattern.words.size() == 1 && is_unspaced(first)) {
    const auto [place, is_new] = unspaced.emplace(first, pattern);
    if (!is_new) join(place->second, pattern);
    return;
  }
  auto& patterns = by_first_word[first];
  const auto same = std::find_if(patterns.begin(), patterns.end(), [&](const Pattern& other) {
    return other.words == pattern.words && other.exact == pattern.exact;
  });
  if (same == patterns.end())
    patterns.push_back(pattern);
  else
    join(*same, pattern);
}

void Redaction::Index::add_name(const SecretName& name) {
  const std::string typed = without_invisible(name.name);
  const std::string folded = fold(typed);
  const auto parts = words_of(folded);
  if (parts.empty()) return;
  Pattern whole{.words = {parts.begin(), parts.end()},
                .instead = instead_of(name),
                .of = name.of,
                .gap = gap_in(name.name)};
  if (letters_in(folded) == 1) whole.exact = name.name;
  add(whole);
  add_as_typed(typed, whole);
  const bool is_address = name.name.find('@') != std::string::npos;
  if (parts.size() == 1 || is_address) return;
  add({.words = {joined(parts, "")}, .instead = whole.instead, .of = whole.of});
  bool is_first = true;
  for (const auto part : parts) {
    if (is_common(part) || letters_in(part) < (is_unspaced(part) ? 2U : short_name)) continue;
    add({.words = {std::string(part)},
         .instead = whole.instead,
         .of = whole.of,
         .only_capitalised = !is_first});
    is_first = false;
  }
}

/// One sign may stand for several ("⒋" for "4."), and is one word in a text all the same.
void Redaction::Index::add_as_typed(std::string_view name, Pattern whole) {
  std::vector<std::string> words;
  for (const TextWord& word : words_in(name)) words.push_back(word.folded);
  if (words.empty() || words == whole.words) return;
  whole.words = std::move(words);
  add(whole);
}

/// A name of one letter is left out: it goes only as written.
void Redaction::Index::add_mention(const SecretName& name) {
  const std::string folded = fold(without_invisible(name.name));
  const auto words = words_in(folded);
  if (words.empty() || letters_in(folded) < 2) return;
  const Found found = find_at(words, 0);
  if (found.pattern != nullptr) mentions.add(name.name, found.pattern->instead);
}

/// The longest name that begins with the word at `at`.
Redaction::Index::Found Redaction::Index::find_at(const std::vector<TextWord>& words,
                                                  std::size_t at) const {
  Found best;
  const std::string_view folded = words[at].folded;
  for (std::size_t size = folded.size(); size > 0; --size) {
    const auto place = by_first_word.find(folded.substr(0, size));
    if (place == by_first_word.end()) continue;
    for (const Pattern& pattern : place->second) {
      const std::size_t end = end_of(pattern, words, at);
      if (end > best.end) best = {end, &pattern};
    }
  }
  return best;
}

/// What stands for an address or a link; nothing for a link without a name in it.
std::optional<std::string> Redaction::Index::instead_of_span(const std::vector<TextWord>& words,
                                                             const Span& span) const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].begin < span.begin || words[i].begin >= span.end) continue;
    if (const Found found = find_at(words, i); found.pattern != nullptr)
      return (span.is_address ? "an address of " : "a page of ") + found.pattern->instead;
    if (without_unspaced(words[i]) != words[i].text) return "a page of a customer";
  }
  return span.is_address ? std::optional<std::string>("an e-mail address") : std::nullopt;
}

/// The name that stands at `at` in a word with letters of a script without blanks: one in that
/// script anywhere, another from one such letter to the next; null where there is none.
const Pattern* Redaction::Index::find_unspaced(std::string_view word, std::size_t at) const {
  const Pattern* longest = nullptr;
  for (const auto& [name, pattern] : unspaced)
    if (word.substr(at).starts_with(name) &&
        (longest == nullptr || name.size() > longest->words.front().size()))
      longest = &pattern;
  if (longest != nullptr || (at > 0 && !ends_unspaced(word.substr(0, at)))) return longest;
  std::size_t end = at;
  while (end < word.size() && !ends_unspaced(word.substr(0, end + letter_size(word[end]))))
    end += letter_size(word[end]);
  const auto place = by_first_word.find(word.substr(at, end - at));
  if (place == by_first_word.end()) return nullptr;
  for (const Pattern& pattern : place->second)
    if (pattern.words.size() == 1 && pattern.exact.empty()) return &pattern;
  return nullptr;
}

/// The word with each name in it replaced, where it has letters of a script without blanks; as it
/// was where there is none.
std::string Redaction::Index::without_unspaced(const TextWord& word) const {
  if (!is_unspaced(word.folded)) return std::string(word.text);
  std::string out;
  bool is_changed = false;
  for (std::size_t at = 0; at < word.folded.size();) {
    const Pattern* longest = find_unspaced(word.folded, at);
    is_changed = is_changed || longest != nullptr;
    if (longest == nullptr) {
      out += word.folded[at++];
    } else {
      out += longest->instead;
      at += longest->words.front().size();
    }
  }
  return is_changed ? out : std::string(word.text);
}

Redaction::Redaction(const std::vector<SecretName>& names) {
  auto index = std::make_shared<Index>();
  for (const SecretName& name : names) index->add_name(name);
  for (const SecretName& name : names) index->add_mention(name);
  index_ = std::move(index);
}

std::string Redaction::operator()(std::string_view raw) const {
  const std::string text = without_invisible(raw);
  auto words = words_in(text);
  const auto spans = spans_in(text);
  auto span = spans.begin();
  Rewriting out(text);
  for (auto word = words.begin(); word != words.end();) {
    if (word->end() <= out.done()) {
      ++word;
      continue;
    }
    if (word->begin < out.done()) *word = rest_of(*word, out.done());
    while (span != spans.end() && span->end <= word->begin) ++span;
    const auto at = static_cast<std::size_t>(word - words.begin());
    if (span != spans.end() && span->begin <= word->begin) {
      if (const auto instead = index_->instead_of_span(words, *span))
        out.replace(span->begin, span->end, *instead);
      else
        out.copy_until(span->end);
    } else if (const auto found = index_->find_at(words, at); found.pattern != nullptr) {
      out.replace(word->begin, found.end, found.pattern->instead);
    } else if (const std::string plain = index_->without_unspaced(*word); plain != word->text) {
      out.replace(word->begin, word->end(), plain);
    } else {
      out.copy_until(word->end());
    }
  }
  return index_->mentions.replaced(out.take());
}

}  // namespace rapport
