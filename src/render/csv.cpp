#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/render/format.hpp"
#include "render/cells.hpp"

// CSV as RFC 4180 has it: lines end in CR LF, the first one names the columns by their keys.
// Minutes and shares are whole numbers, dates are ISO, lists are joined by "; ". Text that a
// spreadsheet would take for a formula gets a `'` in front (OWASP, CSV injection).
namespace rapport {
namespace {

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
    return unsafe && !raw ? "'" + value : value;
  }
  std::string operator()(const Marks& value) const { return (*this)(value.letters()); }
  std::string operator()(const MarkedText& value) const { return (*this)(value.text); }
  std::string operator()(const std::vector<std::string>& value) const {
    std::string all;
    for (const std::string& item : value) {
      if (&item != &value.front()) all += "; ";
      all += item;
    }
    return (*this)(all);
  }
};

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == field.npos) return field;
  std::string out = "\"";
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

void append_line(std::string& out, const std::vector<std::string>& fields) {
  // Readers skip an empty line; a quoted empty field is none.
  if (fields.size() == 1 && fields.front().empty()) out += "\"\"";
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    out += quoted(fields[i]);
  }
  out += "\r\n";
}

std::string csv_of(const Table& table, bool raw) {
  const std::vector<std::size_t> columns = columns_for(table, Reader::program);
  std::string out;
  std::vector<std::string> fields;
  fields.reserve(columns.size());
  for (const std::size_t c : columns) fields.push_back(table.columns[c].key);
  append_line(out, fields);
  for (const auto& row : table.rows) {
    fields.clear();
    for (const std::size_t c : columns)
      fields.push_back(std::visit(Field{raw}, cell_at(row, c).value));
    append_line(out, fields);
  }
  return out;
}

// Where there is no table: every single value as a row of its own.
class KeyValueRows {
 public:
  KeyValueRows(const Document& document, bool raw) : raw_(raw) {
    append_line(out_, {"key", "value"});
    for (const Block& block : document.blocks) std::visit(*this, block);
  }
  std::string take() { return std::move(out_); }

  void operator()(const Heading&) {}
  void operator()(const Text&) {}
  void operator()(const Table&) {}
  void operator()(const Bars&) {}
  void operator()(const Strip&) {}
  void operator()(const Chart&) {}
  void operator()(const KeyValues& facts) {
    for (const KeyValue& fact : facts.values)
      if (is_for(fact.audience, Reader::program))
        append_line(out_, {fact.key, std::visit(Field{raw_}, fact.cell.value)});
  }
  void operator()(const Verbatim& verbatim) {
    append_line(out_, {verbatim.key, Field{raw_}(verbatim.text)});
  }

 private:
  bool raw_;
  std::string out_;
};

std::vector<const Table*> tables_of(const Document& document) {
  std::vector<const Table*> tables;
  for (const Block& block : document.blocks)
    if (const auto* table = std::get_if<Table>(&block); table && is_shown(*table, Reader::program))
      tables.push_back(table);
  return tables;
}

[[noreturn]] void refuse(const std::string& key, const std::vector<const Table*>& tables) {
  std::string hint;
  for (const Table* table : tables) hint += (hint.empty() ? "it has: " : ", ") + table->key;
  throw Error(ErrorKind::usage, "this report has no table `" + key + "`",
              hint.empty() ? "it has no tables; leave --table out for its single values" : hint);
}

// The table to print; nullptr where there is none to choose from.
const Table* chosen_table(const Document& document, const std::string& key) {
  const std::vector<const Table*> tables = tables_of(document);
  const auto find = [&tables](const std::string& wanted) -> const Table* {
    for (const Table* table : tables)
      if (table->key == wanted) return table;
    return nullptr;
  };
  if (!key.empty()) {
    const Table* table = find(key);
    if (!table) refuse(key, tables);
    return table;
  }
  if (!document.main_table.empty()) return find(document.main_table);
  return tables.empty() ? nullptr : tables.front();
}

}  // namespace

std::string render_csv(const Document& document, const Style& style) {
  const Table* table = chosen_table(document, style.table);
  return table ? csv_of(*table, style.raw_csv) : KeyValueRows(document, style.raw_csv).take();
}

}  // namespace rapport
