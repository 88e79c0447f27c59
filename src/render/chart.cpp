#include "render/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "rapport/domain/counting.hpp"

namespace rapport {
namespace {

constexpr int most_steps = 5;

std::string amount_words(std::int64_t amount, Metric metric) {
  return amount_text(std::max<std::int64_t>(amount, 0), metric);
}

/// "21 of 15 visits", or "21 visits" where nothing is expected.
std::string share_of_expected(const ChartPoint& point, Metric metric) {
  if (!drawn_expected(point)) return amount_words(point.value, metric);
  return axis_words(point.value, metric) + " of " + amount_words(*point.expected, metric);
}

}  // namespace

double drawn(std::int64_t amount) {
  constexpr std::int64_t limit = 1'000'000'000'000'000;
  return static_cast<double>(std::clamp<std::int64_t>(amount, 0, limit));
}

std::optional<double> drawn_expected(const ChartPoint& point) {
  if (!point.expected || *point.expected <= 0) return std::nullopt;
  return drawn(*point.expected);
}

double top_of(const Chart& chart) {
  double top = 0;
  for (const ChartPoint& point : chart.points) {
    top = std::max(top, drawn(point.value));
    if (chart.kind != ChartKind::shares) top = std::max(top, drawn_expected(point).value_or(0));
  }
  return top;
}

Axis axis_of(const Chart& chart) {
  const double top = top_of(chart);
  const auto with_step = [top](std::int64_t step) {
    const double steps = std::ceil(top / static_cast<double>(step));
    return Axis{.step = step, .steps = std::max(1, static_cast<int>(steps))};
  };
  std::int64_t ten = 1;
  if (row_of(chart.metric).unit == Unit::minutes) {
    constexpr std::array<std::int64_t, 5> parts_of_hours{15, 30, 60, 120, 300};
    for (const std::int64_t step : parts_of_hours)
      if (top <= static_cast<double>(step) * most_steps) return with_step(step);
    ten = 600;
  }
  for (;; ten *= 10)  // ends, because `drawn` has a limit
    for (const std::int64_t factor : {1, 2, 5})
      if (top <= static_cast<double>(factor * ten) * most_steps) return with_step(factor * ten);
}

std::string axis_words(std::int64_t amount, Metric metric) {
  if (row_of(metric).unit == Unit::minutes) return amount_words(amount, metric);
  return std::to_string(std::max<std::int64_t>(amount, 0));
}

std::string point_words(const Chart& chart, const ChartPoint& point) {
  if (!point.title.empty()) return point.title;
  std::string words = point.label.empty() ? "" : point.label + ": ";
  return words + share_of_expected(point, chart.metric);
}

std::vector<std::string> share_words(const Chart& chart) {
  double sum = 0;
  for (const ChartPoint& point : chart.points) sum += drawn(point.value);
  std::vector<std::string> words;
  for (const ChartPoint& point : chart.points) {
    const double share = sum > 0 ? drawn(point.value) / sum * 100 : 0;
    words.push_back(amount_words(point.value, chart.metric) + ", " +
                    std::to_string(std::lround(share)) + "%");
  }
  return words;
}

std::string chart_words(const Chart& chart) {
  if (chart.points.empty() || chart.kind == ChartKind::shares) return {};
  const ChartPoint& first = chart.points.front();
  const ChartPoint& last = chart.points.back();
  std::string words = first.label;
  if (chart.points.size() > 1 && !last.label.empty()) words += " to " + last.label;
  if (!words.empty()) words += ", ";
  if (chart.kind == ChartKind::line)
    return words + share_of_expected(last, chart.metric) + " by the end";
  std::int64_t most = 0;
  for (const ChartPoint& point : chart.points) most = std::max(most, point.value);
  return words + "peak " + amount_words(most, chart.metric);
}

}  // namespace rapport
