#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "render/page.hpp"

/// What a chart says, before anything is drawn. Both the text and the HTML renderer draw from it.
namespace rapport {

/// An amount as it is drawn: 0 for what is below it, 10^15 for what is above that.
double drawn(std::int64_t amount);

/// What is expected at a point; nothing where nothing is.
std::optional<double> drawn_expected(const ChartPoint& point);

/// The highest amount of a chart, expected ones too; 0 for a chart without any.
double top_of(const Chart& chart);

/// Where the lines of an axis lie: 0, step, 2 × step … up to at least the top of the chart.
struct Axis {
  std::int64_t step = 1;
  int steps = 1;
  double top() const { return static_cast<double>(step) * steps; }
};

/// In whole hours or parts of them, else in 1, 2 or 5 and their tens; at most 5 steps.
Axis axis_of(const Chart& chart);

/// "1h 30m" or "7": an amount on an axis whose unit is said elsewhere.
std::string axis_words(std::int64_t amount, Metric metric);

/// A point in words: its title, else "2026-W47: 2h of 3h".
std::string point_words(const Chart& chart, const ChartPoint& point);

/// What points have of the sum of all: "3h, 21%".
std::vector<std::string> share_words(const Chart& chart);

/// The chart in one sentence: "2026-W35 to 2026-W47, at last 21 of 15 visits". Empty for shares and
/// without points.
std::string chart_words(const Chart& chart);

void write_chart(Page& page, const Chart& chart);

}  // namespace rapport
