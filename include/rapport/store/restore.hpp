#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rapport/store/backup.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

/// Where a book is, and where the copy goes that is made before it is replaced.
struct Place {
  std::string book;     ///< its path, as typed
  std::string backups;  ///< the folder
  Stamp now;
};

/// The backup at `path` in memory, of the newest version and found sound throughout. Throws Error:
/// no_input (66) where there is none; bad_data (65) for a damaged or hostile one; config (78) for
/// another program's or a newer one.
Store load_backup(const std::string& path);

/// Saves a copy of what is about to change, whatever its state, under `why` ("before-fix"); its
/// path.
std::string keep_book(Db& live, const Place& place, const std::string& why);

/// Puts what `prepare` answers in the place of all that `live` holds, in one step, while nobody
/// else writes. Before, a copy of `live` is saved under `why` ("before-restore"); answers its path.
/// `prepare` may look into `live`, and is called again when somebody wrote in the meantime.
std::string replace_book(Db& live, const Place& place, const std::string& why,
                         const std::function<Db&()>& prepare);

/// The same where the book is so damaged that it cannot be opened: its file is kept aside, byte by
/// byte. No connection to it may be open. Answers the path of what was kept, empty where there was
/// no file.
std::string replace_file(const Place& place, const std::string& why, Db& by);

/// What came of a restore.
struct Restored {
  std::string kept;                    ///< the copy made before; empty where there was nothing
  std::vector<std::string> forgotten;  ///< pseudonyms of those who were erased again
  Contents holds;
};

/// Restores `backup` in the place of `live`, or, where that is null, of a book that cannot be
/// opened or is not there. It gets a replica id of its own, and whom the book or another backup was
/// told to forget is erased in it before.
Restored restore_book(Store& backup, Store* live, const Place& place,
                      const std::optional<Uid>& op_id);

}  // namespace rapport
