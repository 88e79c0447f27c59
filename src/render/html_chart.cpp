#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "rapport/base/phrase.hpp"
#include "render/cells.hpp"
#include "render/chart.hpp"
#include "render/html.hpp"

// Pictures as wide as the page: x is in per cent and y in pixels, so that letters keep their size
// on any screen. Only paths, which know no per cent, are drawn in a scale of their own.
namespace rapport {
namespace {

constexpr double plot_height = 160;  ///< of a chart with axes
constexpr double strip_height = 72;
constexpr double letter_line = 16;  ///< below a plot
constexpr std::size_t longest_label = 12;

/// How wide a column may become, so that a few are not a wall.
constexpr double most_rem_a_column = 3.5;
constexpr double least_rem_a_line = 46;
/// How narrow, before a chart scrolls in its box.
constexpr double least_rem_a_column = 0.8;
/// So many marks make one piece of a strip; pieces go below each other where the page is narrow.
constexpr std::size_t most_marks_a_piece = 13;
/// A label takes this share of the width of a phone for each character.
constexpr double label_share_a_character = 0.03;

/// The middle of the slot of point `i` of `count`, and its ends with some air.
struct Slot {
  double left, width, middle;
};
Slot slot_of(std::size_t i, std::size_t count) {
  const double slot = 1.0 / static_cast<double>(count);
  const double left = slot * static_cast<double>(i);
  return {.left = left + slot * 0.12, .width = slot * 0.76, .middle = left + slot / 2};
}

/// A column that stands on `base`; one of nothing is a line, so that it is seen to be there.
std::string column(const Slot& slot, double base, double height, Tone tone) {
  const double drawn_height = std::max(height, 2.0);
  return fmt::format(
      R"(<rect class="fill {}" x="{}" y="{:.1f}" width="{}" height="{:.1f}" rx="2" />)",
      tone_class(tone), svg_percent(slot.left), base - drawn_height, svg_percent(slot.width),
      drawn_height);
}

std::string band(const Slot& slot, double height) {
  return fmt::format(R"(<rect class="off" x="{}" y="0" width="{}" height="{}" rx="2" />)",
                     svg_percent(slot.left), svg_percent(slot.width), height);
}

std::string letter(double middle, double y, Tone tone, char mark) {
  if (mark == ' ') return {};
  return fmt::format(R"(<text class="letter {}" x="{}" y="{}">{}</text>)", tone_class(tone),
                     svg_percent(middle), y, html_text(mark_letter(mark)));
}

/// Nothing without a title.
std::string caption(std::string_view title) {
  const std::string words = html_line(title);
  return words.empty() ? "" : "<figcaption>" + words + "</figcaption>\n";
}

std::string tooltip(const std::string& words) {
  return words.empty() ? "" : "<title>" + html_text(words) + "</title>";
}

// --- strips --------------------------------------------------------------------------------------

using StripMarks = std::span<const StripMark>;

/// "2026-W40 to 2026-W47"; nothing where the marks have no labels.
std::string days_of(StripMarks marks) {
  if (marks.empty() || marks.front().label.empty()) return {};
  return marks.front().label + " to " + marks.back().label;
}

/// The marks in words, for who cannot see them.
std::string description_of(StripMarks marks) {
  std::vector<std::string> words;
  for (const StripMark& mark : marks)
    words.push_back(on_one_line(mark.title.empty() ? std::string(1, mark.mark) : mark.title));
  return joined(words, "; ");
}

std::string strip_piece(std::string_view label, StripMarks marks, HtmlNames& names) {
  std::string content =
      fmt::format(R"(<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}" />)", strip_height);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const StripMark& mark = marks[i];
    const Slot slot = slot_of(i, marks.size());
    const int level = std::clamp(mark.level, 0, 8);
    content += "<g>" + tooltip(mark.title);
    if (mark.off)
      content += band(slot, strip_height);
    else if (level > 0 || mark.tone == Tone::bad || mark.tone == Tone::warn)
      content += column(slot, strip_height, level * strip_height / 8, mark.tone);
    content += letter(slot.middle, strip_height + letter_line - 2, mark.tone, mark.mark) + "</g>";
  }
  const std::string days = days_of(marks);
  double height = strip_height + letter_line + 4;
  if (!days.empty()) {
    height += letter_line;
    content += fmt::format(R"(<text class="axis" x="0" y="{}">{}</text>)", height - 6,
                           html_text(shorten(printable(marks.front().label), longest_label)));
  }
  const std::string title = std::string(label) + (label.empty() || days.empty() ? "" : ": ") + days;
  return html_picture(names, fmt::format(R"(height="{}")", height), title, description_of(marks),
                      content);
}

// --- charts with axes ----------------------------------------------------------------------------

class Plot {
 public:
  explicit Plot(const Chart& chart)
      : chart_(chart), axis_(axis_of(chart)), count_(chart.points.size()) {}

