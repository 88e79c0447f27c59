#include "rapport/domain/search_words.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"

namespace rapport {
namespace {

constexpr std::size_t longest_word = 64;  // bytes that count
constexpr std::size_t most_words = 32;    // that are looked for
constexpr std::size_t least_open = 3;     // letters of a word that may go on
constexpr std::size_t least_open_last = 2;
constexpr std::string_view ellipsis = "…";

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

std::size_t letters_of(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size(); ++at) letters += is_inside_character(word, at) ? 0 : 1;
  return letters;
}

std::string_view beginning_of(std::string_view word) {
  std::size_t size = std::min(word.size(), longest_word);
  while (is_inside_character(word, size)) --size;
  return word.substr(0, size);
}

/// A word of a text, where it stands there.
struct Placed {
  std::string word;
  TextRange range;
};

std::vector<Placed> placed_words(std::string_view text) {
  std::vector<Placed> placed;
  for (const std::string_view part : words_apart(text)) {
    const auto from = static_cast<std::size_t>(part.data() - text.data());
    for (std::string& word : search_words(part))
      placed.push_back({std::move(word), {from, from + part.size()}});
  }
  return placed;
}

bool begins_at(const std::vector<Placed>& placed, std::size_t at, const SearchPhrase& phrase) {
  const auto& words = phrase.words;
  if (placed.size() - at < words.size()) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool may_go_on = phrase.open && i + 1 == words.size();
    const std::string& word = placed[at + i].word;
    if (may_go_on ? !word.starts_with(words[i]) : word != words[i]) return false;
  }
  return true;
}

/// Ranges in order, with those that overlap or touch made one.
std::vector<TextRange> merged(std::vector<TextRange> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const TextRange& a, const TextRange& b) { return a.from < b.from; });
  std::vector<TextRange> out;
  for (const TextRange& range : ranges) {
    if (!out.empty() && range.from <= out.back().until)
      out.back().until = std::max(out.back().until, range.until);
    else
      out.push_back(range);
  }
  return out;
}

/// The range of about `width` bytes around `range` that begins and ends at blanks where it can.
TextRange window_around(std::string_view text, const TextRange& range, std::size_t width) {
  if (text.size() <= width) return {0, text.size()};
  const std::size_t before = width / 3;
  std::size_t from = range.from > before ? range.from - before : 0;
  from = std::min(from, text.size() - width);
  std::size_t until = std::min(text.size(), std::max(from + width, range.until));
  if (from > 0) {
    const auto blank = text.find(' ', from);
    if (blank != std::string_view::npos && blank < range.from) from = blank + 1;
  }
  if (until < text.size()) {
    const auto blank = text.rfind(' ', until);
    if (blank != std::string_view::npos && blank > range.until && blank > from) until = blank;
  }
  while (is_inside_character(text, from)) --from;
  while (is_inside_character(text, until)) ++until;
  return {from, until};
}

bool has_phrase(const SearchTerms& terms, const SearchPhrase& phrase) {
  return std::find(terms.phrases.begin(), terms.phrases.end(), phrase) != terms.phrases.end();
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = fold(text);
  const auto parts = words_apart(folded);
  words.reserve(parts.size());
  for (const std::string_view word : parts) words.emplace_back(beginning_of(word));
  return words;
}

SearchTerms parse_search(const std::vector<std::string>& typed, WordEnd end) {
  SearchTerms found;
  std::size_t words = 0;
  for (const std::string& one : typed) {
    SearchPhrase phrase{search_words(one)};
    if (phrase.words.empty()) continue;
    const bool is_last = &one == &typed.back();
    const bool is_short = phrase.words.size() == 1 && letters_of(phrase.words.back()) <
                                                          (is_last ? least_open_last : least_open);
    phrase.open = end == WordEnd::open && !is_short;
    const std::size_t room = most_words - words;
    found.is_cut = found.is_cut || phrase.words.size() > room;
    if (phrase.words.size() > room) phrase.words.resize(room);
    words += phrase.words.size();
    if (!phrase.words.empty() && !has_phrase(found, phrase))
      found.phrases.push_back(std::move(phrase));
  }
  if (found.phrases.empty()) found.literal = fold(joined(typed, " "));
  return found;
}

std::vector<TextRange> highlights_in(std::string_view text, const SearchTerms& terms) {
  std::vector<TextRange> ranges;
  if (!terms.literal.empty()) {
    for (auto at = text.find(terms.literal); at != std::string_view::npos;
         at = text.find(terms.literal, at + terms.literal.size()))
      ranges.push_back({at, at + terms.literal.size()});
    return merged(std::move(ranges));
  }
  const std::vector<Placed> placed = placed_words(text);
  for (const SearchPhrase& phrase : terms.phrases)
    for (std::size_t at = 0; at < placed.size(); ++at)
      if (begins_at(placed, at, phrase))
        ranges.push_back({placed[at].range.from, placed[at + phrase.words.size() - 1].range.until});
  return merged(std::move(ranges));
}

Excerpt excerpt_of(std::string_view text, const SearchTerms& terms, std::size_t width) {
  std::string line(text);
  for (char& c : line)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  const auto ranges = highlights_in(line, terms);
  const TextRange window =
      window_around(line, ranges.empty() ? TextRange{} : ranges.front(), width);
  Excerpt excerpt;
  if (window.from > 0) excerpt.text = ellipsis;
  const std::size_t shift = excerpt.text.size();
  excerpt.text += line.substr(window.from, window.until - window.from);
  if (window.until < line.size()) excerpt.text += ellipsis;
  for (const TextRange& range : ranges)
    if (range.from >= window.from && range.until <= window.until)
      excerpt.highlights.push_back(
          {range.from - window.from + shift, range.until - window.from + shift});
  return excerpt;
}

}  // namespace rapport
