#include "rapport/store/backup.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/open.hpp"

namespace rapport {
namespace {

void refuse_existing(const std::string& path) {
  throw Error(ErrorKind::not_found, fmt::format("'{}' is there already", printable(path)),
              "name another file, or move that one away");
}

/// What `write` puts into a draft gets its name.
void save(const std::string& path, Existing existing, const std::function<void(NewFile&)>& write) {
  remove_dead_drafts(folder_of(path), file_of(path));  // also beside one that is refused
  struct stat there {};
  if (existing == Existing::refuse && ::lstat(path.c_str(), &there) == 0) refuse_existing(path);
  insist_on([&] {
    NewFile file(path);
    write(file);
    if (existing == Existing::replace)
      file.replace();
    else if (!file.link_as(path))
      refuse_existing(path);
  });
}

}  // namespace

void write_copy(Db& book, NewFile& file, const std::function<void(Db&)>& verify) {
  try {
    book.run("VACUUM INTO ?", file.draft());
    if (!verify) return;
    Db copy = open_copy(file.draft());
    verify(copy);
  } catch (const Error&) {
    file.expect_own_draft();
    throw;
  }
}

void save_copy(Db& book, const std::string& path, Existing existing,
               const std::function<void(Db&)>& verify) {
  save(path, existing, [&](NewFile& file) { write_copy(book, file, verify); });
}

void save_pages(Db& book, const std::string& path) {
  save(path, Existing::refuse, [&](NewFile& file) {
    Db copy(file.draft(), Access::read_write);
    copy.become_copy_of(book);
  });
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
  holds.bytes = book.number("PRAGMA page_count") * book.number("PRAGMA page_size");
  return holds;
}

Contents verify_copy(Db& copy, const Contents& at_least) {
  const auto refuse = [](const std::string& why) {
    throw UnusableFile(ErrorKind::bad_data, "the copy is damaged: " + why,
                       "nothing was saved; look with `rapport check --deep`");
  };
  copy.each("PRAGMA quick_check(1)", [&](const Row& row) {
    if (row.text(0) != "ok") refuse(printable(row.text(0)));
  });
  const Contents holds = contents_of(copy);
  if (holds.changes < at_least.changes)
    refuse(fmt::format("it holds {} of {} changes", holds.changes, at_least.changes));
  return holds;
}

SavedCopy save_checked_copy(Db& book, const std::string& path) {
  SavedCopy saved{.path = path, .holds = {}};
  const Contents at_least = contents_of(book);
  save_copy(book, path, Existing::refuse,
            [&](Db& copy) { saved.holds = verify_copy(copy, at_least); });
  return saved;
}

std::set<Uid> replicas_of(Db& book) {
  std::set<Uid> replicas;
  const auto take = [&](const Row& row) { replicas.insert(row.uid(0)); };
  book.each("SELECT value FROM book WHERE key = 'replica'", take);
  book.each("SELECT DISTINCT replica FROM stream", take);
  return replicas;
}

}  // namespace rapport
