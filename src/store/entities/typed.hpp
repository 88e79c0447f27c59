#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/spaces.hpp"
#include "rapport/store/store.hpp"
#include "store/journal/body_reader.hpp"
#include "store/journal/links.hpp"

// What is done with an entity by its type, for all that kinds.hpp lists: from its description.
namespace rapport {

inline constexpr int most_length = 24 * 60;  // minutes
inline constexpr int most_offset = 26 * 60;  // minutes; the widest that a zone ever had, and more
inline constexpr int most_amount = 10'000'000;

/// What a field of the type may hold, in words.
template <typename T>
std::string allowed_values() {
  if constexpr (std::is_same_v<T, std::optional<int>>) {
    return fmt::format("minutes east of UTC, -{0} to {0}", most_offset);
  } else if constexpr (requires { typename T::value_type; } && !std::is_same_v<T, std::string>) {
    return allowed_values<typename T::value_type>();  // of an optional
  } else if constexpr (WordEnum<T>) {
    std::vector<std::string_view> names;
    for (const auto& word : words<T>()) names.push_back(word.name);
    return joined(names);
  } else if constexpr (std::is_same_v<T, bool>) {
    return "true or false";
  } else if constexpr (std::is_same_v<T, Minutes>) {
    return "0 to " + std::to_string(most_length);
  } else if constexpr (std::is_same_v<T, Date>) {
    return "a day such as 2026-11-20";
  } else if constexpr (std::is_same_v<T, Moment>) {
    return "a day such as 2026-11-20, or with a time 2026-11-20T15:00";
  } else if constexpr (std::is_same_v<T, Uid>) {
    return "a UUID";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return "a text";
  } else if constexpr (std::is_integral_v<T>) {
    return "0 to " + std::to_string(most_amount);
  } else {
    return "what `rapport export` writes there";
  }
}

template <typename T>
inline constexpr bool is_uid_type = std::is_same_v<T, Uid> || std::is_same_v<T, std::optional<Uid>>;

template <typename T>
inline constexpr bool is_word_type =
    WordEnum<T> || std::is_same_v<T, Metric> || std::is_same_v<T, Every>;
template <typename T>
inline constexpr bool is_word_type<std::optional<T>> = is_word_type<T>;

/// A visitor of `describe` that notes what each field is.
class FieldLister {
 public:
  template <typename T>
  void field(std::string_view name, const T& member) {
    fields.push_back({.name = name,
                      .is_text = std::is_same_v<T, std::string>,
                      .is_in_range = is_in_range(member),
                      .is_uid = is_uid_type<T>,
                      .is_word = is_word_type<T>,
                      .allowed = allowed_values<T>});
  }
  template <typename T>
  void set(std::string_view name, const std::set<T>& members) {
    fields.push_back({.name = name,
                      .is_set = true,
                      .is_text = std::is_same_v<T, std::string>,
                      .is_in_range = std::all_of(members.begin(), members.end(),
                                                 [](const T& one) { return is_in_range(one); }),
                      .is_uid = is_uid_type<T>,
                      .is_word = is_word_type<T>,
                      .allowed = allowed_values<T>});
  }
  template <typename K, typename T>
  void keyed(std::string_view name, const std::map<K, T>& members) {
    fields.push_back(
        {.name = name,
         .is_set = true,
         .is_in_range = std::all_of(members.begin(), members.end(),
                                    [](const auto& one) { return is_in_range(one.second); }),
         .is_uid = is_uid_type<K>,
         .is_word = is_word_type<T>,
         .allowed = allowed_values<T>});
  }

  std::vector<FieldInfo> fields;

