#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "rapport/base/text.hpp"
#include "render/cells.hpp"
#include "render/html.hpp"

// A table on a desk; on a phone each of its rows becomes a little card: what it is about first, its
// number in the corner, the rest as it fits, each value behind its title.
namespace rapport {
namespace {

/// Tables with more columns than this become cards on a phone.
constexpr std::size_t most_narrow_columns = 2;
/// Up to so many characters a column keeps to one line and leaves its room to others; from so many
/// on it takes a line of a card.
constexpr std::size_t widest_short_column = 22;
constexpr std::size_t long_column = 28;

class TableWriter {
 public:
  TableWriter(const Table& table, const Style& style, HtmlNames& names)
      : table_(table), style_(style), names_(names) {}

  std::string write() {
    if (!is_shown(table_, Reader::person)) return {};
    columns_ = columns_for(table_, Reader::person);
    if (columns_.empty()) {
      if (!trim(table_.title).empty())
        out_ += "<p class=\"title\">" + html_line(table_.title) + "</p>\n";
      return out_ + "<p class=\"quiet\">" + html_lines(table_.empty) + "</p>\n";
    }
    lead_ = columns_[is_id(columns_.front()) && columns_.size() > 1 ? 1 : 0];
    const bool is_titled = !trim(table_.title).empty();
    const std::string name = html_line(is_titled ? table_.title : table_.key);
    out_ += R"(<div class="scroll" role="region" tabindex="0" aria-label=")" + name + "\">\n";
    const std::string kind = std::string(is_wide() ? " wide" : "") + (is_even() ? " even" : "");
    out_ += kind.empty() ? "<table>\n" : "<table class=\"" + kind.substr(1) + "\">\n";
    if (is_titled) out_ += "<caption>" + name + "</caption>\n";
    write_titles();
    out_ += "<tbody>\n";
    for (const auto& row : table_.rows) write_row(row);
    return out_ + "</tbody>\n</table>\n</div>\n";
  }

 private:
  bool is_wide() const { return columns_.size() > most_narrow_columns; }

  /// The number by which a row is named in commands.
  bool is_id(std::size_t column) const {
    return table_.columns[column].title == "#" && is_numeric(table_, column);
  }

  std::size_t widest(std::size_t column) const {
    std::size_t width = 0;
    for (const auto& row : table_.rows)
      width = std::max(width, display_width(words_for(cell_at(row, column).value, style_.today)));
    return width;
  }

  bool is_even() const {
    return std::all_of(columns_.begin(), columns_.end(),
                       [&](std::size_t c) { return widest(c) <= widest_short_column; });
  }

  std::string content_of(const Value& value) {
    if (const auto* strip = std::get_if<StripCell>(&value)) return html_strip_cell(*strip, names_);
    if (const auto* bar = std::get_if<Bar>(&value)) return html_line(bar->caption) + html_bar(*bar);
    if (const auto* marked = std::get_if<MarkedText>(&value))
      return with_highlights(*marked, "<mark>", "</mark>", html_text);
    return html_line(words_for(value, style_.today));
  }

  void write_titles() {
    out_ += "<thead>\n<tr>";
    for (const std::size_t c : columns_) {
      const std::size_t width = widest(c);
      std::string kind = is_id(c) ? " id" : is_numeric(table_, c) ? " number" : "";
      const bool is_short = kind.empty() && width <= widest_short_column;
      if (c == lead_) kind += " lead";
      if (width > long_column) kind += " long";
      if (is_short) kind += " short";
      const std::string title = html_line(table_.columns[c].title);
      out_ += title.empty() ? "<td" : "<th scope=\"col\"";  // a heading without words is none
      if (!kind.empty()) out_ += " class=\"" + kind.substr(1) + '"';
      out_ += '>' + title + (title.empty() ? "</td>" : "</th>");
      kinds_.push_back(std::move(kind));
    }
    out_ += "</tr>\n</thead>\n";
  }

  void write_row(const std::vector<Cell>& row) {
    out_ += "<tr>";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::size_t c = columns_[i];
      const Cell& cell = cell_at(row, c);
      const bool heads = c == lead_;
      (out_ += heads ? "<th scope=\"row\" class=\"" : "<td class=\"") += tone_class(cell.tone);
      out_ += kinds_[i];
      const bool keeps_line = !is_prose(cell.value) && !is_empty(cell.value);
      if (keeps_line && kinds_[i].find("short") == std::string::npos) out_ += " short";
      out_ += '"';
      if (is_wide() && !heads) out_ += " data-title=\"" + html_line(table_.columns[c].title) + '"';
      out_ += '>' + content_of(cell.value) + (heads ? "</th>" : "</td>");
    }
    out_ += "</tr>\n";
  }

  const Table& table_;
  const Style& style_;
  HtmlNames& names_;
  std::vector<std::size_t> columns_;
  std::vector<std::string> kinds_;  ///< classes of the columns, each with a blank in front
  std::size_t lead_ = 0;            ///< the column that says what a row is about
  std::string out_;
};

}  // namespace

std::string html_table(const Table& table, const Style& style, HtmlNames& names) {
  return TableWriter(table, style, names).write();
}

}  // namespace rapport
