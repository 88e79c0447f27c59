#include <sys/stat.h>

#include <algorithm>
#include <memory>

#include "rapport/base/error.hpp"
#include "rapport/store/backup.hpp"
#include "rapport/store/chains.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/membership.hpp"
#include "rapport/store/open.hpp"

// Backups forget too: each is changed in memory, and the result takes its place.
namespace rapport {
namespace {

Db load(const std::string& path) {
  Db file = open_copy(path);
  Db copy = Db::memory_copy(file);
  migrate(copy, schema_steps());
  return copy;
}

}  // namespace

void renew_replica(Db& book) {
  book.run("INSERT OR REPLACE INTO book(key, value) VALUES('replica', ?)", random_uid());
}

std::vector<SearchedBackup> search_backups(const std::string& folder,
                                           std::span<const Forgotten> parties) {
  // Orders name nobody: whom they speak of a copy knows by itself.
  const bool are_named = std::any_of(parties.begin(), parties.end(),
                                     [](const Forgotten& one) { return !one.names.empty(); });
  std::vector<SearchedBackup> found;
  for (const std::string& name : names_in(folder)) {
    SearchedBackup one{.path = folder + "/" + name, .name = name, .found = {}};
    struct stat file {};
    if (::lstat(one.path.c_str(), &file) != 0 || !S_ISREG(file.st_mode) || is_draft(name)) continue;
    try {
      Db copy = load(one.path);
      one.found = are_named ? look_for(copy, parties) : look_for(copy, known_here(copy, parties));
      one.is_readable = true;
    } catch (const Error&) {
      one.is_readable = false;  // may hold anything
    }
    if (!one.is_readable || !one.found.is_nothing()) found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(),
            [](const SearchedBackup& a, const SearchedBackup& b) { return a.name < b.name; });
  return found;
}

namespace {

/// The draft comes before the look: another forgetting takes it away where it has come between.
void erase_once(const std::string& path, const Stamp& stamp, std::span<const Forgotten> parties) {
  NewFile file(path);
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0) return;  // others let it go meanwhile
  Store store(load(path));
  Db& book = store.db();
  const Uid replica = replica_of(book);
  // Under another name, since the book of this replica has gone on counting.
  renew_replica(book);
  Writing writing(store, "forget", stamp, std::nullopt);
  writing.forget(known_here(book, parties));
  writing.commit();
  book.run("DELETE FROM book WHERE key = 'sweep'");  // a saved copy has no free parts
  book.run("UPDATE book SET value = ? WHERE key = 'replica'", replica);
  const Contents at_least = contents_of(book);
  write_copy(book, file, [&](Db& copy) { verify_copy(copy, at_least); });
  file.replace();
}

}  // namespace

void erase_in_backup(const std::string& path, const Stamp& stamp,
                     std::span<const Forgotten> parties) {
  insist_on([&] { erase_once(path, stamp, parties); });
}

}  // namespace rapport
