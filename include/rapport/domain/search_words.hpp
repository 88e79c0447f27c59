#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/base/text.hpp"

/// The words by which texts are found. What is searched and what is typed are folded alike, so that
/// case, accents and punctuation do not matter.
namespace rapport {

/// The words of `text`, folded, in order. Each character of a script without blanks and each
/// picture is a word by itself; of a very long word only the beginning counts.
std::vector<std::string> search_words(std::string_view text);

/// Words that stand side by side.
struct SearchPhrase {
  std::vector<std::string> words;  ///< at least one
  bool open = false;               ///< the last one may go on: "ord" finds "orders"
  bool operator==(const SearchPhrase&) const = default;
};

/// What to look for: every phrase, in any order.
struct SearchTerms {
  std::vector<SearchPhrase> phrases;
  std::string literal;  ///< where nothing typed has a word ("%"): all of it, folded
  bool is_cut = false;  ///< more words were typed than are looked for

  bool empty() const { return phrases.empty() && literal.empty(); }
};

/// Whether a word of three letters or more, and the last one from two on, may go on.
enum class WordEnd { open, closed };

/// From what was typed: each of `typed` is one phrase, of all of them at most 32 words.
SearchTerms parse_search(const std::vector<std::string>& typed, WordEnd end = WordEnd::open);

/// Where `text` has what is looked for: in order, never touching.
std::vector<TextRange> highlights_in(std::string_view text, const SearchTerms& terms);

/// A piece of a text on one line, with what is looked for.
struct Excerpt {
  std::string text;
  std::vector<TextRange> highlights;
};

/// About `width` bytes around the first highlight; what was cut off is shown by "…".
Excerpt excerpt_of(std::string_view text, const SearchTerms& terms, std::size_t width);

}  // namespace rapport
