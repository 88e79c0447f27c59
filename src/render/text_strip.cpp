#include <algorithm>
#include <array>
#include <span>
#include <variant>

#include "rapport/base/text.hpp"
#include "render/cells.hpp"
#include "render/chart.hpp"
#include "render/text.hpp"

namespace rapport {
namespace {

// A line of marks from column `start` on; neighbours of one tone share one change of colour.
template <typename Draw>
void write_marks(Page& page, std::size_t start, std::span<const StripMark> marks, Draw draw) {
  page.move_to(start);
  for (std::size_t i = 0; i < marks.size();) {
    const Tone tone = marks[i].tone;
    std::string run;
    for (; i < marks.size() && marks[i].tone == tone; ++i) run += draw(marks[i]);
    page.put(run, tone);
  }
  page.end_line();
}

}  // namespace

std::string_view level_block(int level) {
  constexpr std::array<std::string_view, 9> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  return blocks[static_cast<std::size_t>(std::clamp(level, 0, 8))];
}

std::size_t strip_label_width(const Document& document, std::size_t width) {
  std::size_t label = 0;
  for (const Block& block : document.blocks)
    if (const auto* strip = std::get_if<Strip>(&block))
      label = std::max(label, display_width(printable(strip->label)));
  return std::min(label, width / label_share);
}

Legend legend_at(const Document& document, std::size_t block) {
  if (block + 1 >= document.blocks.size()) return Legend::shown;
  const auto* strip = std::get_if<Strip>(&document.blocks[block]);
  const auto* next = std::get_if<Strip>(&document.blocks[block + 1]);
  return strip && next && strip->legend == next->legend ? Legend::hidden : Legend::shown;
}

void write_strip(Page& page, const Strip& strip, std::size_t label_width, Legend legend) {
  const std::size_t start = label_width == 0 ? 0 : label_width + column_gap;
  const std::span<const StripMark> marks = strip.marks;
  const std::size_t length = piece_length(marks.size(), page.width() - start);
  const bool tall = page.unicode() && std::any_of(marks.begin(), marks.end(),
                                                  [](const auto& mark) { return mark.level > 0; });

  page.put(shorten(printable(strip.label), label_width, !page.unicode()));
  for (std::size_t first = 0; first < marks.size(); first += length) {
    const auto piece = marks.subspan(first, std::min(length, marks.size() - first));
    if (tall)
      write_marks(page, start, piece, [](const auto& mark) { return level_block(mark.level); });
    write_marks(page, start, piece, [](const auto& mark) { return mark_letter(mark.mark); });
  }
  if (marks.empty()) page.end_line();
  if (legend == Legend::shown && !strip.legend.empty())
    write_lines(page, strip.legend, start, Tone::quiet);
}

std::string drawing_of(const Document& document, std::size_t block, const Style& style) {
  const auto& blocks = document.blocks;
  const auto strip_at = [&blocks](std::size_t i) {
    return i < blocks.size() ? std::get_if<Strip>(&blocks[i]) : nullptr;
  };
  Page page(style);
  if (const auto* bars = std::get_if<Bars>(&blocks[block])) write_bars(page, *bars);
  if (const auto* chart = std::get_if<Chart>(&blocks[block])) write_chart(page, *chart);
  if (block == 0 || strip_at(block - 1) == nullptr) {
    const std::size_t label = strip_label_width(document, page.width());
    for (std::size_t i = block; strip_at(i) != nullptr; ++i)
      write_strip(page, *strip_at(i), label, legend_at(document, i));
  }
  return page.take();
}

}  // namespace rapport