  std::string draw(HtmlNames& names) {
    draw_axis();
    if (chart_.kind == ChartKind::line) draw_line();
    draw_points();
    draw_target();
    draw_labels();
    std::string description = chart_words(chart_);
    for (const ChartPoint& point : chart_.points) description += "; " + point_words(chart_, point);
    const double columns = static_cast<double>(count_);
    const double least = chart_.kind == ChartKind::line ? least_rem_a_line : 0;
    return html_picture(
        names,
        fmt::format(R"(class="plot" height="{}" style="min-width:{:.1f}rem;max-width:{:.1f}rem")",
                    plot_height + 2 * letter_line + 4, columns * least_rem_a_column,
                    std::max(std::max(columns, 4.0) * most_rem_a_column, least)),
        chart_.title, description, content_);
  }

 private:
  double y_of(double amount) const { return plot_height - amount / axis_.top() * plot_height; }

  void draw_axis() {
    for (int step = 0; step <= axis_.steps; ++step) {
      const std::int64_t amount = axis_.step * step;
      const double y = y_of(static_cast<double>(amount));
      content_ += fmt::format(
          R"(<line class="{0}" x1="0" x2="100%" y1="{1:.1f}" y2="{1:.1f}" /><text class="axis end" x="-8" y="{2:.1f}">{3}</text>)",
          step == 0 ? "base" : "grid", y, y + 4, axis_words(amount, chart_.metric));
    }
  }

  void draw_points() {
    for (std::size_t i = 0; i < count_; ++i) {
      const ChartPoint& point = chart_.points[i];
      const Slot slot = slot_of(i, count_);
      const double y = y_of(drawn(point.value));
      content_ += "<g>" + tooltip(point_words(chart_, point));
      if (point.off) content_ += band(slot, plot_height);
      if (chart_.kind == ChartKind::line)
        content_ += fmt::format(R"(<circle class="dot {}" cx="{}" cy="{:.1f}" r="{}" />)",
                                tone_class(point.tone), svg_percent(slot.middle), y,
                                i + 1 == count_ ? 5 : 3);
      else if (!point.off || point.value > 0)
        content_ += column(slot, plot_height, plot_height - y, point.tone);
      content_ +=
          letter(slot.middle, plot_height + letter_line - 2, point.tone, point.mark) + "</g>";
    }
  }

  // x in slots, y in pixels; only x is stretched.
  void draw_path(std::string_view tone, const std::string& path) {
    content_ += fmt::format(
        R"(<svg class="path" width="100%" height="{0}" viewBox="0 0 {1} {0}" preserveAspectRatio="none"><path class="{2}" vector-effect="non-scaling-stroke" d="{3}" /></svg>)",
        plot_height, count_, tone, path);
  }

  void draw_line() {
    std::string path;
    for (std::size_t i = 0; i < count_; ++i)
      path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? 'M' : 'L', static_cast<double>(i) + 0.5,
                          y_of(drawn(chart_.points[i].value)));
    draw_path("area", path + fmt::format("L{:.1f} {}L0.5 {}Z", static_cast<double>(count_) - 0.5,
                                         plot_height, plot_height));
    draw_path("total", path);
  }

