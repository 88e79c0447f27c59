#include <algorithm>

#include "rapport/base/text.hpp"
#include "render/cells.hpp"
#include "render/text.hpp"

namespace rapport {
namespace {

constexpr std::size_t least_bar = 8;
constexpr std::size_t longest_bar = 40;
constexpr std::size_t least_caption = 12;

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  while (times-- > 0) all += text;
  return all;
}

struct Layout {
  std::size_t label = 0;    ///< width
  std::size_t bar = 0;      ///< where it begins
  std::size_t cells = 0;    ///< of the bar; 0: there is no room for bars
  std::size_t over = 0;     ///< 1 where a sign for "more than asked" may follow
  std::size_t caption = 0;  ///< where it begins
};

Layout layout_of(const Bars& bars, std::size_t width) {
  Layout layout;
  std::size_t caption = 0;
  for (const Bar& bar : bars.bars) {
    layout.label = std::max(layout.label, display_width(printable(bar.label)));
    caption = std::max(caption, display_width(printable(bar.caption)));
    if (shape_of(bar).over) layout.over = 1;
  }
  layout.label = std::min(layout.label, width / label_share);
  layout.bar = layout.caption = layout.label == 0 ? 0 : layout.label + column_gap;
  const std::size_t room = width - layout.bar - layout.over - column_gap;
  if (room < least_bar + least_caption) return layout;
  const std::size_t longest = std::min(longest_bar, width * 3 / 8);
  layout.cells =
      std::clamp(room - std::min(room, caption), least_bar, std::max(least_bar, longest));
  layout.caption += layout.cells + layout.over + column_gap;
  return layout;
}

// As many of `steps` as are done; some for any beginning, all only for the whole.
std::size_t steps_filled(const BarShape& shape, std::size_t steps) {
  if (shape.filled <= 0) return 0;
  if (shape.filled >= 1) return steps;
  const auto filled = static_cast<std::size_t>(shape.filled * static_cast<double>(steps));
  return std::clamp<std::size_t>(filled, 1, steps - 1);
}

void write_bar(Page& page, const BarShape& shape, std::size_t cells, Tone tone) {
  constexpr std::string_view part[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const std::size_t steps = page.unicode() ? 8 : 1;  // of a cell
  const std::size_t filled = steps_filled(shape, cells * steps);
  page.put(repeat(page.unicode() ? "█" : "#", filled / steps) + std::string(part[filled % steps]),
           tone);
  page.put(repeat(page.unicode() ? "░" : "-", cells - (filled + steps - 1) / steps), Tone::quiet);
  if (shape.over) page.put("+", tone);
}

}  // namespace

void write_bars(Page& page, const Bars& bars) {
  const Layout layout = layout_of(bars, page.width());
  for (const Bar& bar : bars.bars) {
    page.put(shorten(printable(bar.label), layout.label, !page.unicode()));
    page.move_to(layout.bar);
    if (layout.cells > 0 && bar.expected > 0)
      write_bar(page, shape_of(bar), layout.cells, bar.tone);
    write_lines(page, bar.caption, layout.caption);
  }
}

}  // namespace rapport
