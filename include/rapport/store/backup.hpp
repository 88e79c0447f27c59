#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/store/db.hpp"
#include "rapport/store/new_file.hpp"

namespace rapport {

/// What to do where there is a file of that name already.
enum class Existing { refuse, replace };

/// Writes a whole copy of `book` to `path`, mode 0600, in one step: under the final name there is
/// no file, the old one, or a copy that was synced and, before it got its name, found good by
/// `verify`. Throws Error: not_found (3) where there is a file and it may not be replaced;
/// cannot_create (73) where the folder does not take one; disk (74) when the disk is full or fails.
void save_copy(Db& book, const std::string& path, Existing existing,
               const std::function<void(Db&)>& verify = {});

/// Writes such a copy into `file`, which gets no name yet.
void write_copy(Db& book, NewFile& file, const std::function<void(Db&)>& verify);

/// As `save_copy`, page by page: for a book that is too damaged for anything else.
void save_pages(Db& book, const std::string& path);

/// How much a book holds.
struct Contents {
  std::int64_t talks = 0;      ///< interactions of every status
  std::int64_t customers = 0;  ///< duplicates that were merged are not counted
  std::int64_t records = 0;    ///< live entities of every kind
  std::int64_t changes = 0;    ///< in the journal: only ever grows
  std::int64_t bytes = 0;      ///< of its pages
  std::optional<Date> newest;  ///< day of the latest talk
};

Contents contents_of(Db& book);

/// Throws UnusableFile for a copy that SQLite finds damaged, or that holds less of the journal than
/// `at_least`.
Contents verify_copy(Db& copy, const Contents& at_least);

/// A copy that was written and found good. Others may have let it go since.
struct SavedCopy {
  std::string path;
  Contents holds;
};

/// As `save_copy`, of what `verify_copy` finds good.
SavedCopy save_checked_copy(Db& book, const std::string& path);

/// Why a backup was made: of a damaged book, so that it is none to go back to.
inline constexpr const char* before_repair = "before-fix";

/// A file of the folder of backups.
struct Backup {
  std::string path;
  std::string name;  ///< of the file
  Moment made;       ///< by its name
  std::string why;   ///< "before-restore"; empty where somebody asked for it
  std::int64_t bytes = 0;
  std::optional<Contents> holds;  ///< nothing where it is damaged or of a newer program
  std::set<Uid> replicas;         ///< who wrote what is in it

  bool is_good() const { return holds.has_value(); }
};

/// The backups of books whose file is called as that of `book_path`, newest first: in the order in
/// which they were made, whatever day the clock showed. Opens each of them and has SQLite check it.
/// None where there is no such folder.
std::vector<Backup> backups_in(const std::string& folder, const std::string& book_path);

/// The newest one that is good and was not of a damaged book; looks no further.
std::optional<Backup> newest_good_backup(const std::string& folder, const std::string& book_path);

/// The name in `folder` for a backup made at `now`: free now, but for another process.
/// "rapport-2026-11-22T1130.db", "rapport-2026-11-22T1130-2.db",
/// "rapport-2026-11-22T1130-before-restore.db".
std::string backup_path(const std::string& folder, const std::string& book_path, const Moment& now,
                        const std::string& why = {});

/// Writes a verified backup of `book` into `folder` (made where it is not there, 0700); its path.
SavedCopy save_backup(Db& book, const std::string& folder, const std::string& book_path,
                      const Moment& now, const std::string& why = {});

/// Who wrote what is in the book, itself included.
std::set<Uid> replicas_of(Db& book);

/// Deletes the backups that `backups_to_keep` lets go; answers their names. Backups of another
/// book of that name stay, and so do damaged ones.
std::vector<std::string> rotate_backups(const std::vector<Backup>& newest_first, Db& book);

/// Makes a folder and those above it, each 0700. Throws Error: permission (77), cannot_create (73).
void make_private_folders(const std::string& folder);

}  // namespace rapport
