#include "rapport/store/newest.hpp"

#include "rapport/store/damage.hpp"
#include "rapport/store/kinds.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

[[noreturn]] void fail_missing() { fail_damaged("the newest that was written is not all there"); }

/// The end of a stream: its change, the command of that, and what it was folded into.
void check_end(const Row& row) {
  const bool is_ours = row.is_null(0), has_command = row.integer(4) != 0;
  const bool is_whole = row.integer(1) == row.integer(2) && row.integer(3) >= row.integer(5);
  if (!is_whole || (is_ours && !has_command)) fail_missing();
}

void check_derived(Db& db, std::string_view ent) {
  const auto newest = db.first(
      "SELECT uid, id FROM number WHERE ent = ? ORDER BY id DESC LIMIT 1",
      [](const Row& row) { return std::pair(row.uid(0), row.integer(1)); }, ent);
  if (!newest) {
    // Nothing of that kind, then; or a table of numbers that is not ours.
    if (db.number("SELECT count(*) FROM (SELECT 1 FROM name WHERE ent = ? LIMIT 1)", ent) != 0)
      fail_missing();
    return;
  }
  const auto state = find_state(db, newest->first, ent);
  if (!state || state->number != newest->second) fail_missing();
  if (!state->deleted && !is_derived(db, *state)) fail_missing();
}

}  // namespace

void check_newest(Db& db) {
  db.each(
      "SELECT s.owner, s.head, (SELECT max(seq) FROM change WHERE stream = s.id), "
      "(SELECT max(hlc) FROM entity WHERE uid = c.uid AND space = s.space), "
      "EXISTS (SELECT 1 FROM command WHERE cmd = c.cmd), c.hlc "
      "FROM stream s LEFT JOIN change c ON c.stream = s.id AND c.seq = s.head WHERE s.head > 0",
      check_end);
  check_derived(db, EntityTraits<Interaction>::name);
  check_derived(db, EntityTraits<Customer>::name);
}

}  // namespace rapport
