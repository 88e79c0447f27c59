#include "rapport/store/open.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/beside.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/new_file.hpp"
#include "rapport/store/read_lock.hpp"
#include "store/book/checksum.hpp"
#include "store/book/rehome.hpp"

namespace rapport {
namespace {

constexpr off_t smallest_database = 512;  // bytes: one page

std::string shown(const std::string& path) { return "'" + printable(path) + "'"; }

[[noreturn]] void fail_to_reach(const std::string& path, int code) {
  const ErrorKind kind =
      code == EACCES || code == EPERM ? ErrorKind::permission : ErrorKind::no_input;
  throw Error(kind, fmt::format("cannot use the book {}: {}", shown(path), std::strerror(code)),
              "check the path, or name another book with --db");
}

/// The path without symbolic links; nothing when there is no such file.
std::optional<std::string> resolve(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  if (real) return std::string(real.get());
  struct stat link {};
  if (errno == ENOENT && ::lstat(path.c_str(), &link) != 0) return std::nullopt;
  if (errno == ENOENT || S_ISLNK(link.st_mode))
    throw Error(ErrorKind::no_input, fmt::format("the link {} leads nowhere", shown(path)),
                "restore the file it points to, or name another book with --db");
  fail_to_reach(path, errno);
}

/// Removes the second name that a killed or still running creation left on the finished file:
/// "<name>.new.<pid>".
void finish_creation(const std::string& path, const struct stat& book) {
  for (const std::string& file : names_in(folder_of(path))) {
    const std::string name = folder_of(path) + "/" + file;
    struct stat other {};
    if (file.starts_with(file_of(path) + ".new.") && ::lstat(name.c_str(), &other) == 0 &&
        other.st_ino == book.st_ino && other.st_dev == book.st_dev)
      ::unlink(name.c_str());
  }
}

/// Refuses what is not a safe, whole file of our own; mends its mode.
void check_file(const std::string& path, Notices& notices) {
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0) fail_to_reach(path, errno);
  if (!S_ISREG(file.st_mode))
    throw Error(ErrorKind::no_input, shown(path) + " is not a regular file",
                "name a book with --db or RAPPORT_DB");
  if (file.st_size == 0)
    throw UnusableFile(ErrorKind::no_input, shown(path) + " is empty (0 bytes): it is not a book",
                       "restore a backup over it, or remove it to start a new book");
  if (file.st_size < smallest_database)  // SQLite would take it for an empty one
    throw UnusableFile(ErrorKind::bad_data, shown(path) + " is not a database",
                       "nothing was changed; restore a backup, or name another book with --db");
  if (file.st_uid != ::geteuid())
    throw Error(ErrorKind::permission,
                fmt::format("{} belongs to another user (uid {})", shown(path), file.st_uid),
                "use a book of your own");
  if (file.st_nlink > 1) {
    finish_creation(path, file);
    if (::stat(path.c_str(), &file) != 0) fail_to_reach(path, errno);
  }
  if (file.st_nlink > 1)
    throw Error(ErrorKind::permission, shown(path) + " has a second name (hard link)",
                "two names would have two journals; remove one of them");
  if ((file.st_mode & 077) != 0 && ::chmod(path.c_str(), 0600) == 0)
    notices.push_back(fmt::format("the mode of {} was {:04o}; it is 0600 now", shown(path),
                                  file.st_mode & 07777));
}

std::map<std::string, std::string> schema_of(Db& db) {
  std::map<std::string, std::string> objects;
  db.each("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema",
          [&](const Row& row) { objects.emplace(row.text(0), row.text(1)); });
  return objects;
}

[[noreturn]] void fail_tampered(Db& db, const std::map<std::string, std::string>& expected) {
  std::string odd = "a table is missing";
  for (const auto& [name, sql] : schema_of(db)) {
    const auto known = expected.find(name);
    if (known == expected.end() || known->second != sql) odd = printable(name);
  }
  throw UnusableFile(ErrorKind::bad_data, "the book was changed by another program: " + odd,
                     "nothing was changed; restore a backup");
}

/// Refuses a book whose tables are not those that its version has.
void check_schema(Db& db, std::size_t version) {
  const auto newest = static_cast<std::size_t>(schema_version());
  if (version == newest && schema_fingerprint(db) == expected_fingerprint) return;
  Db fresh = Db::memory();
  migrate(fresh, schema_steps().first(version));
  const auto expected = schema_of(fresh);
  if (schema_of(db) != expected) fail_tampered(db, expected);
}

/// Refuses a database that is not a book of this or an older version of this program, or not all of
/// one. To be called under one lock, so that no writer is just making the file longer. Answers the
/// version.
std::int64_t check_identity(Db& db, const std::string& path) {
  const auto id = db.number("PRAGMA application_id");
  if (id != book_application_id && is_almost_ours(static_cast<unsigned>(id)))
    throw UnusableFile(ErrorKind::bad_data, shown(path) + " is damaged: its header was altered",
                       "nothing was changed; restore a backup");
  if (id != book_application_id)
    throw Error(ErrorKind::config, shown(path) + " is a database of another program",
                "nothing was changed; name a book with --db or RAPPORT_DB");
  const auto version = db.number("PRAGMA user_version");
  if (version > schema_version())
    throw Error(ErrorKind::config,
                fmt::format("{} was written by a newer rapport (version {}, this one knows {})",
                            shown(path), version, schema_version()),
                "nothing was changed; install the newer rapport");
  struct stat file {};
  const bool is_cut =
      ::stat(path.c_str(), &file) == 0 && file.st_size % db.number("PRAGMA page_size") != 0;
  if (version < 1 || is_cut)
    throw UnusableFile(ErrorKind::bad_data, shown(path) + " is damaged: part of it is missing",
                       "nothing was changed; restore a backup");
  check_schema(db, static_cast<std::size_t>(version));
  return version;
}

std::int64_t check_identity_locked(Db& db, const std::string& path) {
  const ReadLock lock(db);
  return check_identity(db, path);
}

void fill(Db& db) {
  migrate(db, schema_steps());
  renew_replica(db);
}

/// Makes the name `path` itself durable.
void sync_folder(const std::string& path) {
  const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  const int answer = ::fsync(folder);
  ::close(folder);
  if (answer != 0)
    throw Error(ErrorKind::unknown, "the folder of the new book could not be synced",
                "look with `rapport status` before you repeat the command");
}

}  // namespace

