#include "store/book/db_error.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <string>
#include <string_view>

#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/db.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/new_file.hpp"

namespace rapport {
namespace {

constexpr const char* damage_hint =
    "nothing was changed; `rapport check --fix` repairs what it can, else restore a backup";

struct Trouble {
  ErrorKind kind;
  const char* message;
  const char* hint;
};

constexpr Trouble index_trouble{ErrorKind::bad_data,
                                "the search index is damaged, your records are not",
                                "nothing was changed; `rapport check --fix` rebuilds it"};

Trouble trouble_of_io(int extended) {
  if (extended == SQLITE_IOERR_DIR_FSYNC)
    return {ErrorKind::unknown, "the folder could not be synced: the outcome is not known",
            "look with `rapport list` before you repeat the command"};
  if (extended == SQLITE_IOERR_TRUNCATE)  // may be the last step, after the commit
    return {ErrorKind::unknown, "the book could not be cut to its length: the outcome is not known",
            "look with `rapport list` before you repeat the command"};
  return {ErrorKind::io, "the disk answered with an input/output error", "nothing was saved"};
}

constexpr Trouble full_disk{ErrorKind::io, "the disk is full",
                            "nothing was saved; make room and try again"};

/// SQLite answers "cannot open" whatever the reason: makes a nameless file beside `path` to see.
Trouble trouble_of_opening(const std::string& path) {
  const std::string folder = folder_of(path.empty() ? "/" : path);
  const int probe = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  const int code = probe >= 0 ? 0 : errno;
  if (probe >= 0) ::close(probe);
  if (code == EMFILE || code == ENFILE)
    return {ErrorKind::io, "too many files are open", "nothing was saved; close some programs"};
  if (is_of_disk(code)) return full_disk;
  return {ErrorKind::permission, "the database or its journal cannot be opened",
          "nothing was saved; check the owner and mode of the file and its folder"};
}

Trouble trouble_of(int code, int extended, const std::string& path) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::busy, "the database stayed locked by another program",
              "nothing was saved; try again"};
    case SQLITE_FULL:
      return full_disk;
    case SQLITE_IOERR:
      return trouble_of_io(extended);
    case SQLITE_READONLY:
      return {ErrorKind::permission, "the database is read-only",
              "nothing was saved; check the owner and mode of the file and its folder"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorKind::permission, "no permission to use the database", ""};
    case SQLITE_CANTOPEN:
      return trouble_of_opening(path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::bad_data, "the database is damaged", damage_hint};
    case SQLITE_CONSTRAINT:  // what is written follows from what was read: that contradicts itself
    case SQLITE_MISMATCH:
    case SQLITE_FORMAT:
      return {ErrorKind::bad_data, "the database is damaged: its records contradict each other",
              damage_hint};
    case SQLITE_TOOBIG:  // no text that is taken comes near
      return {ErrorKind::bad_data, "the database is damaged: a record is too large", damage_hint};
    default:
      return {ErrorKind::internal, "unexpected answer of the database",
              "your data was not changed"};
  }
}

/// The index is the only table of a module, and says so in words alone when it cannot be opened.
bool is_of_index(int code, std::string_view says) {
  return (code & 0xff) == SQLITE_ERROR &&
         (says.find("invalid fts5 file format") != std::string_view::npos ||
          says.find("no such fts5 table") != std::string_view::npos ||
          says.find("vtable constructor failed") != std::string_view::npos);
}

}  // namespace

void fail_with(int code, int extended, const char* says, const std::string& path) {
  if ((code & 0xff) == SQLITE_NOMEM || extended == SQLITE_IOERR_NOMEM) throw std::bad_alloc();
  const bool is_index = extended == SQLITE_CORRUPT_VTAB || is_of_index(code, says);
  const auto [kind, message, hint] =
      is_index ? index_trouble : trouble_of(code & 0xff, extended, path);
  if (kind == ErrorKind::bad_data && !is_index) throw UnusableFile(kind, message, hint);
  if (kind == ErrorKind::internal)  // a bug: say what the library said, it holds no data of people
    throw Error(kind, std::string(message) + ": " + says, hint);
  throw Error(kind, message, hint);
}

void fail_damaged(const std::string& what) {
  throw UnusableFile(ErrorKind::bad_data, "the database is damaged: " + what, damage_hint);
}

}  // namespace rapport