 private:
  static bool is_in_range(Minutes length) {
    return length.count() >= 0 && length.count() <= most_length;
  }
  static bool is_in_range(int amount) { return amount >= 0 && amount <= most_amount; }
  static bool is_in_range(std::int64_t amount) { return amount >= 0 && amount <= most_amount; }
  static bool is_in_range(const std::optional<int>& offset) {
    return !offset || (*offset >= -most_offset && *offset <= most_offset);
  }
  template <typename T>
  static bool is_in_range(const T& value) {
    if constexpr (WordEnum<T>) return is_known(value);
    return true;
  }
  template <WordEnum T>
  static bool is_in_range(const std::optional<T>& word) {
    return !word || is_known(*word);
  }
};

template <typename T>
std::vector<FieldInfo> describe_fields(const Fields& fields) {
  FieldLister lister;
  T value = decode<T>(fields);
  describe(lister, value);
  return std::move(lister.fields);
}

template <typename T>
Fields understand(const Fields& fields) {
  return encode(decode<T>(fields));
}

/// True unless the field `name` is a text that `parse` does not know.
template <typename Reader, typename Parse>
bool is_understood(const Reader& reader, std::string_view name, Parse&& parse) {
  std::string text;
  reader.field(name, text);
  return text.empty() || parse(text).has_value();
}

/// When it was recorded: as an import kept it, else as the row of the entity says.
template <typename Reader>
Moment recorded_in(const Reader& reader, const Row& row) {
  std::string stated;
  reader.field("recorded", stated);
  const auto kept = stated.empty() ? recorded_moment(row.integer(6)) : parse_recorded(stated);
  return kept.value_or(Moment{});
}

/// What `reader` has of the entity of `row`.
template <typename T, typename Reader>
T read_typed(const Row& row, const Reader& reader) {
  T value{};
  describe(reader, value);
  value.uid = row.uid(0);
  if constexpr (entity_kind<T>.is_numbered) value.number = row.integer(3);
  // One whose metric or period only a later version knows is kept, and asks for nothing here.
  if constexpr (std::is_same_v<T, Target>)
    value.removed = value.removed || !is_understood(reader, "metric", find_metric) ||
                    !is_understood(reader, "every", parse_every);
  if constexpr (std::is_same_v<T, Promise>) value.is_private = row.text(1) == space::local;
  if constexpr (requires { value.recorded.date; })
    value.recorded = recorded_in(reader, row);
  else if constexpr (requires { value.recorded; })
    value.recorded = recorded_in(reader, row).date;
  return value;
}

/// A row of `entity_columns`.
template <typename T>
T typed(const Row& row) {
  const std::string_view body = row.bytes(7);
  if (is_packed(body)) return read_typed<T>(row, PackedReader(body));
  const Fields fields = decode_fields(body);
  return read_typed<T>(row, FieldReader(fields));
}

template <typename T>
std::optional<T> Store::find_itself(const Uid& uid) {
  std::optional<T> found;
  each_state(db_, uid, entity_kind<T>.name, [&](const Row& row) {
    const bool is_live = row.integer(5) == 0;
    if (is_live && !found) found = typed<T>(row);
  });
  return found;
}

template <typename T>
std::optional<T> Store::find(const Uid& uid) {
  auto found = find_itself<T>(uid);
  if constexpr (entity_kind<T>.has_merges)
    if (found && found->merged_into) return find_itself<T>(survivor(uid));
  return found;
}

template <typename T>
T Store::last_known(const Uid& uid) {
  if (auto live = find_itself<T>(uid)) return std::move(*live);
  std::optional<T> found;
  each_state(db_, uid, entity_kind<T>.name, [&](const Row& row) { found = typed<T>(row); });
  if (!found)
    throw Error(ErrorKind::not_found,
                "no " + std::string(entity_kind<T>.name) + " has the uid " + to_string(uid), "");
  return std::move(*found);
}

template <typename T>
std::optional<T> Store::find_number(std::int64_t number) {
  const auto uid = uid_of_number(entity_kind<T>.name, number);
  return uid ? find<T>(*uid) : std::nullopt;
}

template <typename T>
void Store::each_with_duplicates(const std::function<void(T)>& take) {
  each_live(db_, entity_kind<T>.name, [&](const Row& row) { take(typed<T>(row)); });
}

template <typename T>
std::vector<T> Store::all_with_duplicates() {
  std::vector<T> found;
  each_with_duplicates<T>([&](T one) { found.push_back(std::move(one)); });
  return found;
}

template <typename T>
std::vector<T> Store::all() {
  auto found = all_with_duplicates<T>();
  if constexpr (entity_kind<T>.has_merges)
    std::erase_if(found,
                  [&](const T& one) { return one.merged_into && survivor(one.uid) != one.uid; });
  return found;
}

template <typename T>
std::vector<T> Store::linked(const Uid& owner) {
  std::vector<T> found;
  each_linked(db_, entity_kind<T>, owner, [&](const Row& row) { found.push_back(typed<T>(row)); });
  return found;
}

template <typename T>
std::vector<T> Store::open_with(const Uid& who) {
  std::vector<T> found;
  each_linked(db_, entity_kind<T>, who, entity_kind<T>.open_role, last_date + Days{1},
              [&](const Row& row) { found.push_back(typed<T>(row)); });
  return found;
}

}  // namespace rapport
