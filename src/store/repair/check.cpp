#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rapport/base/text.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/salvage.hpp"
#include "rapport/store/search_index.hpp"
#include "rapport/store/store.hpp"
#include "rapport/store/undisturbed.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"
#include "store/repair/fold_check.hpp"

namespace rapport {
namespace {

void check_pages(Db& db, std::vector<std::string>& troubles) {
  db.each("PRAGMA integrity_check(5)", [&](const Row& row) {
    const std::string says = row.text(0);  // of SQLite: lines under a head
    for (const std::string_view line : split(says, '\n'))
      if (line != "ok" && !line.empty() && !line.starts_with("***"))
        troubles.push_back("a page of the file is damaged: " + printable(line));
  });
}

bool check_search(Db& db, std::vector<std::string>& troubles) {
  const bool is_sound = is_search_sound(db);
  if (!is_sound) troubles.emplace_back("the search index is damaged, the records are not");
  return is_sound;
}

/// Every stream counts 1, 2, 3 … up to its head.
void check_streams(Db& db, std::vector<std::string>& troubles) {
  db.each(
      "SELECT s.space, s.head, count(c.seq), coalesce(max(c.seq), 0) FROM stream s "
      "LEFT JOIN change c ON c.stream = s.id GROUP BY s.id",
      [&](const Row& row) {
        if (row.integer(1) != row.integer(2) || row.integer(1) != row.integer(3))
          troubles.push_back(fmt::format("the journal of {} has a gap", printable(row.text(0))));
      });
  db.each("SELECT space, replica, digest, owner FROM stream", [&](const Row& row) {
    if (digest_of_stream(row.text(0), row.uid(1), row.maybe_text(3)) != row.integer(2))
      troubles.push_back(
          fmt::format("whose journal of {} this is was altered", printable(row.text(0))));
  });
  if (db.number("SELECT count(*) FROM change WHERE stream NOT IN (SELECT id FROM stream)") > 0)
    troubles.emplace_back("the journal has changes of nobody");
  if (db.number("SELECT count(*) FROM book WHERE key = 'replica' AND length(value) = 16") != 1)
    troubles.emplace_back("the book does not know who it is");
}

/// Every change is as it was made, or was blanked on request: of who was forgotten, and of what was
/// stated anew, of which a hub keeps no words.
void check_digests(Db& db, std::vector<std::string>& troubles) {
  std::set<Uid> blanked;
  for (const Forgotten& party : forgotten_before(db)) blanked.insert(party.uid);
  db.each(
      "SELECT DISTINCT uid FROM change WHERE op = ?",
      [&](const Row& row) { blanked.insert(row.uid(0)); }, static_cast<int>(Op::restate));
  const auto first = static_cast<std::ptrdiff_t>(troubles.size());
  each_change(db, [&](std::int64_t, const Change& change, std::int64_t digest) {
    const bool is_whole = change.body || blanked.contains(change.uid);
    if (digest_of(change) == digest && is_whole) return;
    troubles.push_back(fmt::format("change {} of {} {} was altered", change.seq,
                                   printable(change.ent), to_string(change.uid)));
  });
  std::sort(troubles.begin() + first, troubles.end());
}

/// The number that people type is with its entity as well.
bool are_numbers_sound(Db& db) {
  return db.number(
             "SELECT count(*) FROM entity e WHERE e.number <> 0 AND NOT EXISTS (SELECT 1 FROM "
             "number "
             "n WHERE n.ent = e.ent AND n.id = e.number AND n.uid = e.uid)") == 0 &&
         db.number(
             "SELECT count(*) FROM number n WHERE NOT EXISTS (SELECT 1 FROM entity e WHERE "
             "e.uid = n.uid AND e.ent = n.ent AND e.number = n.id)") == 0;
}

/// Every command is as it was given, and every change of this book is of one.
void check_commands(Db& db, std::vector<std::string>& troubles) {
  std::int64_t last = 0;
  each_command(db, "ORDER BY id", [&](const CommandRecord& command, std::int64_t digest) {
    if (command.id != last + 1)
      troubles.push_back("a command before number " + std::to_string(command.id) + " is gone");
    if (digest_of(command) != digest)
      troubles.push_back(fmt::format("command {} was altered", command.id));
    last = command.id;
  });
  const auto nameless = db.number(
      "SELECT count(DISTINCT cmd) FROM change WHERE cmd NOT IN (SELECT cmd FROM command) AND "
      "stream NOT IN (SELECT id FROM stream WHERE owner IS NOT NULL)");
  if (nameless > 0) troubles.push_back(fmt::format("{} commands are gone", nameless));
}

}  // namespace

bool is_journal_sound(Db& book) {
  try {
    std::vector<std::string> troubles;
    check_pages(book, troubles);
    check_streams(book, troubles);
    check_digests(book, troubles);
    check_commands(book, troubles);
    const auto homeless =
        book.number("SELECT count(*) FROM entity WHERE space NOT IN (SELECT space FROM stream)");
    return troubles.empty() && homeless == 0 && are_numbers_sound(book);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::busy || error.kind() == ErrorKind::permission) throw;
    return false;
  }
}

std::vector<std::string> Store::check(Depth depth) {
  std::vector<std::string> troubles;
  check_pages(db_, troubles);
  check_streams(db_, troubles);
  const bool is_search_whole = check_search(db_, troubles);
  if (depth == Depth::quick) return troubles;
  check_digests(db_, troubles);
  check_commands(db_, troubles);
  if (!are_numbers_sound(db_)) troubles.emplace_back("a number (#) is not that of its record");
  if (const auto odd = row_unlike_journal(db_))
    troubles.push_back("a record differs from the journal: " + printable(*odd));
  if (is_search_whole && search_checksum(db_) != expected_search_checksum(db_))
    troubles.emplace_back("the search index does not say what the records say");
  return troubles;
}

void Store::rebuild() {
  WriteLock lock(db_);
  refold(db_);
  finish_undisturbed();
  lock.commit();
}

}  // namespace rapport
