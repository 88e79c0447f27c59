#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/render/format.hpp"
#include "render/cells.hpp"
#include "render/text.hpp"

// GitHub's Markdown, which most wikis and chats read. Texts from people cannot become markup: what
// could be is escaped. Charts are the text renderer's, in fenced blocks.
namespace rapport {
namespace {

// Wherever it stands in a line. `<` as an entity, because some readers pass HTML but know no `\<`.
std::string escape_inline(std::string_view text) {
  constexpr std::string_view marks = "\\`*_[]|~$";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') {
      out += "&lt;";
      continue;
    }
    const bool entity = text[i] == '&' && i + 1 < text.size() && text[i + 1] != ' ';
    if (entity || marks.find(text[i]) != marks.npos) out += '\\';
    out += text[i];
  }
  return out;
}

// At the beginning of a line: also what would make it a heading, a list, a quote or a rule.
std::string escape_line(std::string_view text) {
  std::string out = escape_inline(text);
  const std::size_t digits = std::min(out.find_first_not_of("0123456789"), out.size());
  const std::string_view opening = digits == 0 ? "#+-=>:" : ".)";
  if (digits < out.size() && opening.find(out[digits]) != opening.npos) out.insert(digits, 1, '\\');
  return out;
}

class MarkdownRenderer {
 public:
  explicit MarkdownRenderer(const Document& document, const Style& style)
      : document_(document), style_(style) {
    style_.width = 80;
    style_.colour = false;
  }

  std::string render() {
    for (; index_ < document_.blocks.size(); ++index_) std::visit(*this, document_.blocks[index_]);
    return std::move(out_);
  }

  void operator()(const Heading& heading) {
    std::string words = safe(heading.text);
    if (words.ends_with('#'))
      words.insert(words.size() - 1, 1, '\\');  // else it closes the heading
    gap();
    level_ = heading.level <= 1 ? 1 : 2;
    out_ += std::string(level_, '#') + ' ' + words + "\n";
  }

  void operator()(const Text& text) {
    std::string lines = lines_of(text.text, "", emphasis_of(text.tone));
    if (lines.empty()) return;
    gap();
    out_ += lines + "\n";
  }

  void operator()(const KeyValues& values) {
    std::string items;
    for (const KeyValue& value : values.values)
      if (is_for(value.audience, Reader::person))
        items += "- **" + safe(value.title) + ":** " +
                 lines_of(value_words(value, style_), "  ", "") + "\n";
    if (items.empty()) return;
    gap();
    out_ += items;
  }

  void operator()(const Table& table) {
    if (!is_shown(table, Reader::person)) return;
    gap();
    if (!table.title.empty())
      out_ += std::string(level_ + 1, '#') + ' ' + safe(table.title) + "\n\n";
    const std::vector<std::size_t> columns = columns_for(table, Reader::person);
    if (columns.empty()) {
      out_ += lines_of(table.empty, "", "") + "\n";
      return;
    }
    std::string titles = "|";
    std::string rule = "|";
    for (const std::size_t c : columns) {
      titles += " " + safe(table.columns[c].title) + " |";
      rule += is_numeric(table, c) ? " ---: |" : " --- |";
    }
    out_ += titles + "\n" + rule + "\n";
    for (const auto& row : table.rows) {
      out_ += '|';
      for (const std::size_t c : columns) {
        const auto& [value, tone] = cell_at(row, c);
        const std::string words = safe_cell(value);
        const std::string emphasis = words.empty() || tone != Tone::strong ? "" : emphasis_of(tone);
        out_ += " " + emphasis + words + emphasis + " |";
      }
      out_ += '\n';
    }
  }

  void operator()(const Bars&) { fence(drawing_of(document_, index_, style_)); }
  void operator()(const Strip&) { fence(drawing_of(document_, index_, style_)); }
  void operator()(const Chart&) { fence(drawing_of(document_, index_, style_)); }
  void operator()(const Verbatim& verbatim) { fence(verbatim.text); }

 private:
  // Safe anywhere but at the beginning of a line.
  std::string safe(std::string_view text) const {
    return escape_inline(printable(on_one_line(text, style_)));
  }

  std::string safe_cell(const Value& value) const {
    if (const auto* marked = std::get_if<MarkedText>(&value))
      return with_highlights(*marked, "**", "**",
                             [](std::string_view part) { return escape_inline(printable(part)); });
    return safe(words_for(value, style_.today));
  }

  void gap() {
    if (!out_.empty()) out_ += '\n';
  }

  static std::string emphasis_of(Tone tone) {
    return tone == Tone::plain || tone == Tone::quiet ? "" : "**";
  }

  // The lines of `text` as one paragraph that keeps its line breaks, each further line behind
  // `indent`.
  static std::string lines_of(std::string_view text, std::string_view indent,
                              std::string_view emphasis) {
    std::string out;
    for (const std::string_view line : split(text, '\n')) {
      const std::string words = printable(trim(line));
      if (words.empty()) continue;
      if (!out.empty()) (out += "\\\n") += indent;
      ((out += emphasis) += escape_line(words)) += emphasis;
    }
    return out;
  }

  // A block in which nothing is markup: the fence is longer than any that stands in it.
  void fence(const std::string& text) {
    if (text.empty()) return;
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char c : text) {
      run = c == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    const std::string mark(longest + 1, '`');
    gap();
    out_ += mark + "\n" + text + (text.back() == '\n' ? "" : "\n") + mark + "\n";
  }

  const Document& document_;
  Style style_;
  std::string out_;
  std::size_t level_ = 1;  ///< of the heading above
  std::size_t index_ = 0;
};

}  // namespace

std::string render_markdown(const Document& document, const Style& style) {
  return MarkdownRenderer(document, style).render();
}

}  // namespace rapport
