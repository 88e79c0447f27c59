#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rapport/store/backup.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

/// What was done to a damaged book.
struct Repair {
  std::int64_t from_backup = 0;      ///< changes and commands that a backup still had as they were
  std::vector<std::string> altered;  ///< what was altered and is kept as it reads now
  std::vector<std::string> lost;     ///< what cannot be read anywhere any more

  bool is_whole() const { return altered.empty() && lost.empty(); }
};

/// A sound book, in memory, from all that can still be read of the journal of `damaged`; what
/// cannot is taken from `backups`, the newest first. Everything that is folded is made anew. Writes
/// nothing to `damaged`.
Store salvage(Db& damaged, const std::vector<Backup>& newest_first, Repair& repair);

}  // namespace rapport