void make_private_folders(const std::string& folder) {
  if (folder.empty() || folder == "/" || ::access(folder.c_str(), F_OK) == 0) return;
  make_private_folders(folder_of(folder));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    throw Error(errno == EACCES || errno == EROFS ? ErrorKind::permission
                : is_of_disk(errno)               ? ErrorKind::io
                                                  : ErrorKind::cannot_create,
                fmt::format("cannot create the folder {}: {}", shown(folder), std::strerror(errno)),
                "nothing was saved; name another place with --db or RAPPORT_DB");
  sync_folder(folder);
}

namespace {

[[noreturn]] void fail_to_create(const std::string& path, int code) {
  const ErrorKind kind = code == EACCES || code == EROFS || code == EPERM
                             ? ErrorKind::permission
                             : ErrorKind::cannot_create;
  throw Error(kind, fmt::format("cannot create the book {}: {}", shown(path), std::strerror(code)),
              "nothing was saved; name another place with --db or RAPPORT_DB");
}

/// The journal of a book that was moved away would be rolled back into the new one.
void refuse_orphan_journal(const std::string& path) {
  const std::string journal = path + "-journal";
  // In this order: the journal of a book that somebody else is just beginning has a book beside it.
  if (::access(journal.c_str(), F_OK) != 0 || ::access(path.c_str(), F_OK) == 0) return;
  throw Error(ErrorKind::cannot_create,
              fmt::format("{} is the journal of a book that no longer exists", shown(journal)),
              "nothing was saved; put the book back next to it, or remove it");
}

/// A whole new book under a temporary name, then given its own: another process that was faster
/// wins. The path is made absolute, so that SQLite takes none for a link or a "file:" address.
void create(const std::string& typed) {
  const auto folder = resolve(folder_of(typed));
  if (!folder)
    throw Error(ErrorKind::no_input,
                fmt::format("there is no folder {} for the book", shown(folder_of(typed))),
                "nothing was saved; make it, or name another place with --db or RAPPORT_DB");
  const std::string path = (*folder == "/" ? "" : *folder) + "/" + file_of(typed);
  check_beside(path);
  refuse_orphan_journal(path);
  if (::access(folder->c_str(), W_OK) != 0) fail_to_create(path, errno);
  NewFile file(path, "nothing was saved; name another place with --db or RAPPORT_DB");
  {
    Db db(file.draft(), Access::read_write);
    db.claim();
    fill(db);
  }
  file.link_as(path);
}

/// SQLite takes a file for one that may only be read where the header says so, which ours never
/// does.
void check_may_write(Db& db, const std::string& path) {
  if (db.read_only() || !db.is_read_only_now() || ::access(path.c_str(), W_OK) != 0) return;
  throw UnusableFile(ErrorKind::bad_data, shown(path) + " is damaged: its header was altered",
                     "nothing was changed; restore a backup");
}

/// Where the trouble is that a killed write cannot be rolled back, says so. What is wrong with the
/// file is no bug of ours.
[[noreturn]] void explain_failure(const std::string& path, const Error& error) {
  const bool interrupted = ::access((path + "-journal").c_str(), F_OK) == 0;
  if (error.kind() == ErrorKind::internal)
    throw UnusableFile(ErrorKind::bad_data, shown(path) + " is damaged: SQLite cannot read it",
                       "nothing was changed; restore a backup");
  const bool denied = error.kind() == ErrorKind::io || error.kind() == ErrorKind::permission;
  if (!interrupted || !denied || ::access(folder_of(path).c_str(), W_OK) == 0) throw;
  throw Error(ErrorKind::permission,
              fmt::format("an interrupted write of {} has yet to be undone", shown(path)),
              fmt::format("nothing was saved; that needs write access to the folder {}",
                          shown(folder_of(path))));
}

Db open_existing(const std::string& path, const BookPath& where, Notices& notices) {
  check_file(path, notices);
  check_beside(path);
  try {
    Db db(path, Access::read_write);
    const auto version = check_identity_locked(db, path);
    check_may_write(db, path);
    db.claim();
    if (version < schema_version()) bring_up_to_date(db, schema_steps(), where, notices);
    return db;
  } catch (const Error& error) {
    explain_failure(path, error);
  }
}

}  // namespace

