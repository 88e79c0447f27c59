#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The words by which texts are found: the same folding for what is searched and for what is
/// typed, so that case, accents and signs between words do not matter.
namespace rapport {

/// Bytes of a text, from `from` up to `until`; never inside a character.
struct TextRange {
  std::size_t from = 0;
  std::size_t until = 0;
  bool operator==(const TextRange&) const = default;
};

/// The words of `text`, folded. Each character of a script without blanks is a word by itself.
std::vector<std::string> search_words(std::string_view text);

/// What to look for: every phrase, in any order. The words of a phrase stand side by side.
struct SearchPhrases {
  std::vector<std::vector<std::string>> phrases;
  bool open = false;    ///< the last word of all may go on: "ord" finds "orders"
  std::string literal;  ///< where nothing typed has a word ("%", an emoji): all of it, folded

  bool empty() const { return phrases.empty() && literal.empty(); }
};

/// From what was typed: each of `typed` is one phrase.
SearchPhrases parse_search(const std::vector<std::string>& typed);

/// Where `text` has what is looked for, in order.
std::vector<TextRange> marks_in(std::string_view text, const SearchPhrases& phrases);

/// A piece of a text on one line, with what is looked for.
struct Excerpt {
  std::string text;
  std::vector<TextRange> marks;
};

/// About `width` bytes around the first mark; what was cut off is shown by "…".
Excerpt excerpt_of(std::string_view text, const SearchPhrases& phrases, std::size_t width);

}  // namespace rapport
