#include <fmt/format.h>

#include <set>

#include "rapport/base/text.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/links.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/store.hpp"

namespace rapport {
namespace {

/// The tables that are folded from the journal, in one comparable text.
std::vector<std::string> folded_rows(Db& db) {
  std::vector<std::string> rows;
  const auto take = [&](const Row& row) { rows.push_back(row.text(0)); };
  db.each(
      "SELECT 'entity ' || hex(uid) || space || ent || number || ' ' || hlc || deleted || recorded "
      "|| body FROM entity ORDER BY uid, space",
      take);
  db.each(
      "SELECT 'hosted ' || hex(pm) || day || hex(interaction) || number || ' ' || "
      "coalesce(minute, '-') || ' ' || minutes || ' ' || kind || purpose || loop || status || "
      "recorded || coalesce(edited, '-') FROM hosted ORDER BY pm, day, interaction",
      take);
  db.each(
      "SELECT 'link ' || hex(owner) || role || ' ' || day || hex(other) FROM link "
      "ORDER BY owner, role, day, other",
      take);
  db.each(
      "SELECT 'name ' || folded || ent || hex(uid) || whole FROM name "
      "ORDER BY folded, ent, uid",
      take);
  return rows;
}

void check_pages(Db& db, std::vector<std::string>& troubles) {
  db.each("PRAGMA integrity_check(5)", [&](const Row& row) {
    if (row.text(0) != "ok") troubles.push_back(printable(row.text(0)));
  });
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
}

/// Every change is as it was made, or was blanked on request.
void check_digests(Db& db, std::vector<std::string>& troubles) {
  std::set<Uid> forgotten;
  for (const Forgotten& party : forgotten_before(db)) forgotten.insert(party.uid);
  each_change(db, [&](std::int64_t, const Change& change, std::int64_t digest) {
    const bool is_whole = change.body || forgotten.contains(change.uid);
    if (digest_of(change) == digest && is_whole) return;
    troubles.push_back(fmt::format("change {} of {} {} was altered", change.seq,
                                   printable(change.ent), to_string(change.uid)));
  });
}

/// Every command is as it was given, and none is missing.
void check_commands(Db& db, std::vector<std::string>& troubles) {
  std::set<std::int64_t> known;
  std::int64_t last = 0;
  each_command(db, [&](const CommandRecord& command, std::int64_t digest) {
    if (digest_of(command) != digest || command.id != last + 1)
      troubles.push_back(
          fmt::format("command {} was altered, or one before it is gone", command.id));
    last = command.id;
    known.insert(command.cmd);
  });
  const auto orphans = db.number(
      "SELECT count(DISTINCT c.cmd) FROM change c JOIN stream s ON s.id = c.stream "
      "JOIN book b ON b.key = 'replica' AND b.value = s.replica "
      "WHERE c.cmd NOT IN (SELECT cmd FROM command)");
  if (orphans > 0) troubles.push_back(fmt::format("{} commands are gone", orphans));
}

}  // namespace

std::vector<std::string> Store::check(Depth depth) {
  std::vector<std::string> troubles;
  check_pages(db_, troubles);
  check_streams(db_, troubles);
  if (depth == Depth::quick) return troubles;
  check_digests(db_, troubles);
  check_commands(db_, troubles);
  Store rebuilt = as_of({last_date, 0, 0});
  const auto here = folded_rows(db_);
  const auto there = folded_rows(rebuilt.db());
  for (std::size_t i = 0; i < std::max(here.size(), there.size()); ++i) {
    if (i < here.size() && i < there.size() && here[i] == there[i]) continue;
    troubles.push_back("a record differs from its journal: " +
                       shorten(printable(i < here.size() ? here[i] : there[i]), 60));
    break;
  }
  return troubles;
}

void Store::rebuild() {
  WriteLock lock(db_);
  refold(db_);
  lock.commit();
}

}  // namespace rapport
