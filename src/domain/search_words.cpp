#include "rapport/domain/search_words.hpp"

#include <algorithm>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t least_open = 2;  // letters; a single one stands for itself
constexpr std::string_view more = "…";

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

bool begins_at(const std::vector<Placed>& words, std::size_t at,
               const std::vector<std::string>& phrase, bool open) {
  if (words.size() - at < phrase.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const bool may_go_on = open && i + 1 == phrase.size();
    const std::string& word = words[at + i].word;
    if (may_go_on ? !word.starts_with(phrase[i]) : word != phrase[i]) return false;
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

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

/// The range of about `width` bytes around `mark` that begins and ends at blanks where it can.
TextRange window_around(std::string_view text, const TextRange& mark, std::size_t width) {
  if (text.size() <= width) return {0, text.size()};
  const std::size_t before = width / 3;
  std::size_t from = mark.from > before ? mark.from - before : 0;
  from = std::min(from, text.size() - width);
  std::size_t until = std::min(text.size(), std::max(from + width, mark.until));
  if (from > 0) {
    const auto blank = text.find(' ', from);
    if (blank != std::string_view::npos && blank < mark.from) from = blank + 1;
  }
  if (until < text.size()) {
    const auto blank = text.rfind(' ', until);
    if (blank != std::string_view::npos && blank > mark.until && blank > from) until = blank;
  }
  while (is_inside_character(text, from)) --from;
  while (is_inside_character(text, until)) ++until;
  return {from, until};
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
  const std::string folded = fold(text);
  const auto words = words_apart(folded);
  return {words.begin(), words.end()};
}

SearchPhrases parse_search(const std::vector<std::string>& typed) {
  SearchPhrases found;
  std::string all;
  for (const std::string& one : typed) {
    auto phrase = search_words(one);
    if (!phrase.empty()) found.phrases.push_back(std::move(phrase));
    all += (all.empty() ? "" : " ") + one;
  }
  if (found.phrases.empty())
    found.literal = fold(all);
  else
    found.open = found.phrases.back().back().size() >= least_open;
  return found;
}

std::vector<TextRange> marks_in(std::string_view text, const SearchPhrases& phrases) {
  const std::vector<Placed> words = placed_words(text);
  std::vector<TextRange> marks;
  for (const auto& phrase : phrases.phrases) {
    const bool open = phrases.open && &phrase == &phrases.phrases.back();
    for (std::size_t at = 0; at < words.size(); ++at)
      if (begins_at(words, at, phrase, open))
        marks.push_back({words[at].range.from, words[at + phrase.size() - 1].range.until});
  }
  return merged(std::move(marks));
}

Excerpt excerpt_of(std::string_view text, const SearchPhrases& phrases, std::size_t width) {
  std::string line(text);
  for (char& c : line)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  const auto marks = marks_in(line, phrases);
  const TextRange window = window_around(line, marks.empty() ? TextRange{} : marks.front(), width);
  Excerpt excerpt;
  if (window.from > 0) excerpt.text = more;
  const std::size_t shift = excerpt.text.size();
  excerpt.text += line.substr(window.from, window.until - window.from);
  if (window.until < line.size()) excerpt.text += more;
  for (const TextRange& mark : marks)
    if (mark.from >= window.from && mark.until <= window.until)
      excerpt.marks.push_back({mark.from - window.from + shift, mark.until - window.from + shift});
  return excerpt;
}

}  // namespace rapport
