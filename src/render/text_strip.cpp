#include <algorithm>
#include <array>
#include <variant>

#include "rapport/base/text.hpp"
#include "render/text.hpp"

namespace rapport {
namespace {

using StripMarks = std::vector<StripMark>;

std::string_view block_of(const StripMark& mark) {
  constexpr std::array<std::string_view, 9> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  return blocks[static_cast<std::size_t>(std::clamp(mark.level, 0, 8))];
}

std::string_view sign_of(const StripMark& mark) {
  return mark.mark >= ' ' && mark.mark <= '~' ? std::string_view(&mark.mark, 1) : "?";
}

// Marks first to last, without last; neighbours of one tone share one change of colour.
void write_marks(Page& page, const StripMarks& marks, std::size_t first, std::size_t last,
                 std::string_view (*draw)(const StripMark&)) {
  while (first < last) {
    const Tone tone = marks[first].tone;
    std::string run;
    for (; first < last && marks[first].tone == tone; ++first) run += draw(marks[first]);
    page.put(run, tone);
  }
}

}  // namespace

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
  const std::size_t room = page.width() - start;
  const std::size_t count = strip.marks.size();
  const std::size_t parts = std::max<std::size_t>(1, (count + room - 1) / room);
  const std::size_t part = (count + parts - 1) / parts;  // parts of one length, none a mere rest
  const bool tall = page.unicode() && std::any_of(strip.marks.begin(), strip.marks.end(),
                                                  [](const auto& mark) { return mark.level > 0; });

  page.put(shorten(printable(strip.label), label_width, !page.unicode()));
  for (std::size_t first = 0; first < count; first += part) {
    const std::size_t last = std::min(first + part, count);
    for (const auto draw : {block_of, sign_of}) {
      if (draw == block_of && !tall) continue;
      page.move_to(start);
      write_marks(page, strip.marks, first, last, draw);
      page.end_line();
    }
  }
  if (count == 0) page.end_line();
  if (legend == Legend::hidden || strip.legend.empty()) return;
  for (const std::string& line : printable_lines(strip.legend, room)) {
    page.move_to(start);
    page.put(line, Tone::quiet);
    page.end_line();
  }
}

}  // namespace rapport
