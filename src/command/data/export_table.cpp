#include <fmt/format.h>

#include <array>
#include <map>

#include "command/data/exports.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/records.hpp"

// Every kind of entity as a table for a spreadsheet, by its description: a new field is a new
// column.
namespace rapport {
namespace {

/// What stands behind uids, each looked up once.
class Labels {
 public:
  explicit Labels(Store& store) : store_(store) {}

  const std::string& of(const Uid& uid) {
    const auto known = labels_.find(uid);
    if (known != labels_.end()) return known->second;
    return labels_.emplace(uid, label_of_entity(store_, uid)).first->second;
  }

 private:
  Store& store_;
  std::map<Uid, std::string> labels_;
};

/// A visitor of `describe`: the cells of one entity, and the columns in which they stand.
class RowWriter {
 public:
  explicit RowWriter(Labels& labels) : labels_(labels) {}

  std::vector<Column> columns;
  std::vector<Cell> cells;

  template <typename T>
  void field(std::string_view name, const T& member) {
    add(std::string(name), cell_of(member));
  }

  template <typename T>
  void set(std::string_view name, const std::set<T>& members) {
    std::vector<std::string> list;
    for (const T& member : members) list.push_back(text_of(member));
    add(std::string(name), std::move(list));
  }

  template <typename K, typename T>
  void keyed(std::string_view name, const std::map<K, T>& members) {
    std::vector<std::string> list;
    for (const auto& [key, value] : members)
      list.push_back(fmt::format("{} {}", text_of(key), text_of(value)));
    add(std::string(name) + "_dates", std::move(list));
  }

  void add(std::string key, Value value) {
    columns.push_back({std::move(key), ""});
    cells.push_back({std::move(value)});
  }

 private:
  template <typename T>
  std::string text_of(const T& value) {
    if constexpr (std::is_same_v<T, Uid>) return labels_.of(value);
    return member_name(value);
  }

  template <typename T>
  Value cell_of(const std::optional<T>& value) {
    return value ? cell_of(*value) : Value{};
  }
  Value cell_of(const Uid& uid) { return labels_.of(uid); }
  Value cell_of(Minutes length) { return length; }
  Value cell_of(Date day) { return day; }
  Value cell_of(const Moment& moment) { return moment; }
  Value cell_of(bool flag) { return flag; }
  template <typename T>
  Value cell_of(const T& value) {
    const FieldValue field = to_value(value);
    if (const auto* text = std::get_if<std::string>(&field)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&field)) return *number;
    return {};
  }

  Labels& labels_;
};

template <typename T>
RowWriter row_of(Labels& labels, T value) {
  RowWriter row(labels);
  row.add("id", value.number);
  row.add("uid", to_string(value.uid));
  describe(row, value);
  if constexpr (requires { value.recorded; }) row.add("recorded", value.recorded);
  return row;
}

template <typename T>
Table table_of(Store& store, const std::string& key) {
  Labels labels(store);
  Table table{
      .key = key, .title = "", .columns = row_of(labels, T{}).columns, .rows = {}, .empty = ""};
  std::set<Uid> kept_back;
  if constexpr (std::is_same_v<T, Learning>) kept_back = private_learnings(store);
  for (const T& value : store.all_with_duplicates<T>())
    if (!kept_back.contains(value.uid)) table.rows.push_back(row_of(labels, value).cells);
  return table;
}

template <typename T>
bool add_table(Document& document, Store& store, const std::string& key) {
  if constexpr (EntityTraits<T>::numbered) {
    if (plural_of_kind(EntityTraits<T>::name) != key) return false;
    document.blocks.emplace_back(table_of<T>(store, key));
    return true;
  }
  return false;
}

}  // namespace

Document export_table(Session& session) {
  const std::string key = session.globals().table.value_or("interactions");
  Document document{.report = "export"};
  std::string known;
#define RAPPORT_TABLE(Type)                                             \
  if (add_table<Type>(document, session.store(), key)) return document; \
  if (entity_kind<Type>.is_numbered)                                    \
    known += (known.empty() ? "" : ", ") + plural_of_kind(entity_kind<Type>.name);
  RAPPORT_ENTITIES(RAPPORT_TABLE)
#undef RAPPORT_TABLE
  throw Error(ErrorKind::usage, fmt::format("there is no table `{}`", printable(key)),
              "it is one of: " + known);
}

}  // namespace rapport
