#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rapport/store/db.hpp"
#include "rapport/store/schema.hpp"

namespace rapport {

/// Where the book is, and whether somebody named it (`--db`, `$RAPPORT_DB`) or it is the default.
struct BookPath {
  std::string path;
  bool named = false;
  /// Saves a backup of the book before it is migrated, and answers where. None is made without it.
  std::function<std::string(Db&)> save_before_migration = {};
};

/// What opening had to repair, in words for people ("the mode of … was 0644, now 0600").
using Notices = std::vector<std::string>;

/// Opens the book at `where`; nothing when there is no file yet.
/// Throws Error: no_input (66) for an empty file or no regular file;
/// permission (77) for a foreign owner or a second hard link; bad_data (65) for what is not a
/// database or was tampered with; config (78) for another program's or a newer book.
std::optional<Db> open_book(const BookPath& where, Notices& notices);

/// The book for a look in passing: opened for reading only, nothing repaired, no migration, and no
/// more than 200 ms of waiting for a writer. It is locked for reading until it goes. Nothing, or an
/// Error as `open_book` throws, where it is not there, not safe or not of this version.
std::optional<Db> peek_book(const BookPath& where);

/// A whole book that nobody works with, such as a backup, for reading only. Throws Error as
/// `open_book` does.
Db open_copy(const std::string& path);

/// Opens the book, creating it (file 0600, folder 0700) where there is none. Creating is atomic:
/// a kill at any moment leaves no file or a whole one.
Db open_or_create_book(const BookPath& where, Notices& notices);

/// An empty book in memory, for reports without a book, for `--as-of` and for tests.
Db memory_book();

/// Applies the steps that `db` does not have yet, each in a transaction with its version.
void migrate(Db& db, std::span<const SchemaStep> steps);

/// As `migrate`, but a book that lacks a step is saved first, and `notices` say where. Throws
/// before anything is changed where it cannot be saved.
void bring_up_to_date(Db& db, std::span<const SchemaStep> steps, const BookPath& where,
                      Notices& notices);

/// What `schema_fingerprint` answers for an untouched book of the current version.
constexpr std::uint64_t expected_fingerprint = 0x116f124aa00a42b0ULL;

/// A checksum over the definitions of all tables, indexes, views and triggers.
std::uint64_t schema_fingerprint(Db& db);

}  // namespace rapport
