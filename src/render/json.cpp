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

class JsonRenderer {
 public:
  explicit JsonRenderer(const Document& document) {
    add("version", "1");
    add("report", dump(document.report));
    for (const Block& block : document.blocks) std::visit(*this, block);
  }

  std::string render() const {
    std::string out = "{";
    for (const auto& [key, value] : members_) {
      out += out.size() == 1 ? "\n  " : ",\n  ";
      out += dump(key) + ": " + value;
    }
    return escape_hidden(out + "\n}\n");
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
    if (!is_shown(table, Reader::program)) return;
    const std::vector<std::size_t> columns = columns_for(table, Reader::program);
    std::string rows;
    for (const auto& cells : table.rows) {
      Json row = Json::object();
      for (const std::size_t c : columns)
        row[table.columns[c].key] = std::visit(ToJson{}, cell_at(cells, c).value);
      rows += (rows.empty() ? "\n    " : ",\n    ") + dump(row);
    }
    add(table.key, rows.empty() ? "[]" : "[" + rows + "\n  ]");
  }

  void operator()(const Verbatim& verbatim) { add(verbatim.key, dump(verbatim.text)); }

 private:
  // No key twice: the last one stands.
  void add(const std::string& key, std::string value) {
    const auto same = std::find_if(members_.begin(), members_.end(),
                                   [&key](const auto& member) { return member.first == key; });
    if (same == members_.end())
      members_.emplace_back(key, std::move(value));
    else
      same->second = std::move(value);
  }

  std::vector<std::pair<std::string, std::string>> members_;
};

}  // namespace

std::string render_json(const Document& document, const Style&) {
  return JsonRenderer(document).render();
}

}  // namespace rapport
