#pragma once

#include "rapport/store/db.hpp"
#include "rapport/store/journal.hpp"

/// How a change is read from the book.
namespace rapport {

/// What `read_change` reads, of a change `c` and its stream `s`.
inline constexpr const char* change_columns =
    "s.space, s.replica, c.seq, c.hlc, c.base, c.nonce, c.cmd, c.ent, c.uid, c.op, c.at, c.body, "
    "c.digest";

inline Change read_change(const Row& row) {
  Change change{.space = row.text(0),
                .replica = row.uid(1),
                .seq = row.integer(2),
                .hlc = row.integer(3),
                .base = row.integer(4),
                .nonce = row.integer(5),
                .cmd = row.integer(6),
                .ent = row.text(7),
                .uid = row.uid(8),
                .op = static_cast<Op>(row.integer(9)),
                .at = recorded_text(row.integer(10)),
                .body = row.maybe_text(11)};
  change.is_altered = digest_of(change) != row.integer(12);
  return change;
}

}  // namespace rapport
