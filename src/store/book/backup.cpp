#include "rapport/store/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/open.hpp"
#include "store/book/folder.hpp"

namespace rapport {
namespace {

[[noreturn]] void fail_backup(const std::string& path, int code) {
  const bool disk = code == ENOSPC || code == EIO || code == EDQUOT;
  throw Error(disk ? ErrorKind::io : ErrorKind::cannot_create,
              fmt::format("cannot write '{}': {}", printable(path), std::strerror(code)),
              "nothing was written; name another place");
}

/// A file of this process alone, gone when this goes unless it got its final name.
class Draft {
 public:
  explicit Draft(const std::string& path) : path_(path + ".new." + std::to_string(::getpid())) {
    file_ = ::open(path_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file_ < 0) fail_backup(path, errno);
  }
  ~Draft() {
    ::close(file_);
    ::unlink(path_.c_str());
    ::unlink((path_ + "-journal").c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const std::string& path() const { return path_; }

  void become(const std::string& path, Existing existing) {
    if (::fsync(file_) != 0) fail_backup(path, errno);
    const bool done = existing == Existing::replace ? ::rename(path_.c_str(), path.c_str()) == 0
                                                    : ::link(path_.c_str(), path.c_str()) == 0;
    if (!done) fail_backup(path, errno);
    const int folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0) ::close(folder);
    if (!synced)
      throw Error(
          ErrorKind::unknown,
          fmt::format("'{}' was written, but its folder could not be synced", printable(path)),
          "look whether it is there before relying on it");
  }

 private:
  std::string path_;
  int file_ = -1;
};

void refuse_existing(const std::string& path, Existing existing) {
  struct stat there {};
  if (existing == Existing::refuse && ::lstat(path.c_str(), &there) == 0)
    throw Error(ErrorKind::not_found, fmt::format("'{}' is there already", printable(path)),
                "name another file, or move that one away");
}

}  // namespace

void save_copy(Db& book, const std::string& path, Existing existing,
               const std::function<void(Db&)>& verify) {
  refuse_existing(path, existing);
  Draft draft(path);
  book.run("VACUUM INTO ?", draft.path());
  if (verify) {
    Db copy = open_copy(draft.path());
    verify(copy);
  }
  draft.become(path, existing);
}

void save_pages(Db& book, const std::string& path, Existing existing) {
  refuse_existing(path, existing);
  Draft draft(path);
  {
    Db copy(draft.path(), Access::read_write);
    copy.become_copy_of(book);
  }
  draft.become(path, existing);
}

Contents contents_of(Db& book) {
  Contents holds;
  book.each(
      "SELECT count(*), max(field(body, 'start')) FROM entity "
      "WHERE ent = 'interaction' AND deleted = 0",
      [&](const Row& row) {
        holds.talks = row.integer(0);
        if (const auto start = parse_iso_moment(row.text(1))) holds.newest = start->date;
      });
  holds.customers = book.number(
      "SELECT count(*) FROM entity WHERE ent = 'customer' AND deleted = 0 "
      "AND field(body, 'merged_into') IS NULL");
  holds.records = book.number("SELECT count(*) FROM entity WHERE deleted = 0");
  holds.changes = book.number("SELECT count(*) FROM change");
  return holds;
}

void verify_copy(Db& copy, const Contents& at_least) {
  const auto refuse = [](const std::string& why) {
    throw UnusableFile(ErrorKind::bad_data, "the copy is not good: " + why,
                       "nothing was saved; look with `rapport check --deep`");
  };
  copy.each("PRAGMA quick_check(1)", [&](const Row& row) {
    if (row.text(0) != "ok") refuse(printable(row.text(0)));
  });
  const Contents holds = contents_of(copy);
  if (holds.changes < at_least.changes)
    refuse(fmt::format("it holds {} of {} changes", holds.changes, at_least.changes));
}

std::set<Uid> replicas_of(Db& book) {
  std::set<Uid> replicas;
  const auto take = [&](const Row& row) { replicas.insert(row.uid(0)); };
  book.each("SELECT value FROM book WHERE key = 'replica'", take);
  book.each("SELECT DISTINCT replica FROM stream", take);
  return replicas;
}

}  // namespace rapport
