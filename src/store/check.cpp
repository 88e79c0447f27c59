#include <fmt/format.h>

#include <set>

#include "rapport/base/text.hpp"
#include "rapport/store/checkpoints.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/links.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/search_index.hpp"
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
      "SELECT 'hosted ' || hex(pm) || day || ' ' || minute || ' ' || number || ' ' || minutes || "
      "' ' || kind || purpose || loop || status || ' ' || recorded || ' ' || edited || "
      "hex(interaction) || hex(customers) || ' ' || hex(people) FROM hosted "
      "ORDER BY pm, day, minute, number",
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

}  // namespace

std::vector<std::string> Store::check(Depth depth) {
  std::vector<std::string> troubles;
  check_pages(db_, troubles);
  check_streams(db_, troubles);
  const bool is_search_whole = check_search(db_, troubles);
  if (depth == Depth::quick) return troubles;
  check_digests(db_, troubles);
  Store rebuilt = as_of({last_date, 0, 0});
  const auto here = folded_rows(db_);
  const auto there = folded_rows(rebuilt.db());
  for (std::size_t i = 0; i < std::max(here.size(), there.size()); ++i) {
    if (i < here.size() && i < there.size() && here[i] == there[i]) continue;
    troubles.push_back("a record differs from its journal: " +
                       shorten(printable(i < here.size() ? here[i] : there[i]), 60));
    break;
  }
  build_search(rebuilt.db());
  if (is_search_whole && search_checksum(db_) != search_checksum(rebuilt.db()))
    troubles.emplace_back("the search index does not say what the records say");
  const auto odd = check_checkpoints(*this);
  troubles.insert(troubles.end(), odd.begin(), odd.end());
  return troubles;
}

void Store::rebuild() {
  WriteLock lock(db_);
  refold(db_);
  lock.commit();
}

}  // namespace rapport
