#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "rapport/domain/uid.hpp"

/// What a book holds, as plain values that need no knowledge of the kinds of things in it.
namespace rapport {

/// One value of a field. Nothing (monostate) in a change takes the field away.
using FieldValue = std::variant<std::monostate, bool, std::int64_t, std::string>;

/// The order of texts, which mostly differ in their first letter.
struct TextOrder {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const {
    if (a.empty() || b.empty() || a[0] == b[0]) return a < b;
    return static_cast<unsigned char>(a[0]) < static_cast<unsigned char>(b[0]);
  }
};

/// The fields of an entity, or of one change, by name. A set is one field per member
/// ("tag.orders": true), so that two replicas can add members at the same time.
using Fields = std::map<std::string, FieldValue, TextOrder>;

/// An entity as it stands: all that another book needs to have the same one.
struct Record {
  std::string kind;  ///< "customer"
  Uid uid;
  std::string space;
  std::string recorded;  ///< "2026-11-18T11:20+01:00"
  Fields fields;         ///< those that this program does not know, too

  bool operator==(const Record&) const = default;
};

/// One entry of the journal. The numbers of 63 bits are identities: nobody counts with them.
struct JournalRecord {
  std::string space;
  Uid replica;
  std::int64_t seq = 0;
  std::int64_t hlc = 0, base = 0, nonce = 0, cmd = 0;
  std::string kind;
  Uid uid;
  std::string op;  ///< "put", "remove", "restore" or "restate"
  std::string at;
  std::optional<Fields> fields;  ///< nothing once erased
};

}  // namespace rapport
