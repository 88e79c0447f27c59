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

void append_line(std::string& lines, const Json& json) {
  lines += lines.empty() ? "\n    " : ",\n    ";
  lines += json.dump();
}

std::string array_text(const std::string& lines) {
  return lines.empty() ? "[]" : "[" + lines + "\n  ]";
}

}  // namespace

BookJsonWriter::BookJsonWriter(std::span<const std::string_view> tables)
    : tables_(tables.begin(), tables.end()) {}

void BookJsonWriter::add(const Record& record) {
  Json object = {
      {"uid", to_string(record.uid)}, {"space", record.space}, {"recorded", record.recorded}};
  add_fields(object, record.fields);
  append_line(lines_[record.kind], object);
}

void BookJsonWriter::begin_history() { has_history_ = true; }

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
  append_line(history_, object);
}

std::string BookJsonWriter::finish() const {
  std::vector<std::string> tables = tables_;
  for (const auto& [kind, lines] : lines_)
    if (std::find(tables_.begin(), tables_.end(), kind) == tables_.end()) tables.push_back(kind);
  std::string text = "{\n  \"version\": 1,\n  \"report\": \"export\"";
  for (const std::string& kind : tables) {
    const auto lines = lines_.find(kind);
    text += fmt::format(",\n  {}: {}", Json(kind).dump(),
                        array_text(lines == lines_.end() ? "" : lines->second));
  }
  if (has_history_) text += ",\n  \"history\": " + array_text(history_);
  return escape_hidden(text + "\n}\n");
}

std::string place_text(const std::string& name, const TextPlace& place) {
  return fmt::format("{}:{}:{}", name, place.line, place.column);
}

}  // namespace rapport
