#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/render/format.hpp"
#include "render/cells.hpp"

// CSV as RFC 4180 has it: lines end in CR LF, the first one names the columns by their keys.
// Minutes and shares are whole numbers, dates are ISO, lists are joined by "; ". Text that a
// spreadsheet would take for a formula gets a `'` in front (OWASP, CSV injection).
namespace rapport {
namespace {

/// As people are shown it, but that a text keeps its lines and tabs.
std::string shown_lines(std::string_view text) {
  constexpr std::string_view kept = "\t\r\n";
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kept), text.size());
    shown += printable(text.substr(0, end));
    if (end < text.size()) shown += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

/// In quotes of its own where it holds what parts a list.
std::string list_member(const std::string& text) {
  return text.starts_with('"') || text.find(';') != text.npos ? in_quotes(text) : text;
}

struct Field {
  bool raw;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(Minutes value) const { return std::to_string(value.count()); }
  std::string operator()(Percent value) const { return std::to_string(value.value); }
  std::string operator()(Date value) const { return to_string(value); }
  std::string operator()(const Moment& value) const { return to_string(value); }
  std::string operator()(const std::string& value) const {
    constexpr std::string_view calculated = "=+-@\t\r'";
    const bool unsafe = !value.empty() && calculated.find(value.front()) != calculated.npos;
    if (raw) return value;
    return (unsafe ? "'" : "") + shown_lines(value);
  }
  std::string operator()(const StripCell& value) const { return (*this)(value.letters()); }
  std::string operator()(const Bar& value) const { return (*this)(value.caption); }
  std::string operator()(const MarkedText& value) const { return (*this)(value.text); }
  std::string operator()(const std::vector<std::string>& value) const {
    std::vector<std::string> members;
    for (const std::string& member : value) members.push_back(list_member(member));
    return (*this)(joined(members, "; "));
  }
};

std::string csv_field(const std::string& field) {
  return field.find_first_of(",\"\r\n") == field.npos ? field : in_quotes(field);
}

void append_line(std::string& out, const std::vector<std::string>& fields) {
  // Readers skip an empty line; a quoted empty field is none.
  if (fields.size() == 1 && fields.front().empty()) out += "\"\"";
  std::string_view between;
  for (const std::string& field : fields) {
    (out += between) += csv_field(field);
    between = ",";
  }
  out += "\r\n";
}

void write_table(const Table& table, bool raw, const Sink& sink) {
  const std::vector<std::size_t> columns = columns_for(table, Reader::program);
  std::string out;
  std::vector<std::string> fields;
  fields.reserve(columns.size());
  for (const std::size_t c : columns) fields.push_back(table.columns[c].key);
  append_line(out, fields);
  sink(out);
  each_row(table, [&](const std::vector<Cell>& row) {
    fields.clear();
    for (const std::size_t c : columns)
      fields.push_back(std::visit(Field{raw}, cell_at(row, c).value));
    out.clear();
    append_line(out, fields);
    sink(out);
  });
}

// Where there is no table: every single value as a row of its own.
struct KeyValueRows {
  bool raw;
  std::string out = {};

  void operator()(const Heading&) {}
  void operator()(const Text&) {}
  void operator()(const Table&) {}
  void operator()(const Bars&) {}
  void operator()(const Strip&) {}
  void operator()(const Chart&) {}
  void operator()(const KeyValues& values) {
    for (const KeyValue& value : values.values)
      if (is_for(value.audience, Reader::program))
        append_line(out, {value.key, std::visit(Field{raw}, value.cell.value)});
  }
  void operator()(const Verbatim& verbatim) {
    append_line(out, {verbatim.key, Field{raw}(verbatim.text)});
  }
};

std::string csv_of_values(const Document& document, bool raw) {
  KeyValueRows rows{raw};
  append_line(rows.out, {"key", "value"});
  for (const Block& block : document.blocks) std::visit(rows, block);
  return std::move(rows.out);
}

// The table to print: the one asked for, else the main one, else the first; nullptr where there is
// none.
const Table* chosen_table(const Document& document, const std::string& asked) {
  const std::string& key = asked.empty() ? document.main_table : asked;
  std::vector<std::string> keys;
  for (const Block& block : document.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (!table || !is_shown(*table, Reader::program)) continue;
    if (key.empty() || table->key == key) return table;
    keys.push_back(table->key);
  }
  if (asked.empty()) return nullptr;
  throw Error(ErrorKind::usage, "this report has no table `" + asked + "`",
              keys.empty() ? "it has no tables; leave --table out for its single values"
                           : "it has: " + joined(keys));
}

}  // namespace

void write_csv(const Document& document, const Style& style, const Sink& sink) {
  if (const Table* table = chosen_table(document, style.table))
    write_table(*table, style.raw_csv, sink);
  else
    sink(csv_of_values(document, style.raw_csv));
}

}  // namespace rapport
