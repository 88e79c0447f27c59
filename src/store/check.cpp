#include <fmt/format.h>

#include "rapport/base/text.hpp"
#include "rapport/store/links.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/search.hpp"
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
  db.each("SELECT 'search ' || rowid || ' ' || words FROM search ORDER BY rowid", take);
  return rows;
}

void check_pages(Db& db, std::vector<std::string>& troubles) {
  db.each("PRAGMA integrity_check(5)", [&](const Row& row) {
    if (row.text(0) != "ok") troubles.push_back(printable(row.text(0)));
  });
}

void check_search(Db& db, std::vector<std::string>& troubles) {
  if (!is_search_sound(db))
    troubles.emplace_back("the search index is damaged, the records are not");
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

void check_digests(Db& db, std::vector<std::string>& troubles) {
  db.each("SELECT seq, hlc, base, nonce, cmd, ent, uid, op, at, body, digest FROM change",
          [&](const Row& row) {
            if (row.is_null(9)) return;  // erased on request
            const Change change{.seq = row.integer(0),
                                .hlc = row.integer(1),
                                .base = row.integer(2),
                                .nonce = row.integer(3),
                                .cmd = row.integer(4),
                                .ent = row.text(5),
                                .uid = row.uid(6),
                                .op = static_cast<Op>(row.integer(7)),
                                .at = row.text(8),
                                .body = row.text(9)};
            if (digest_of(change) != row.integer(10))
              troubles.push_back(fmt::format("change {} of {} {} was altered", change.seq,
                                             change.ent, to_string(change.uid)));
          });
}

}  // namespace

std::vector<std::string> Store::check(Depth depth) {
  std::vector<std::string> troubles;
  check_pages(db_, troubles);
  check_search(db_, troubles);
  check_streams(db_, troubles);
  if (depth == Depth::quick) return troubles;
  check_digests(db_, troubles);
  Store rebuilt = as_of({last_date, 0, 0});
  rebuild_search(rebuilt.db());
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
