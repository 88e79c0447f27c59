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

  void operator()(const Heading& heading) { paragraph(heading.text, Tone::plain, Weight::bold); }

  void operator()(const Text& text) {
    paragraph(text.text, text.tone, is_judged(text.tone) ? Weight::bold : Weight::normal);
  }

  void operator()(const KeyValues& facts) {
    std::vector<Pair> pairs;
    for (const KeyValue& fact : facts.values) {
      if (!is_for(fact.audience, Reader::person)) continue;
      pairs.push_back({fact.title, fact_words(fact, style_), fact.cell.tone});
    }
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

  static bool is_judged(Tone tone) {
    return tone == Tone::good || tone == Tone::warn || tone == Tone::bad;
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
    for (const std::string& line : printable_lines(text, std::min(page_.width(), prose_width))) {
      page_.put(line, tone, weight);
      page_.end_line();
    }
  }

  const Document& document_;
  const Style& style_;
  Page page_;
  std::size_t index_ = 0;
};

}  // namespace

std::vector<std::string> printable_lines(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    for (std::string& part : wrap(printable(line), width)) lines.push_back(std::move(part));
  }
  return lines;
}

void write_pairs(Page& page, const std::vector<Pair>& pairs) {
  std::size_t title_width = 0;
  for (const Pair& pair : pairs)
    title_width = std::max(title_width, display_width(printable(pair.title)));
  title_width = std::min(title_width, page.width() / 2);
  const std::size_t start = title_width == 0 ? 0 : title_width + column_gap;
  for (const Pair& pair : pairs) {
    page.put(shorten(printable(pair.title), title_width, !page.unicode()), Tone::quiet);
    for (const std::string& line : printable_lines(pair.text, page.width() - start)) {
      page.move_to(start);
      page.put(line, pair.tone);
      page.end_line();
    }
  }
}

std::string render_text(const Document& document, const Style& style) {
  return TextRenderer(document, style).render();
}

}  // namespace rapport
