#pragma once

#include <charconv>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "rapport/domain/target.hpp"
#include "rapport/domain/words.hpp"
#include "rapport/store/fields.hpp"

/// How the types of the domain are written as values of fields, and the two visitors that
/// `describe` takes: `FieldWriter` and `FieldReader`.
namespace rapport {

FieldValue to_value(const std::string& text);
FieldValue to_value(bool flag);
FieldValue to_value(int number);
FieldValue to_value(unsigned number);
FieldValue to_value(std::int64_t number);
FieldValue to_value(Minutes length);
FieldValue to_value(Date date);
FieldValue to_value(const Moment& moment);
FieldValue to_value(const Uid& uid);
FieldValue to_value(std::chrono::weekday day);
FieldValue to_value(Metric metric);
FieldValue to_value(const Every& every);

/// Each answers false and leaves `out` alone where the value is absent or not of that form: a newer
/// program may have written what this one does not know.
bool from_value(const FieldValue& value, std::string& out);
bool from_value(const FieldValue& value, bool& out);
bool from_value(const FieldValue& value, int& out);
bool from_value(const FieldValue& value, unsigned& out);
bool from_value(const FieldValue& value, std::int64_t& out);
bool from_value(const FieldValue& value, Minutes& out);
bool from_value(const FieldValue& value, Date& out);
bool from_value(const FieldValue& value, Moment& out);
bool from_value(const FieldValue& value, Uid& out);
bool from_value(const FieldValue& value, std::chrono::weekday& out);
bool from_value(const FieldValue& value, Metric& out);
bool from_value(const FieldValue& value, Every& out);

template <typename E>
concept WordEnum = std::is_enum_v<E> && !std::is_same_v<E, Metric>;

template <WordEnum E>
FieldValue to_value(E value) {
  return std::string(name_of(value));
}

template <WordEnum E>
bool from_value(const FieldValue& value, E& out) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return false;
  const auto found = find_word<E>(*text);
  out = found ? *found : static_cast<E>(number_of_unknown(*text));
  return true;
}

template <typename T>
FieldValue to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : FieldValue{};
}

template <typename T>
bool from_value(const FieldValue& value, std::optional<T>& out) {
  T inner{};
  if (!from_value(value, inner)) return false;
  out = inner;
  return true;
}

/// A value as the member part of a field name ("tag.orders").
template <typename T>
std::string member_name(const T& value) {
  FieldValue field = to_value(value);
  if (const auto* number = std::get_if<std::int64_t>(&field)) return std::to_string(*number);
  auto* text = std::get_if<std::string>(&field);
  return text == nullptr ? std::string{} : std::move(*text);  // an empty text is a member, too
}

/// The reverse; nothing for a member that this program does not know.
template <typename T>
std::optional<T> parse_member(const std::string& name) {
  T value{};
  if constexpr (std::is_same_v<T, unsigned>) {
    const auto [end, code] = std::from_chars(name.data(), name.data() + name.size(), value);
    if (code != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  } else if (!from_value(FieldValue{name}, value)) {
    return std::nullopt;
  }
  return value;
}

class FieldWriter {
 public:
  explicit FieldWriter(Fields& fields) : fields_(fields) {}

  template <typename T>
  void field(std::string_view name, const T& member) {
    FieldValue value = to_value(member);
    if (!std::holds_alternative<std::monostate>(value))
      fields_.insert_or_assign(std::string(name), std::move(value));
  }

  template <typename T>
  void set(std::string_view name, const std::set<T>& members) {
    for (const T& member : members) fields_.insert_or_assign(part_name(name, member), true);
  }

  template <typename K, typename T>
  void keyed(std::string_view name, const std::map<K, T>& members) {
    for (const auto& [key, value] : members)
      fields_.insert_or_assign(part_name(name, key), to_value(value));
  }

 private:
  template <typename T>
  static std::string part_name(std::string_view name, const T& member) {
    const std::string part = member_name(member);
    std::string whole;
    whole.reserve(name.size() + 1 + part.size());
    return std::move(whole.append(name).append(1, '.').append(part));
  }

  Fields& fields_;
};

class FieldReader {
 public:
  explicit FieldReader(const Fields& fields) : fields_(fields) {}

  template <typename T>
  void field(std::string_view name, T& member) const {
    const auto place = fields_.find(name);
    if (place != fields_.end()) from_value(place->second, member);
  }

  template <typename T>
  void set(std::string_view name, std::set<T>& members) const {
    members.clear();
    each(name, [&](const std::string& member, const FieldValue&) {
      if (auto known = parse_member<T>(member)) members.insert(std::move(*known));
    });
  }

  template <typename K, typename T>
  void keyed(std::string_view name, std::map<K, T>& members) const {
    members.clear();
    each(name, [&](const std::string& member, const FieldValue& value) {
      const auto key = parse_member<K>(member);
      T known{};
      if (key && from_value(value, known)) members.insert_or_assign(*key, known);
    });
  }

 private:
  template <typename Take>
  void each(std::string_view name, Take&& take) const {
    for (auto place = fields_.upper_bound(name);
         place != fields_.end() && place->first.starts_with(name); ++place)
      if (place->first[name.size()] == '.')
        take(place->first.substr(name.size() + 1), place->second);
  }

  const Fields& fields_;
};

template <typename T>
Fields encode(const T& value) {
  Fields fields;
  FieldWriter writer(fields);
  describe(writer, const_cast<T&>(value));  // which a writer only reads
  return fields;
}

template <typename T>
T decode(const Fields& fields) {
  T value{};
  const FieldReader reader(fields);
  describe(reader, value);
  return value;
}

}  // namespace rapport