  // From slot to slot at the height of what is expected; it stops where nothing is.
  void draw_target() {
    std::string path;
    bool drawing = false;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto expected = drawn_expected(chart_.points[i]);
      if (expected && drawing)
        path += fmt::format("V{:.1f}H{}", y_of(*expected), i + 1);
      else if (expected)
        path += fmt::format("M{} {:.1f}H{}", i, y_of(*expected), i + 1);
      drawing = expected.has_value();
    }
    if (!path.empty()) draw_path("target", path);
  }

  // The last point has one, and before it as many as have room on a phone.
  void draw_labels() {
    std::size_t longest = 1;
    for (const ChartPoint& point : chart_.points)
      longest = std::max(longest, display_width(printable(point.label)));
    longest = std::min(longest, longest_label) + 1;
    const double wanted =
        static_cast<double>(longest) * label_share_a_character * static_cast<double>(count_);
    const std::size_t every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(wanted)));
    for (std::size_t i = (count_ - 1) % every; i < count_; i += every)
      content_ += fmt::format(R"(<text class="axis middle" x="{}" y="{}">{}</text>)",
                              svg_percent(slot_of(i, count_).middle), plot_height + 2 * letter_line,
                              html_text(shorten(printable(chart_.points[i].label), longest_label)));
  }

  const Chart& chart_;
  Axis axis_;
  std::size_t count_;
  std::string content_;
};

/// What the parts of a chart mean that have no letter, and then what the letters mean.
std::string key_of(const Chart& chart) {
  std::string key;
  const auto& points = chart.points;
  const auto part = [&](const std::string& sample, const char* words) {
    key += R"(<span><svg class="sample" aria-hidden="true">)" + sample + "</svg> " + words +
           "</span> ";
  };
  if (std::any_of(points.begin(), points.end(), [](const auto& p) { return drawn_expected(p); }))
    part(R"(<line class="target" x1="0" x2="100%" y1="6" y2="6" />)", "expected");
  if (std::any_of(points.begin(), points.end(), [](const auto& point) { return point.off; }))
    part(R"(<rect class="off" width="100%" height="12" rx="2" />)", "time off");
  const std::string words = html_line(chart.legend);
  if (!words.empty()) key += "<span>" + words + "</span>";
  return key.empty() ? "" : "<p class=\"key\">" + key + "</p>\n";
}

std::string shares_of(const Chart& chart) {
  const double top = std::max(top_of(chart), 1.0);
  const std::vector<std::string> words = share_words(chart);
  std::string out = "<ol class=\"shares\">\n";
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const ChartPoint& point = chart.points[i];
    out += "<li><span>" + html_line(point.label) + "</span>";
    out += fmt::format(
        R"(<svg class="share" aria-hidden="true"><rect class="fill {}" width="{}" height="100%" rx="3" /></svg>)",
        tone_class(point.tone), svg_percent(drawn(point.value) / top));
    out += "<span class=\"number\">" + words[i] + "</span></li>\n";
  }
  return out + "</ol>\n";
}

}  // namespace

std::string svg_percent(double part) { return fmt::format("{:.2f}%", part * 100); }

std::string html_picture(HtmlNames& names, std::string_view attributes, std::string_view title,
                         std::string_view description, std::string_view content) {
  const std::string title_name = names.next();
  const std::string description_name = names.next();
  std::string words = html_line(title);
  if (words.empty()) words = "Chart";
  return fmt::format(
      "<svg role=\"img\" aria-labelledby=\"{0}\" aria-describedby=\"{1}\" {2}><title id=\"{0}\">{3}"
      "</title><desc id=\"{1}\">{4}</desc>{5}</svg>\n",
      title_name, description_name, attributes, words, html_line(description), content);
}

