#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

/// True when `text` is well-formed UTF-8 without NUL.
bool is_valid_text(std::string_view text);

/// Columns that `text` takes on a terminal: East Asian wide and emoji 2, combining marks 0.
/// Counted by grapheme. Expects text already made `printable`.
std::size_t display_width(std::string_view text);

/// `text` with control, bidirectional, tag and other invisible characters made visible (as
/// `\x1b`, `\u202e`); ZWJ inside emoji is kept, and up to eight combining marks a character. What
/// is not UTF-8 becomes `\xNN`. Newline and tab are made visible too: split lines before.
std::string printable(std::string_view text);

/// `text` for comparing names: case folded, accents removed, compatibility forms unified, runs of
/// white space made one blank, ends trimmed. "Müller  & SÖHNE" → "muller & sohne".
std::string fold(std::string_view text);

/// `text` in Unicode NFC, otherwise unchanged.
std::string compose(std::string_view text);

/// The words of an already folded text: runs of letters, digits and marks.
std::vector<std::string_view> words_of(std::string_view folded);

/// At most `width` columns of `text`; what was cut is shown by an ellipsis (`…`, or `...` when
/// `ascii`). Never cuts inside a grapheme.
std::string shorten(std::string_view text, std::size_t width, bool ascii = false);

/// `text` broken at blanks into lines of at most `width` columns (a longer word is broken where
/// it must be). A command between backquotes stays on one line where it fits, to be copied. Never
/// empty: an empty text is one empty line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// `text` without blanks, tabs and line ends at both ends.
std::string_view trim(std::string_view text);

/// A name or label as it was meant: without blanks of any kind and signs that cannot be seen (a
/// mark of byte order, blanks without width) at its ends, nor such signs inside. Joiners inside
/// stay: emoji and some scripts need them.
std::string clean(std::string_view text);

/// The parts of `text` between `separator`s, none left out.
std::vector<std::string_view> split(std::string_view text, char separator);

/// Bytes of a text, from `from` up to `until`; never inside a character.
struct TextRange {
  std::size_t from = 0;
  std::size_t until = 0;
  bool operator==(const TextRange&) const = default;
};

/// The words of any text, as `words_of`; but each character of a script that is written without
/// blanks (Chinese, Japanese, Thai …) is a word of its own, and so is each emoji or other picture.
std::vector<std::string_view> words_apart(std::string_view text);

/// `json`, which is valid UTF-8, with every character that `printable` would make visible written
/// as a JSON escape: the values stay exact, and a terminal obeys none of them.
std::string escape_hidden(std::string_view json);

}  // namespace rapport
