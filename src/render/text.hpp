#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/document/document.hpp"
#include "render/page.hpp"

/// The pieces of the text renderer; Markdown borrows the charts.
namespace rapport {

/// Blanks between two columns.
constexpr std::size_t column_gap = 2;

/// Labels of charts take at most this share of the width.
constexpr std::size_t label_share = 3;

/// Writes each line of `text`, made printable, from column `start` on; what is wider than `most`
/// columns, or than the page, goes on in the next line.
void write_lines(Page& page, std::string_view text, std::size_t start = 0, Tone tone = Tone::plain,
                 Weight weight = Weight::normal, std::size_t most = std::string_view::npos);

/// The same in bold; nothing for an empty title.
void write_title(Page& page, std::string_view title);

/// A title and what it names, side by side.
struct Pair {
  std::string title;
  std::string text;  ///< may have several lines; as it was entered
  Tone tone = Tone::plain;
};
void write_pairs(Page& page, const std::vector<Pair>& pairs);

void write_table(Page& page, const Table& table, const Style& style);
void write_bars(Page& page, const Bars& bars);

/// " ", "▁" … "█" for a level from 0 to 8; what is beyond them counts as these.
std::string_view level_block(int level);

/// Columns that the labels of all strips of a document share.
std::size_t strip_label_width(const Document& document, std::size_t width);

enum class Legend { shown, hidden };
void write_strip(Page& page, const Strip& strip, std::size_t label_width, Legend legend);

/// Hidden where the next block is a strip with the same legend: it is needed only once.
Legend legend_at(const Document& document, std::size_t block);

/// The bars or the chart that `block` is, for renderers that have no drawings of their own. Strips
/// in a row belong together: the first draws them all. Empty for any other block.
std::string drawing_of(const Document& document, std::size_t block, const Style& style);

}  // namespace rapport
