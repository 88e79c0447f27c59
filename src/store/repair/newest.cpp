#include "rapport/store/newest.hpp"

#include <string>
#include <vector>

#include "rapport/store/damage.hpp"
#include "rapport/store/kinds.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

[[noreturn]] void fail_missing() { fail_damaged("the newest that was written is not all there"); }

struct StreamEnd {
  std::int64_t id = 0, head = 0;
  std::string space;
  bool is_ours = false;
};

/// The end of a stream: its change, the command of that (looked for from the newest back: no index
/// knows it), and what it was folded into, where this program applies it. Asked for at once: SQLite
/// reads the whole of each row that it compares with, however large.
void check_end(Db& db, const StreamEnd& stream) {
  const bool is_whole =
      db.first(
            "SELECT seq, hlc, (SELECT max(hlc) FROM entity WHERE uid = c.uid AND space = ?), "
            "(SELECT 1 FROM command WHERE cmd = c.cmd ORDER BY id DESC LIMIT 1), c.op "
            "FROM change c WHERE stream = ? ORDER BY seq DESC LIMIT 1",
            [&](const Row& row) {
              const bool is_applied = row.integer(4) <= static_cast<int>(Op::restate);
              return row.integer(0) == stream.head &&
                     (!is_applied || row.integer(2) >= row.integer(1)) &&
                     (!stream.is_ours || row.integer(3) != 0);
            },
            stream.space, stream.id)
          .value_or(false);
  if (!is_whole) fail_missing();
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
  std::vector<StreamEnd> streams;
  db.each("SELECT id, head, space, owner IS NULL FROM stream WHERE head > 0", [&](const Row& row) {
    streams.push_back({row.integer(0), row.integer(1), row.text(2), row.integer(3) != 0});
  });
  for (const StreamEnd& stream : streams) check_end(db, stream);
  check_derived(db, EntityTraits<Interaction>::name);
  check_derived(db, EntityTraits<Customer>::name);
}

}  // namespace rapport