/// A sum, so that the order of the objects, which VACUUM may change, does not matter.
std::uint64_t schema_fingerprint(Db& db) {
  std::uint64_t sum = 0;
  db.each("SELECT type, name, sql FROM sqlite_schema", [&](const Row& row) {
    Checksum hash;
    hash.add(row.text(0));
    hash.add(" ");
    hash.add(row.text(1));
    hash.add("\n");
    hash.add(row.text(2));
    sum += hash.value();
  });
  return sum;
}

void migrate(Db& db, std::span<const SchemaStep> steps) {
  const auto done = [&] {
    return static_cast<std::size_t>(db.number("PRAGMA user_version")) >= steps.size();
  };
  while (!done()) {
    WriteLock lock(db);  // another process may have been faster: look again inside
    const auto version = static_cast<std::size_t>(db.number("PRAGMA user_version"));
    if (version >= steps.size()) return;
    db.script(steps[version].sql);
    if (steps[version].name == "0004-spaces") rehome(db, Homes::anew);
    if (steps[version].name == "0005-packed") rehome(db, Homes::kept);
    if (steps[version].name == "0006-open") refold_entities(db);
    db.script(fmt::format("PRAGMA user_version={};PRAGMA application_id={}", version + 1,
                          book_application_id));
    lock.commit();
  }
}

void bring_up_to_date(Db& db, std::span<const SchemaStep> steps, const BookPath& where,
                      Notices& notices) {
  const auto version = static_cast<std::size_t>(db.number("PRAGMA user_version"));
  if (version < steps.size() && where.save_before_migration)
    notices.push_back(
        fmt::format("the book was converted from an older version; the old one is kept at {}",
                    printable(where.save_before_migration(db))));
  migrate(db, steps);
}

Db memory_book() {
  Db db = Db::memory();
  fill(db);
  return db;
}

std::optional<Db> open_book(const BookPath& where, Notices& notices) {
  const auto path = resolve(where.path);
  if (path) return open_existing(*path, where, notices);
  return std::nullopt;
}

Db open_copy(const std::string& path) {
  const auto real = resolve(path);
  struct stat file {};
  if (!real || ::stat(real->c_str(), &file) != 0)
    throw Error(ErrorKind::no_input, "there is no file " + shown(path),
                "`rapport backup list` shows them all");
  if (!S_ISREG(file.st_mode))
    throw Error(ErrorKind::no_input, shown(path) + " is not a regular file",
                "`rapport backup list` shows them all");
  if (file.st_size < smallest_database)
    throw Error(ErrorKind::bad_data, shown(path) + " is not a backup", "nothing was changed");
  Db db(*real, Access::read_only);
  check_identity_locked(db, *real);
  return db;
}

std::optional<Db> peek_book(const BookPath& where) {
  const auto path = resolve(where.path);
  struct stat file {};
  if (!path || ::stat(path->c_str(), &file) != 0 || !S_ISREG(file.st_mode) || file.st_size == 0 ||
      file.st_uid != ::geteuid() || file.st_nlink > 1)
    return std::nullopt;
  Db db(*path, Access::read_only);
  db.run("PRAGMA busy_timeout=200");
  db.run("BEGIN");  // one lock for the whole look: it goes with the database
  if (check_identity(db, *path) != schema_version()) return std::nullopt;
  return db;
}

Db open_or_create_book(const BookPath& where, Notices& notices) {
  auto path = resolve(where.path);
  if (!path) {
    if (!where.named) make_private_folders(folder_of(where.path));
    create(where.path);
    path = resolve(where.path);
  }
  if (!path) fail_to_create(where.path, ENOENT);
  return open_existing(*path, where, notices);
}

}  // namespace rapport
