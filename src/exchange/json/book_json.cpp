#include "rapport/exchange/book_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const FieldValue& value) {
  struct Visitor {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool flag) const { return flag; }
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(const std::string& text) const { return text; }
  };
  return std::visit(Visitor{}, value);
}

/// The set to which a field belongs as a member: "tag" for "tag.orders". Empty for other fields.
std::string set_of(const Fields& fields, const std::string& name, const FieldValue& value) {
  const auto dot = name.find('.');
  if (dot == std::string::npos || value != FieldValue{true}) return {};
  std::string set = name.substr(0, dot);
  if (fields.contains(set)) set.clear();  // its name is taken: the member stands by itself
  return set;
}

void add_fields(Json& object, const Fields& fields) {
  for (const auto& [name, value] : fields) {
    const std::string set = set_of(fields, name, value);
    if (set.empty())
      object[name] = json_of(value);
    else
      object[set].push_back(name.substr(set.size() + 1));
  }
}

}  // namespace

BookJsonWriter::BookJsonWriter(std::span<const std::string_view> tables, Sink sink)
    : tables_(tables.begin(), tables.end()), sink_(std::move(sink)) {
  sink_("{\n  \"version\": 1,\n  \"report\": \"export\"");
}

void BookJsonWriter::add(const Record& record) {
  Json object = {
      {"uid", to_string(record.uid)}, {"space", record.space}, {"recorded", record.recorded}};
  add_fields(object, record.fields);
  if (!array_ || *array_ != record.kind) {
    pass_tables(record.kind);
    begin_array(record.kind);
  }
  add_line(object.dump());
}

void BookJsonWriter::begin_history() {
  pass_tables("history");
  begin_array("history");
}

void BookJsonWriter::add(const JournalRecord& change) {
  Json object = {{"space", change.space},
                 {"replica", to_string(change.replica)},
                 {"seq", change.seq},
                 {"hlc", std::to_string(change.hlc)},
                 {"base", std::to_string(change.base)},
                 {"nonce", std::to_string(change.nonce)},
                 {"cmd", std::to_string(change.cmd)},
                 {"kind", change.kind},
                 {"uid", to_string(change.uid)},
                 {"op", change.op},
                 {"at", change.at},
                 {"body", nullptr}};
  if (change.fields) {
    object["body"] = Json::object();
    for (const auto& [name, value] : *change.fields) object["body"][name] = json_of(value);
  }
  add_line(object.dump());
}

void BookJsonWriter::finish() {
  pass_tables("");
  end_array();
  sink_("\n}\n");
}

void BookJsonWriter::begin_array(std::string_view name) {
  end_array();
  array_ = name;
  has_lines_ = false;
  sink_(escape_hidden(fmt::format(",\n  {}: [", Json(name).dump())));
}

void BookJsonWriter::end_array() {
  if (array_) sink_(has_lines_ ? "\n  ]" : "]");
  array_.reset();
}

void BookJsonWriter::add_line(std::string_view line) {
  sink_(has_lines_ ? ",\n    " : "\n    ");
  sink_(escape_hidden(line));
  has_lines_ = true;
}

void BookJsonWriter::pass_tables(std::string_view kind) {
  const auto place =
      static_cast<std::size_t>(std::find(tables_.begin(), tables_.end(), kind) - tables_.begin());
  if (place < next_table_) return;
  while (next_table_ < place) begin_array(tables_[next_table_++]);
  if (next_table_ < tables_.size()) ++next_table_;  // that of `kind`
}

std::string place_text(const std::string& name, const TextPlace& place) {
  return fmt::format("{}:{}:{}", name, place.line, place.column);
}

}  // namespace rapport
