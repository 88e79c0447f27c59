#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "command/data/exports.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/report/exports.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/read_lock.hpp"
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
    const auto [label, is_new] = labels_.try_emplace(uid);
    if (is_new) label->second = label_of_entity(store_, uid);
    return label->second;
  }

 private:
  Store& store_;
  std::map<Uid, std::string> labels_;
};

/// A visitor of `describe`: the fields of one entity, and what they are called.
class FieldLister {
 public:
  explicit FieldLister(Labels& labels) : labels_(labels) {}

  std::vector<std::string> names;
  std::vector<Value> values;

  template <typename T>
  void field(std::string_view name, const T& member) {
    add(std::string(name), value_in(member));
  }

  template <typename T>
  void set(std::string_view name, const std::set<T>& members) {
    std::vector<std::string> list;
    for (const T& member : members) list.push_back(member_text(member));
    std::sort(list.begin(), list.end());  // by name, not by uid
    add(std::string(name), std::move(list));
  }

  template <typename K, typename T>
  void keyed(std::string_view name, const std::map<K, T>& members) {
    std::vector<std::string> list;
    for (const auto& [key, value] : members)
      list.push_back(fmt::format("{} {}", member_text(key), member_text(value)));
    add(std::string(name) + "_dates", std::move(list));
  }

  void add(std::string key, Value value) {
    names.push_back(std::move(key));
    values.push_back(std::move(value));
  }

 private:
  template <typename T>
  std::string member_text(const T& value) {
    if constexpr (std::is_same_v<T, Uid>) return labels_.of(value);
    return member_name(value);
  }

  template <typename T>
  Value value_in(const std::optional<T>& value) {
    return value ? value_in(*value) : Value{};
  }
  Value value_in(const Uid& uid) { return labels_.of(uid); }
  Value value_in(Minutes length) { return length; }
  Value value_in(Date day) { return day; }
  Value value_in(const Moment& moment) { return moment; }
  Value value_in(bool flag) { return flag; }
  template <typename T>
  Value value_in(const T& value) {
    const FieldValue field = to_value(value);
    if (const auto* text = std::get_if<std::string>(&field)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&field)) return *number;
    return {};
  }

  Labels& labels_;
};

template <typename T>
FieldLister list_fields(Labels& labels, T entity) {
  FieldLister fields(labels);
  fields.add("id", entity.number);
  fields.add("uid", to_string(entity.uid));
  describe(fields, entity);
  if constexpr (requires { entity.recorded; }) fields.add("recorded", entity.recorded);
  return fields;
}

template <typename T>
Table table_of_all(Store& store, const std::string& key) {
  const auto labels = std::make_shared<Labels>(store);
  std::set<Uid> kept_back;
  if constexpr (!entity_kind<T>.lives_with.empty()) kept_back = private_parts(store);
  return entity_table(
      key, list_fields(*labels, T{}).names,
      [&store, labels, kept_back, lock = std::make_shared<ReadLock>(store.db())](const auto& take) {
        store.each_with_duplicates<T>([&](T entity) {
          if (!kept_back.contains(entity.uid)) take(list_fields(*labels, std::move(entity)).values);
        });
      });
}

}  // namespace

Document export_table(Session& session) {
  const std::string key = session.globals().table.value_or("interactions");
  Document document{.report = "export"};
  std::vector<std::string> known;
  const auto add = [&]<typename T>(const T*) {
    if constexpr (entity_kind<T>.is_numbered) {
      known.push_back(plural_of_kind(EntityTraits<T>::name));
      if (known.back() == key) document.blocks.emplace_back(table_of_all<T>(session.store(), key));
    }
  };
#define RAPPORT_TABLE(Type) add(static_cast<const Type*>(nullptr));
  RAPPORT_ENTITIES(RAPPORT_TABLE)
#undef RAPPORT_TABLE
  if (key == "interactions")
    document.notices.push_back(
        "without learnings, promises, private notes and the history: `rapport export --json` has "
        "them all");
  if (!document.blocks.empty()) return document;
  throw Error(ErrorKind::usage, fmt::format("there is no table `{}`", printable(key)),
              "it is one of: " + joined(known));
}

}  // namespace rapport
