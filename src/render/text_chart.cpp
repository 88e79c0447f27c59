#include <algorithm>

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
  constexpr std::string_view ascii = "_.:-=+*%#";
  const double top = top_of(chart);
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const ChartPoint& point = chart.points[i];
    const int level = level_of(drawn(point.value), top);
    page.put(page.unicode() ? level_block(level) : ascii.substr(static_cast<std::size_t>(level), 1),
             point.tone);
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
  write_title(page, chart.title);
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
  if (const std::string words = chart_words(chart); !words.empty())
    write_lines(page, words, 0, Tone::quiet);
}

}  // namespace rapport
