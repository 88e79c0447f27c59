#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/render/format.hpp"

/// What the renderers share: which parts of a document a reader gets, and cells in people's words.
namespace rapport {

enum class Reader { person, program };

bool is_for(Audience audience, Reader reader);

/// Nothing at all, an empty text or an empty list.
bool is_empty(const Value& value);

/// A text or a list, which may take several lines; everything else keeps to one.
bool is_prose(const Value& value);

/// Good, warn or bad.
bool is_judged(Tone tone);

/// The letter of a strip or chart; "?" for what is not printable ASCII.
std::string mark_letter(char mark);

/// A cell as people read it ("1h 30m", "Mon 16 Nov 14:00", "yes", "Acme, Globex", "the [export]");
/// nothing is "". Text is exactly as it was entered: each renderer still has to make it safe in its
/// own way.
std::string words_for(const Value& value, Date today);

/// The text with something around each highlight; every part of it as `safe` makes it.
template <typename Safe>
std::string with_highlights(const MarkedText& marked, std::string_view before,
                            std::string_view after, Safe&& safe) {
  const std::string_view text = marked.text;
  std::string all;
  std::size_t at = 0;
  for (const auto& [from, until] : marked.highlights) {
    all += safe(text.substr(at, from - at));
    (all += before) += safe(text.substr(from, until - from));
    all += after;
    at = until;
  }
  return all += safe(text.substr(at));
}

/// As `words_for`, with a dash where there is nothing: a title alone would look like a mistake.
std::string value_words(const KeyValue& value, const Style& style);

/// `text` for a place that has only one line: trimmed, line ends shown by a sign. Not yet
/// printable.
std::string on_one_line(std::string_view text, const Style& style = {});

/// The cell of that column; an empty one where the row is too short.
const Cell& cell_at(const std::vector<Cell>& row, std::size_t column);

/// Hands each row of the table to `take`, those that are read now too.
void each_row(const Table& table, const std::function<void(const std::vector<Cell>&)>& take);

/// Indices of the columns that `reader` gets, in order. People are spared columns that are empty in
/// every row.
std::vector<std::size_t> columns_for(const Table& table, Reader reader);

/// True for a column that has numbers (counts, lengths, shares) and nothing else: it is aligned to
/// the right.
bool is_numeric(const Table& table, std::size_t column);

/// True when `reader` finds anything in the table, be it the line that says that it is empty.
bool is_shown(const Table& table, Reader reader);

/// How a bar is drawn, whatever it is drawn with.
struct BarShape {
  double filled = 0;  ///< 0 to 1 of its length; 1 only when the target is met
  bool over = false;  ///< more was done than expected
};
BarShape shape_of(const Bar& bar);

/// The length of the pieces that `count` things are cut into, so that none is longer than `most`
/// and the last one is no mere rest.
std::size_t piece_length(std::size_t count, std::size_t most);

}  // namespace rapport
