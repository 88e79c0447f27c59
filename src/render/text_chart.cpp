#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"
#include "render/chart.hpp"
#include "render/text.hpp"

// A chart in a few lines: columns as a strip, a running total as one line of levels, shares as
// bars.
namespace rapport {
namespace {

constexpr int highest = 8;

/// 0 to 8; above 0 for anything at all, 8 only for the whole.
int level_of(double value, double whole) {
  if (value <= 0 || whole <= 0) return 0;
  if (value >= whole) return highest;
  return std::clamp(static_cast<int>(value / whole * highest), 1, highest - 1);
}

void write_lines(Page& page, std::string_view text, Tone tone, Weight weight) {
  if (trim(text).empty()) return;
  for (const std::string& line : printable_lines(text, page.width())) {
    page.put(line, tone, weight);
    if (!line.empty()) page.end_line();
  }
}

/// A full column is a period that had all that was expected; without expectation, the highest.
Strip strip_of(const Chart& chart) {
  Strip strip{.legend = chart.legend};
  const double top = top_of(chart);
  for (const ChartPoint& point : chart.points)
    strip.marks.push_back(
        {.mark = point.mark,
         .level = level_of(drawn(point.value), drawn_expected(point).value_or(top)),
         .tone = point.tone});
  return strip;
}

void write_line(Page& page, const Chart& chart) {
  constexpr std::array<std::string_view, highest + 1> blocks{" ", "▁", "▂", "▃", "▄",
                                                             "▅", "▆", "▇", "█"};
  constexpr std::array<std::string_view, highest + 1> ascii{"_", ".", ":", "-", "=",
                                                            "+", "*", "%", "#"};
  const double top = top_of(chart);
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const ChartPoint& point = chart.points[i];
    const auto level = static_cast<std::size_t>(level_of(drawn(point.value), top));
    page.put((page.unicode() ? blocks : ascii)[level], point.tone);
    if ((i + 1) % page.width() == 0 || i + 1 == chart.points.size()) page.end_line();
  }
}

void write_shares(Page& page, const Chart& chart) {
  Bars bars;
  const double top = top_of(chart);
  const std::vector<std::string> captions = share_words(chart);
  for (std::size_t i = 0; i < chart.points.size(); ++i)
    bars.bars.push_back({.label = chart.points[i].label,
                         .done = drawn(chart.points[i].value),
                         .expected = top,
                         .caption = captions[i],
                         .tone = chart.points[i].tone});
  write_bars(page, bars);
}

}  // namespace

void write_chart(Page& page, const Chart& chart) {
  write_lines(page, chart.title, Tone::plain, Weight::bold);
  switch (chart.kind) {
    case ChartKind::columns:
      if (!chart.points.empty()) write_strip(page, strip_of(chart), 0, Legend::shown);
      break;
    case ChartKind::line:
      write_line(page, chart);
      break;
    case ChartKind::shares:
      write_shares(page, chart);
      break;
  }
  write_lines(page, chart_words(chart), Tone::quiet, Weight::normal);
}

}  // namespace rapport
