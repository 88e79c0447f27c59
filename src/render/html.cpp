#include "rapport/render/html.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/render/cells.hpp"
#include "rapport/render/format.hpp"

// One file that needs nothing else: no script, no font, nothing from a network, and its own policy
// forbids them. Texts of people cannot become markup. Well-formed as XML too, so that any tool can
// check it.
namespace rapport {
namespace {

// Tables with more columns than this are stacked on a narrow screen; the others fit, or scroll in
// their box.
constexpr std::size_t most_narrow_columns = 4;

constexpr std::string_view page_head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
)";

bool is_first_level(const Block& block) {
  const auto* heading = std::get_if<Heading>(&block);
  return heading && heading->level <= 1;
}

class HtmlRenderer {
 public:
  HtmlRenderer(const Document& document, const Style& style) : document_(document), style_(style) {
    style_.unicode = true;
  }

  std::string render() {
    write_head();
    const auto& blocks = document_.blocks;
    if (blocks.empty() || !is_first_level(blocks.front()))
      write_first_heading(title_of_report());  // each page has exactly one
    for (; index_ < blocks.size(); ++index_) std::visit(*this, blocks[index_]);
    out_ += "</main>\n<footer>rapport " + html_text(document_.report) + " · " +
            html_text(day_text(style_.today, first_date)) + "</footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

  void operator()(const Heading& heading) {
    if (index_ == 0 && heading.level <= 1) return write_first_heading(heading.text);
    // No level is left out: below the first heading come those of level 1, below them level 2.
    if (heading.level <= 1) inner_level_ = 3;
    const std::string level = std::to_string(heading.level <= 1 ? 2 : inner_level_);
    out_ += "<h" + level + ">" + inline_text(heading.text) + "</h" + level + ">\n";
  }

  void operator()(const Text& text) {
    const std::string words = html_lines(text.text);
    if (words.empty()) return;
    const bool judged =
        text.tone == Tone::good || text.tone == Tone::warn || text.tone == Tone::bad;
    const bool verdict = index_ == 1 && is_first_level(document_.blocks.front());
    ((out_ += "<p class=\"") += verdict ? "verdict " : "") += tone_class(text.tone);
    out_ += "\">";
    if (judged)
      ((out_ += R"(<svg class="sign" aria-hidden="true"><use href="#sign-)") +=
       tone_class(text.tone)) += "\" /></svg>";
    out_ += "<span>" + words + "</span></p>\n";
  }

  // Neighbouring facts are one list: the first ones write them all.
  void operator()(const Facts&) {
    const auto& blocks = document_.blocks;
    const auto facts_at = [&blocks](std::size_t i) {
      return i < blocks.size() ? std::get_if<Facts>(&blocks[i]) : nullptr;
    };
    if (index_ > 0 && facts_at(index_ - 1)) return;
    std::string items;
    for (std::size_t i = index_; facts_at(i); ++i)
      for (const Fact& fact : facts_at(i)->facts)
        if (is_for(fact.audience, Reader::person)) items += item_of(fact);
    if (!items.empty()) out_ += "<dl class=\"facts\">\n" + items + "</dl>\n";
  }

  void operator()(const Table& table) {
    if (!is_shown(table, Reader::person)) return;
    const std::vector<std::size_t> columns = columns_for(table, Reader::person);
    if (columns.empty()) {
      if (!trim(table.title).empty())
        out_ += "<p class=\"title\">" + inline_text(table.title) + "</p>\n";
      out_ += "<p class=\"quiet\">" + html_lines(table.empty) + "</p>\n";
      return;
    }
    const std::string name = inline_text(trim(table.title).empty() ? table.key : table.title);
    out_ += R"(<div class="scroll" role="region" tabindex="0" aria-label=")" + name + "\">\n";
    out_ += columns.size() > most_narrow_columns ? "<table class=\"wide\">\n" : "<table>\n";
    if (!trim(table.title).empty()) out_ += "<caption>" + name + "</caption>\n";
    write_titles(table, columns);
    out_ += "<tbody>\n";
    for (const auto& row : table.rows) write_row(table, columns, row);
    out_ += "</tbody>\n</table>\n</div>\n";
  }

  void operator()(const Bars& bars) { out_ += html_bars(bars); }

  void operator()(const Strip& strip) {
    out_ += html_strip(strip, legend_at(document_, index_), names_);
  }

  void operator()(const Chart& chart) { out_ += html_chart(chart, names_); }

  void operator()(const Verbatim& verbatim) {
    if (verbatim.text.empty()) return;
    out_ += "<pre tabindex=\"0\">";
    std::string_view text = verbatim.text;
    if (text.ends_with('\n')) text.remove_suffix(1);
    bool first = true;
    for (const std::string_view line : split(text, '\n')) {
      if (!first) out_ += '\n';
      first = false;
      bool first_part = true;
      for (const std::string_view part : split(line, '\t')) {
        if (!first_part) out_ += '\t';
        first_part = false;
        out_ += html_text(part);
      }
    }
    out_ += "</pre>\n";
  }

 private:
  std::string inline_text(std::string_view text) const {
    return html_text(on_one_line(text, style_));
  }

  std::string cell_text(const Value& value) const {
    if (const auto* marked = std::get_if<MarkedText>(&value))
      return with_marks(*marked, "<mark>", "</mark>", html_text);
    return inline_text(words_for(value, style_.today));
  }

  std::string title_of_report() const {
    std::string title = document_.report.empty() ? "rapport" : document_.report;
    if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
  }

  void write_head() {
    const auto& blocks = document_.blocks;
    const bool named = !blocks.empty() && is_first_level(blocks.front());
    const std::string title = named ? std::get<Heading>(blocks.front()).text : title_of_report();
    out_ += page_head;
    out_ += "<title>" + inline_text(title) + "</title>\n<style>\n";
    out_ += html_style();
    out_ += "</style>\n</head>\n<body>\n";
    out_ += html_definitions();
    out_ += "<main>\n";
  }

  // "Priya · 2026-W47": who or what, then smaller when.
  void write_first_heading(std::string_view text) {
    constexpr std::string_view separator = " · ";
    const std::size_t at = text.find(separator);
    out_ += "<h1>" + inline_text(text.substr(0, at));
    if (at != text.npos)
      out_ +=
          " <span class=\"when\">" + inline_text(text.substr(at + separator.size())) + "</span>";
    out_ += "</h1>\n";
  }

  std::string item_of(const Fact& fact) const {
    std::string item = "<div><dt>" + inline_text(fact.title) + "</dt><dd class=\"";
    item += tone_class(fact.cell.tone);
    return item + "\">" + html_lines(fact_words(fact, style_)) + "</dd></div>\n";
  }

  void write_titles(const Table& table, const std::vector<std::size_t>& columns) {
    out_ += "<thead>\n<tr>";
    for (const std::size_t c : columns) {
      out_ += is_numeric(table, c) ? R"(<th scope="col" class="number">)" : R"(<th scope="col">)";
      out_ += inline_text(table.columns[c].title) + "</th>";
    }
    out_ += "</tr>\n</thead>\n";
  }

  void write_row(const Table& table, const std::vector<std::size_t>& columns,
                 const std::vector<Cell>& row) {
    const bool wide = columns.size() > most_narrow_columns;
    out_ += "<tr>";
    for (const std::size_t c : columns) {
      const Cell& cell = cell_at(row, c);
      const bool heads = c == columns.front();
      out_ += heads ? "<th scope=\"row\"" : "<td";
      out_ += " class=\"" + class_of(cell) + '"';
      if (wide) out_ += " data-title=\"" + inline_text(table.columns[c].title) + '"';
      out_ += '>' + cell_text(cell.value);
      out_ += heads ? "</th>" : "</td>";
    }
    out_ += "</tr>\n";
  }

  // Numbers stand to the right; they, dates and answers keep to one line.
  static std::string class_of(const Cell& cell) {
    std::string name(tone_class(cell.tone));
    if (is_number(cell.value)) return name + " number";
    const bool breaks = is_empty(cell.value) || std::holds_alternative<std::string>(cell.value) ||
                        std::holds_alternative<std::vector<std::string>>(cell.value) ||
                        std::holds_alternative<MarkedText>(cell.value);
    return breaks ? name : name + " short";
  }

  const Document& document_;
  Style style_;
  HtmlNames names_;
  std::string out_;
  std::size_t index_ = 0;
  int inner_level_ = 2;
};

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_lines(std::string_view text) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    const std::string words = html_text(trim(line));
    if (words.empty()) continue;
    if (!out.empty()) out += "<br />";
    out += words;
  }
  return out;
}

std::string_view tone_class(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "plain";
    case Tone::strong:
      return "strong";
    case Tone::good:
      return "good";
    case Tone::warn:
      return "warn";
    case Tone::bad:
      return "bad";
    case Tone::quiet:
      return "quiet";
  }
  return "plain";
}

std::string render_html(const Document& document, const Style& style) {
  return HtmlRenderer(document, style).render();
}

}  // namespace rapport