std::string html_bar(const Bar& bar) {
  const BarShape shape = shape_of(bar);
  const double mark = shape.over ? bar.expected / bar.done : 1;  // of what the bar is long
  const bool has_target = bar.expected > 0;
  std::string picture = fmt::format(R"(<rect class="{}" y="3" width="100%" height="10" rx="5" />)",
                                    has_target ? "track" : "off");
  if (shape.filled > 0)
    picture += fmt::format(R"(<rect class="fill {}" y="3" width="{}" height="10" rx="5" />)",
                           tone_class(bar.tone), svg_percent(shape.filled));
  if (has_target)
    picture +=
        fmt::format(R"(<line class="mark" x1="{0}" x2="{0}" y1="0" y2="16" />)", svg_percent(mark));
  return "<svg class=\"bar\" aria-hidden=\"true\">" + picture + "</svg>";
}

std::string html_bars(const Bars& bars) {
  if (bars.bars.empty()) return {};
  std::string out = "<ul class=\"bars\">\n";
  for (const Bar& bar : bars.bars)
    out += "<li><span class=\"name\">" + html_line(bar.label) + "</span> <span>" +
           html_lines(bar.caption) + "</span>" + html_bar(bar) + "</li>\n";
  return out + "</ul>\n";
}

std::string html_strip(const Strip& strip, Legend legend, HtmlNames& names) {
  const StripMarks marks = strip.marks;
  const std::size_t count = marks.size();
  std::string out = "<figure class=\"strip\">\n" + caption(strip.label);
  if (count > 0) {
    const std::size_t length = piece_length(count, most_marks_a_piece);
    out += fmt::format("<div class=\"pieces\" style=\"max-width:{:.1f}rem\">\n",
                       static_cast<double>(std::max<std::size_t>(count, 4)) * most_rem_a_column);
    for (std::size_t first = 0; first < count; first += length)
      out += strip_piece(strip.label, marks.subspan(first, std::min(length, count - first)), names);
    out += "</div>\n";
  }
  const std::string words = html_line(strip.legend);
  if (legend == Legend::shown && !words.empty()) out += "<p class=\"key\">" + words + "</p>\n";
  return out + "</figure>\n";
}

// Small enough for a line of a table: the columns, and below them the letters.
std::string html_strip_cell(const StripCell& strip, HtmlNames& names) {
  constexpr int slot = 15;
  constexpr int base = 24;
  std::string content;
  for (std::size_t i = 0; i < strip.marks.size(); ++i) {
    const StripMark& mark = strip.marks[i];
    const int left = slot * static_cast<int>(i);
    const int height = mark.off ? base : std::max(3 * std::clamp(mark.level, 0, 8), 2);
    content += fmt::format(
        R"(<g>{}<rect class="{}" x="{}" y="{}" width="11" height="{}" rx="1.5" />)",
        tooltip(mark.title), mark.off ? "off" : fmt::format("fill {}", tone_class(mark.tone)),
        left + 2, base - height, height);
    content += fmt::format(R"(<text class="letter {}" x="{}" y="36">{}</text></g>)",
                           tone_class(mark.tone), left + 7.5, html_text(mark_letter(mark.mark)));
  }
  const auto width = slot * strip.marks.size();
  return html_picture(
      names, fmt::format(R"(class="marks" width="{0}" height="38" viewBox="0 0 {0} 38")", width),
      days_of(strip.marks), description_of(strip.marks), content);
}

std::string html_chart(const Chart& chart, HtmlNames& names) {
  std::string out = "<figure class=\"chart\">\n" + caption(chart.title);
  if (chart.points.empty())
    out += "<p class=\"quiet\">Nothing to show.</p>\n";
  else if (chart.kind == ChartKind::shares)
    out += shares_of(chart);
  else
    out += "<div class=\"box\" tabindex=\"0\">\n" + Plot(chart).draw(names) + "</div>\n" +
           key_of(chart);
  return out + "</figure>\n";
}

}  // namespace rapport
