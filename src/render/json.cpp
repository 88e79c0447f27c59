#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/render/format.hpp"
#include "render/cells.hpp"

// One object: version, report, every fact, every table as an array under its key, one row a line,
// so that two answers compare line by line.
namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

struct ToJson {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(bool value) const { return value; }
  Json operator()(const std::string& value) const { return value; }
  Json operator()(std::int64_t value) const { return value; }
  Json operator()(Minutes value) const { return value.count(); }
  Json operator()(Percent value) const { return value.value; }
  Json operator()(Date value) const { return to_string(value); }
  Json operator()(const Moment& value) const { return to_string(value); }
  Json operator()(const std::vector<std::string>& value) const { return value; }
  Json operator()(const StripCell& value) const { return value.letters(); }
  Json operator()(const Bar& value) const { return value.caption; }
  Json operator()(const MarkedText& value) const { return value.text; }
};

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// A member of the object: its value, or the table of which it is an array.
struct Member {
  std::string key, value;
  const Table* table = nullptr;
};

void write_rows(const Table& table, const Sink& sink) {
  const std::vector<std::size_t> columns = columns_for(table, Reader::program);
  std::string_view before = "[\n    ";
  each_row(table, [&](const std::vector<Cell>& cells) {
    Json row = Json::object();
    for (const std::size_t c : columns)
      row[table.columns[c].key] = std::visit(ToJson{}, cell_at(cells, c).value);
    sink(before);
    sink(escape_hidden(dump(row)));
    before = ",\n    ";
  });
  sink(before.front() == '[' ? "[]" : "\n  ]");
}

class JsonWriter {
 public:
  explicit JsonWriter(const Document& document) {
    add("version", "1");
    add("report", dump(document.report));
    for (const Block& block : document.blocks) std::visit(*this, block);
  }

  void write(const Sink& sink) const {
    std::string_view before = "{\n  ";
    for (const auto& [key, value, table] : members_) {
      sink(before);
      sink(escape_hidden(dump(key) + ": " + value));
      if (table != nullptr) write_rows(*table, sink);
      before = ",\n  ";
    }
    sink("\n}\n");
  }

  void operator()(const Heading&) {}
  void operator()(const Text&) {}
  void operator()(const Bars&) {}
  void operator()(const Strip&) {}
  void operator()(const Chart&) {}

  void operator()(const KeyValues& values) {
    for (const KeyValue& value : values.values)
      if (is_for(value.audience, Reader::program))
        add(value.key, dump(std::visit(ToJson{}, value.cell.value)));
  }

  void operator()(const Table& table) {
    if (is_shown(table, Reader::program)) add(table.key, "", &table);
  }

  void operator()(const Verbatim& verbatim) { add(verbatim.key, dump(verbatim.text)); }

 private:
  // No key twice: the last one stands.
  void add(const std::string& key, std::string value, const Table* table = nullptr) {
    Member added{key, std::move(value), table};
    const auto same = std::find_if(members_.begin(), members_.end(),
                                   [&key](const Member& member) { return member.key == key; });
    if (same == members_.end())
      members_.push_back(std::move(added));
    else
      *same = std::move(added);
  }

  std::vector<Member> members_;
};

}  // namespace

void write_json(const Document& document, const Style&, const Sink& sink) {
  JsonWriter(document).write(sink);
}

}  // namespace rapport
