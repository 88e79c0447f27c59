#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/store/codec.hpp"
#include "store/book/checksum.hpp"

/// Reading packed bodies as they lie.
///
/// A packed body is the byte 1, then the fields in the order of their names, then two bytes of a
/// checksum over all of that. A field is its name (a byte of `body_words`, or 0 and the name as a
/// text), a byte that says of what form its member part and its value are, then these two. A text
/// is its length and its bytes; a number lies in groups of seven bits, the lowest first.
namespace rapport {

constexpr char packed_form = 1;
constexpr std::size_t checksum_size = 2;
constexpr int member_bits = 4;  ///< the form of a member part stands above that of the value
constexpr unsigned form_mask = (1U << member_bits) - 1;
constexpr std::size_t date_bytes = 3;
constexpr std::size_t clock_bytes = 2;
constexpr int group_bits = 7;
constexpr unsigned char more_groups = 0x80;

inline std::uint16_t sum_of(std::string_view bytes) {
  return static_cast<std::uint16_t>(checksum(bytes));
}

inline bool is_packed(std::string_view body) { return body.starts_with(packed_form); }

/// What a value is, in a packed body. For ever.
enum class Form : std::uint8_t { none, no, yes, number, text, uid, word, date, moment };

/// A value as it lies in a body: `number` of numbers, days and clocks, the bytes of texts and uids.
struct PackedValue {
  Form form = Form::none;
  std::uint64_t number = 0;
  std::string_view bytes;
};

/// "tag.orders": true has the name "tag", the member part "orders" and the value yes.
struct PackedField {
  std::string_view name;
  PackedValue member, value;
};

/// Takes a packed body apart, field by field. What it answers lies in the body.
class BodyReader {
 public:
  /// Throws UnusableFile unless the checksum of `body` is right.
  explicit BodyReader(std::string_view body);

  bool is_done() const { return left_.empty(); }

  /// Throws UnusableFile for what `encode_fields` does not write.
  PackedField next();

 private:
  std::string_view take(std::size_t size);
  std::uint8_t byte();
  std::uint64_t size();
  std::uint64_t bits(std::size_t bytes);
  static std::string_view known_word(std::uint8_t place);
  PackedValue value(Form form);

  std::string_view left_;
};

std::string packed_text(const PackedValue& value);
FieldValue value_of(const PackedValue& value);

/// What `FieldReader` reads, without making the fields first.
class PackedReader {
 public:
  /// Throws UnusableFile for a body that is damaged. `body` must outlive it.
  explicit PackedReader(std::string_view body);

  template <typename T>
  void field(std::string_view name, T& member) const {
    for (const PackedField& field : fields_)
      if (field.name == name && field.member.form == Form::none) read(field.value, member);
  }

  template <typename T>
  void set(std::string_view name, std::set<T>& members) const {
    members.clear();
    for (const PackedField& field : fields_) {
      if (field.name != name || field.member.form == Form::none) continue;
      if (T member{}; read_member(field.member, member)) members.insert(std::move(member));
    }
  }

  template <typename K, typename T>
  void keyed(std::string_view name, std::map<K, T>& members) const {
    members.clear();
    for (const PackedField& field : fields_) {
      if (field.name != name || field.member.form == Form::none) continue;
      K key{};
      T known{};
      if (read_member(field.member, key) && read(field.value, known))
        members.insert_or_assign(std::move(key), std::move(known));
    }
  }

 private:
  static bool read(const PackedValue& value, Uid& out);
  static bool read(const PackedValue& value, Date& out);
  static bool read(const PackedValue& value, Moment& out);
  static bool read(const PackedValue& value, std::string& out);
  template <typename T>
  static bool read(const PackedValue& value, std::optional<T>& out) {
    T inner{};
    if (!read(value, inner)) return false;
    out = std::move(inner);
    return true;
  }
  template <typename T>
  static bool read(const PackedValue& value, T& out) {
    return from_value(value_of(value), out);
  }
  template <typename T>
  static bool read_member(const PackedValue& value, T& out) {
    if constexpr (std::is_same_v<T, unsigned>) {
      const auto known = parse_member<T>(packed_text(value));
      if (known) out = *known;
      return known.has_value();
    } else {
      return read(value, out);
    }
  }

  std::vector<PackedField> fields_;
};

}  // namespace rapport
