#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rapport/store/backup.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

/// What was done to a damaged book. Each line names a record ("interaction #12").
struct Repair {
  std::int64_t from_backup = 0;      ///< changes that a backup still had as they were
  std::vector<std::string> altered;  ///< what is there, but may not be as it was
  std::vector<std::string> lost;     ///< what cannot be read anywhere any more

  bool is_whole() const { return altered.empty() && lost.empty(); }
};

/// True when the journal and the numbers are as they were written, so that a new fold of them is
/// all that a damaged book needs. Writes nothing.
bool is_journal_sound(Db& book);

/// A sound book, in memory: every change of `damaged` that is as it was written, with those that it
/// has lost from the newest sound one among `backups` (newest first), replayed onto an empty book.
/// What neither has is taken from the records as they were folded last; where these are gone too it
/// is lost, and listed. Where not all is as it was, a command "check --fix" in its history marks
/// what stands in for what is lost. Writes nothing to `damaged`. Throws Error(bad_data) where no
/// sound book comes of it.
Store salvage(Db& damaged, const std::vector<Backup>& newest_first, const Stamp& now,
              Repair& repair);

}  // namespace rapport
