#include "render/text.hpp"

#include <algorithm>
#include <variant>

#include "rapport/base/text.hpp"
#include "render/cells.hpp"
#include "render/chart.hpp"

namespace rapport {
namespace {

// Longer lines of prose are hard to read, however wide the terminal.
constexpr std::size_t prose_width = 100;

class TextRenderer {
 public:
  TextRenderer(const Document& document, const Style& style)
      : document_(document), style_(style), page_(style) {}

  std::string render() {
    const Block* above = nullptr;
    for (; index_ < document_.blocks.size(); ++index_) {
      const Block& block = document_.blocks[index_];
      const std::size_t before = page_.size();
      page_.set_gap(above && !belong_together(*above, block));
      std::visit(*this, block);
      if (page_.size() != before || is_break(block)) above = &block;
    }
    return page_.take();
  }

  void operator()(const Heading& heading) { paragraph(heading.text, heading.tone, Weight::bold); }

  void operator()(const Text& text) {
    paragraph(text.text, text.tone, is_judged(text.tone) ? Weight::bold : Weight::normal);
  }

  void operator()(const KeyValues& values) {
    std::vector<Pair> pairs;
    for (const KeyValue& value : values.values)
      if (is_for(value.audience, Reader::person))
        pairs.push_back({value.title, value_words(value, style_), value.cell.tone});
    write_pairs(page_, pairs);
  }

  void operator()(const Table& table) {
    if (is_shown(table, Reader::person)) write_table(page_, table, style_);
  }

  void operator()(const Bars& bars) { write_bars(page_, bars); }

  void operator()(const Strip& strip) {
    write_strip(page_, strip, strip_label_width(document_, page_.width()),
                legend_at(document_, index_));
  }

  void operator()(const Chart& chart) { write_chart(page_, chart); }

  void operator()(const Verbatim& verbatim) { page_.put_verbatim(verbatim.text); }

 private:
  // An empty text stands for a blank line between two others.
  static bool is_break(const Block& block) {
    const auto* text = std::get_if<Text>(&block);
    return text && text->text.empty();
  }

  // On the page of a report, what is judged stands apart from what was said about something else.
  bool is_next_verdict(const Block& above, const Block& below) const {
    const auto* said = std::get_if<Text>(&above);
    const auto* judged = std::get_if<Text>(&below);
    return said && judged && is_judged(judged->tone) && !is_judged(said->tone) &&
           std::holds_alternative<Heading>(document_.blocks.front());
  }

  bool belong_together(const Block& above, const Block& below) const {
    if (std::holds_alternative<Heading>(above)) return true;
    if (is_break(above) || is_break(below) || is_next_verdict(above, below)) return false;
    return above.index() == below.index() &&
           (std::holds_alternative<Text>(above) || std::holds_alternative<KeyValues>(above) ||
            std::holds_alternative<Bars>(above) || std::holds_alternative<Strip>(above));
  }

  void paragraph(std::string_view text, Tone tone, Weight weight) {
    write_lines(page_, text, 0, tone, weight,
                style_.width == Style::endless ? Style::endless : prose_width);
  }

  const Document& document_;
  const Style& style_;
  Page page_;
  std::size_t index_ = 0;
};

}  // namespace

void write_lines(Page& page, std::string_view text, std::size_t start, Tone tone, Weight weight,
                 std::size_t most) {
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    for (const std::string& part : wrap(printable(line), std::min(page.width() - start, most))) {
      page.move_to(start);
      page.put(part, tone, weight);
      page.end_line();
    }
  }
}

void write_title(Page& page, std::string_view title) {
  if (!trim(title).empty()) write_lines(page, title, 0, Tone::plain, Weight::bold);
}

void write_pairs(Page& page, const std::vector<Pair>& pairs) {
  std::size_t title_width = 0;
  for (const Pair& pair : pairs)
    title_width = std::max(title_width, display_width(printable(pair.title)));
  title_width = std::min(title_width, page.width() / 2);
  const std::size_t start = title_width == 0 ? 0 : title_width + column_gap;
  for (const Pair& pair : pairs) {
    page.put(shorten(printable(pair.title), title_width, !page.unicode()), Tone::quiet);
    write_lines(page, pair.text, start, pair.tone);
  }
}

std::string render_text(const Document& document, const Style& style) {
  return TextRenderer(document, style).render();
}

}  // namespace rapport
