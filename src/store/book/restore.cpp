#include "rapport/store/restore.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/beside.hpp"
#include "rapport/store/new_file.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/undisturbed.hpp"

namespace rapport {
namespace {

constexpr int most_tries = 50;  // against writers that come between the copy and the replacement

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : path;
}

/// A file descriptor, closed at the end.
struct Descriptor {
  explicit Descriptor(int opened) : number(opened) {}
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number;
};

[[noreturn]] void fail_to_keep(const std::string& path) {
  throw Error(is_of_disk(errno) ? ErrorKind::io : ErrorKind::permission,
              fmt::format("the damaged book '{}' cannot be read: {}", printable(path),
                          std::strerror(errno)),
              "nothing was changed");
}

/// Writes what cannot be read as a database, as it is.
void write_bytes(const std::string& from, NewFile& to) {
  const Descriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.number < 0) fail_to_keep(from);
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = ::read(in.number, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail_to_keep(from);
    if (got == 0) return;
    to.write({buffer.data(), static_cast<std::size_t>(got)});
  }
}

/// Copies the file `from`, and its journal if it has one, into the folder of backups.
std::string keep_bytes(const std::string& from, const Place& place, const std::string& why) {
  make_private_folders(place.backups);
  const std::string journal = from + "-journal";
  const std::string hint = "nothing was changed";
  for (;;) {
    std::string kept = backup_path(place.backups, place.book, place.now.local, why);
    NewFile copy(kept, hint);
    write_bytes(from, copy);
    std::optional<NewFile> copied_journal;
    if (::access(journal.c_str(), F_OK) == 0)
      write_bytes(journal, copied_journal.emplace(kept + "-journal", hint));
    if (!copy.link_as(kept)) continue;
    if (copied_journal) copied_journal->replace();
    return kept;
  }
}

std::vector<Forgotten> orders_in_backups(const Place& place) {
  std::vector<Forgotten> orders;
  for (const Backup& backup : backups_in(place.backups, place.book)) {
    if (!backup.is_good()) continue;
    Db copy = open_copy(backup.path);
    for (Forgotten& order : forgotten_before(copy)) orders.push_back(std::move(order));
  }
  return orders;
}

/// Has the restored book forget whom it must, and notes the command in it.
void forget_in_copy(Store& book, const std::vector<Forgotten>& orders, const Place& place,
                    const std::optional<Uid>& op_id, Restored& restored) {
  renew_replica(book.db());
  const auto parties = known_here(book.db(), orders);
  const Erasure found = look_for(book.db(), parties);
  if (!found.is_nothing())
    for (const Forgotten& party : parties) restored.forgotten.push_back(party.pseudonym);
  Writing writing(book, "restore", place.now, op_id);
  writing.forget(parties);
  writing.commit();
  book.db().run("DELETE FROM book WHERE key = 'sweep'");  // a copy of pages in memory: swept below
  book.db().run("VACUUM");
  restored.holds = contents_of(book.db());
}

}  // namespace

std::string keep_book(Db& live, const Place& place, const std::string& why) {
  try {
    return save_backup(live, place.backups, place.book, place.now.local, why).path;
  } catch (const Error&) {
    // Page by page then. Damage has many faces, a full disk among them: a real one shows again.
    std::string path = backup_path(place.backups, place.book, place.now.local, why);
    save_pages(live, path);
    return path;
  }
}

Store load_backup(const std::string& path) {
  Db file = open_copy(path);
  Db copy = Db::memory_copy(file);
  migrate(copy, schema_steps());
  Store store(std::move(copy));
  const auto troubles = store.check(Depth::deep);
  if (!troubles.empty())
    throw Error(ErrorKind::bad_data,
                fmt::format("the backup '{}' is damaged: {}", printable(path), troubles.front()),
                "nothing was changed; `rapport backup list` shows the others");
  return store;
}

std::string replace_book(Db& live, const Place& place, const std::string& why,
                         const std::function<Db&()>& prepare) {
  for (int tries = 0; tries < most_tries; ++tries) {
    std::string kept;
    std::uint32_t version = 0;
    Db* by = nullptr;
    {
      Db other(real_path(place.book), Access::read_write);
      const WriteLock nobody_writes(other);
      kept = keep_book(live, place, why);
      try {
        by = &prepare();
      } catch (...) {
        ::unlink(kept.c_str());  // nothing changes: it would be one of many
        throw;
      }
      version = live.data_version();
    }
    finish_undisturbed();
    if (live.become_copy_of(*by, version)) return kept;
    ::unlink(kept.c_str());
  }
  throw Error(ErrorKind::busy, "other programs kept writing to the book",
              "nothing was changed; try again");
}

std::string replace_file(const Place& place, const std::string& why, Db& by) {
  const std::string path = real_path(place.book);
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0) {
    const auto slash = path.rfind('/');
    if (slash != std::string::npos && slash > 0) make_private_folders(path.substr(0, slash));
    save_copy(by, path, Existing::refuse);
    return {};
  }
  check_is_book(path);
  std::string kept = keep_bytes(path, place, why);
  // It would be rolled back into the new file.
  ::unlink((path + "-journal").c_str());
  finish_undisturbed();
  save_copy(by, path, Existing::replace);
  return kept;
}

Restored restore_book(Store& backup, Store* live, const Place& place,
                      const std::optional<Uid>& op_id) {
  Restored restored;
  if (live == nullptr) {
    forget_in_copy(backup, orders_in_backups(place), place, op_id, restored);
    restored.kept = replace_file(place, "before-restore", backup.db());
    return restored;
  }
  std::optional<Store> ready;
  restored.kept = replace_book(live->db(), place, "before-restore", [&]() -> Db& {
    restored.forgotten.clear();
    ready.emplace(Db::memory_copy(backup.db()));
    forget_in_copy(*ready, forgotten_before(live->db()), place, op_id, restored);
    return ready->db();
  });
  return restored;
}

}  // namespace rapport
