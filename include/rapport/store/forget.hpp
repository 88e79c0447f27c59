#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "rapport/store/journal.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

/// A customer or person to be forgotten: everything that names them is erased from the journal and
/// all that is folded from it. What counts is kept under a pseudonym that says nothing of them.
struct Forgotten {
  Uid uid;
  std::string ent;
  std::string pseudonym;        ///< "customer-1f3a"; the same again for who was forgotten before
  std::set<std::string> names;  ///< name, aliases, e-mail addresses and domains, of all times
};

/// How much an erasure concerns.
struct Erasure {
  std::int64_t bodies = 0;                     ///< changes of the forgotten, which are blanked
  std::map<std::string, std::set<Uid>> texts;  ///< whose texts change, by kind; older ones included

  bool is_nothing() const { return bodies == 0 && texts.empty(); }
};

/// Who is forgotten together with `who`: duplicates that were merged into it, and for a customer
/// the people there with theirs. `who` comes first.
std::vector<Forgotten> forgotten_with(Db& book, const NameHit& who);

/// Everybody whom this book was told to forget; without names, which it no longer knows.
std::vector<Forgotten> forgotten_before(Db& book);

/// When this book was told last to forget somebody; nothing where it never was.
std::optional<Moment> last_order(Db& book);

/// What `erase` would do.
Erasure look_for(Db& book, std::span<const Forgotten> parties);

/// Blanks the changes of `parties`, puts their pseudonyms in place of every mention in other texts,
/// older versions of them included, and remembers the order in the space `erasure`. Other customers
/// and people who bear the very same name keep it, and PMs theirs. Inside one write transaction,
/// and `sweep` must follow. Asking for the same again changes nothing.
Erasure erase(Db& book, Journal& journal, std::span<const Forgotten> parties);

/// Those whom another book was told to forget, with the names that `book`, a copy or a backup,
/// knows of them beside those in `orders`.
std::vector<Forgotten> known_here(Db& book, std::span<const Forgotten> orders);

/// Those whom `book` was told to forget and whom `records`, of a file, still name: with the names
/// that they have there.
std::vector<Forgotten> forgotten_in(Db& book, std::span<const Record> records);

/// Puts the pseudonyms of `parties` in place of every mention of them in the texts of `records`.
void redact(std::span<const Forgotten> parties, std::vector<Record>& records);

/// True when an erasure was committed, but its traces may still be in free parts of the file.
bool needs_sweep(Db& book);

/// Rewrites the whole file, so that nothing of what was erased is left in free parts of it.
void sweep(Db& book);

/// A file in the folder of backups, and what it says of the forgotten.
struct SearchedBackup {
  std::string path;
  std::string name;
  bool is_readable = false;
  Erasure found;
};

/// The books in `folder` that speak of `parties`, and the files there that cannot be searched.
std::vector<SearchedBackup> search_backups(const std::string& folder,
                                           std::span<const Forgotten> parties);

/// Puts a backup without them in the place of the one at `path`.
void erase_in_backup(const std::string& path, const Stamp& stamp,
                     std::span<const Forgotten> parties);

/// Gives `book` a replica id of its own, so that its changes are never taken for those of the book
/// that it is a copy of.
void renew_replica(Db& book);

}  // namespace rapport
