#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/render/format.hpp"
#include "render/cells.hpp"
#include "render/text.hpp"

// What Slack makes of pasted text: it knows bold and code, but neither headings nor tables, and has
// no sign that escapes. So each row of a table is a line of a list.
namespace rapport {
namespace {

/// A sign that is not seen keeps texts of people from becoming markup, or from calling somebody.
std::string unmarked(std::string_view text) {
  constexpr std::string_view marks = "*_~`@";
  std::string out;
  for (const char c : text) {
    out += c;
    if (marks.find(c) != marks.npos) out += "\u2060";
  }
  return out;
}

class SlackRenderer {
 public:
  SlackRenderer(const Document& document, const Style& style) : document_(document), style_(style) {
    style_.width = 80;
    style_.colour = false;
  }

  std::string render() {
    for (; index_ < document_.blocks.size(); ++index_) std::visit(*this, document_.blocks[index_]);
    return std::move(out_);
  }

  void operator()(const Heading& heading) {
    gap();
    out_ += bold(heading.text) + "\n";
  }

  void operator()(const Text& text) {
    if (text.text.empty()) return;
    gap();
    for (const std::string_view line : split(text.text, '\n'))
      out_ += (text.tone == Tone::strong ? bold(line) : safe(line)) + "\n";
  }

  void operator()(const KeyValues& values) {
    std::string items;
    for (const KeyValue& value : values.values)
      if (is_for(value.audience, Reader::person))
        items += "• " + (value.title.empty() ? "" : bold(value.title + ":") + " ") +
                 safe(value_words(value, style_)) + "\n";
    if (items.empty()) return;
    gap();
    out_ += items;
  }

  void operator()(const Table& table) {
    if (!is_shown(table, Reader::person)) return;
    gap();
    if (!table.title.empty()) out_ += bold(table.title) + "\n";
    const std::vector<std::size_t> columns = columns_for(table, Reader::person);
    if (columns.empty()) out_ += safe(table.empty) + "\n";
    for (const auto& row : table.rows) {
      std::string line;
      for (const std::size_t c : columns) add_cell(line, table.columns[c].title, cell_at(row, c));
      if (!line.empty()) out_ += "• " + line + "\n";
    }
  }

  void operator()(const Bars&) { fence(drawing_of(document_, index_, style_)); }
  void operator()(const Strip&) { fence(drawing_of(document_, index_, style_)); }
  void operator()(const Chart&) { fence(drawing_of(document_, index_, style_)); }
  void operator()(const Verbatim& verbatim) { fence(verbatim.text); }

 private:
  std::string safe(std::string_view text) const {
    return unmarked(printable(on_one_line(text, style_)));
  }

  std::string bold(std::string_view text) const { return "*" + safe(trim(text)) + "*"; }

  /// A number says what it counts: "#12", "Talks 3".
  void add_cell(std::string& line, const std::string& title, const Cell& cell) const {
    const std::string words = safe(words_for(cell.value, style_.today));
    if (words.empty()) return;
    if (!line.empty()) line += " · ";
    if (std::holds_alternative<std::int64_t>(cell.value))
      line += safe(title) + (title == "#" ? "" : " ");
    line += words;
  }

  void gap() {
    if (!out_.empty()) out_ += '\n';
  }

  /// In which nothing is markup but three of its own signs.
  void fence(std::string text) {
    if (text.empty()) return;
    for (auto at = text.find("```"); at != text.npos; at = text.find("```", at + 3))
      text.insert(at + 1, "\u2060");
    gap();
    out_ += "```\n" + text + (text.back() == '\n' ? "" : "\n") + "```\n";
  }

  const Document& document_;
  Style style_;
  std::string out_;
  std::size_t index_ = 0;
};

}  // namespace

std::string render_slack(const Document& document, const Style& style) {
  return SlackRenderer(document, style).render();
}

}  // namespace rapport
