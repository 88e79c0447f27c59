#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rapport/store/journal.hpp"
#include "rapport/store/membership.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

struct StreamKey {
  std::string space;
  Uid replica;
  std::strong_ordering operator<=>(const StreamKey&) const = default;
};

/// What can be read of a stream. Changes whose checksum does not hold are not among these.
struct RecoveredStream {
  std::map<std::int64_t, Change> changes;  ///< by seq
  std::int64_t head = 0;                   ///< of the newest change, as its row says or as is left
  std::int64_t hlc = 0;                    ///< 0 where its row cannot be read
  std::optional<std::string> owner;        ///< whose book wrote it; nothing: this one
  bool is_guessed = false;  ///< nothing says any more in which space its changes were
};

using NumberKey = std::pair<std::string, std::int64_t>;  // kind, number

/// What can be read of a book.
struct RecoveredData {
  std::map<StreamKey, RecoveredStream> streams;
  std::map<std::int64_t, CommandRecord> commands;  ///< by id; those whose checksum holds
  std::int64_t last_command = 0;                   ///< its id, whether it can be read or not
  std::map<NumberKey, Uid> numbers;
  std::vector<EntityState> records;  ///< as they were folded last
  std::optional<Uid> replica;
  std::set<Uid> forgotten;
  bool needs_sweep = false;
  std::optional<Membership> membership;      ///< the hub that was joined
  std::map<std::string, std::string> forks;  ///< rows of where streams part, by their keys
  bool has_all_streams = true;               ///< false where there may have been more
};

/// Reads as far as the pages go, from both ends. Throws Error where the file is locked or not ours
/// to read; not for damage.
RecoveredData recover(Db& db);

}  // namespace rapport
