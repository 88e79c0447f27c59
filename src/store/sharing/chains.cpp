#include "rapport/store/chains.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>

#include "rapport/base/text.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/change_row.hpp"
#include "store/journal/refresh.hpp"

namespace rapport {
namespace {

const std::string select_of_stream = std::string("SELECT ") + change_columns +
                                     " FROM change c JOIN stream s ON s.id = c.stream "
                                     "WHERE c.stream = ? AND c.seq > ? ORDER BY c.seq LIMIT ?";

std::vector<Change> kept_after(Db& db, const Chain& chain, std::int64_t seq, std::int64_t most) {
  std::vector<Change> changes;
  db.each(
      select_of_stream.c_str(), [&](const Row& row) { changes.push_back(read_change(row)); },
      chain.stream, seq - chain.start, most);
  return changes;
}

/// The greatest stamp of what others said of the entity of `change` before that.
std::int64_t heard_before(Db& db, const Change& change) {
  return db.number(
      "SELECT max(c.hlc) FROM change c JOIN stream s ON s.id = c.stream "
      "WHERE c.uid = ? AND c.hlc < ? AND s.owner IS NOT NULL",
      change.uid, change.hlc);
}

/// Another nonce that comes in the same place of the fold.
std::int64_t next_to(std::int64_t nonce) {
  constexpr std::int64_t near = std::int64_t{1} << 20;
  const std::int64_t step = 1 + random_id() % near;
  return nonce > near ? nonce - step : nonce + step;
}

std::string key_of_fork(const std::string& space, const Uid& replica) {
  return fmt::format("fork {} {}", to_string(replica), space);
}

std::map<std::string, ForkPoint> forks_in(Db& db) {
  std::map<std::string, ForkPoint> forks;
  db.each("SELECT key, value FROM book WHERE key >= 'fork ' AND key < 'fork!'",
          [&](const Row& row) {
            const std::string value = row.text(1);
            const auto parts = split(value, ' ');
            const auto parent = parse_uid(parts.front());
            if (!parent || parts.size() != 3) return;
            forks.emplace(row.text(0), ForkPoint{*parent, std::atoll(std::string(parts[1]).c_str()),
                                                 std::atoll(std::string(parts[2]).c_str())});
          });
  return forks;
}

/// The chain that a fork leaves; null where it is none, or that is not here.
const Chain* chain_left_by(Db& db, const std::vector<Chain>& chains, const Chain& fork) {
  for (const Chain& other : chains)
    if (fork.start > 0 && other.space == fork.space && other.parent == fork.parent &&
        nonce_at(db, other, fork.start) == fork.before)
      return &other;
  return nullptr;
}

std::int64_t stream_of(Db& db, const std::string& space, const Uid& replica) {
  db.run("INSERT OR IGNORE INTO stream(space, replica, head, hlc, digest) VALUES(?,?,0,0,?)", space,
         replica, digest_of_stream(space, replica, {}));
  return db.number("SELECT id FROM stream WHERE space = ? AND replica = ?", space, replica);
}

}  // namespace

Uid random_uid() {
  Uid uid;
  for (std::size_t i = 0; i < uid.bytes.size(); i += 8) {
    const auto random = static_cast<std::uint64_t>(random_id());
    for (std::size_t j = 0; j < 8; ++j)
      uid.bytes[i + j] = static_cast<std::uint8_t>(random >> (8 * j));
  }
  return uid;
}

void note_fork(Db& db, const std::string& space, const Uid& replica, const ForkPoint& point) {
  db.run("INSERT OR REPLACE INTO book(key, value) VALUES(?,?)", key_of_fork(space, replica),
         fmt::format("{} {} {}", to_string(point.parent), point.start, point.before));
}

std::vector<Chain> chains_in(Db& db) {
  const auto forks = forks_in(db);
  std::vector<Chain> chains;
  db.each("SELECT id, space, replica, head, owner IS NULL FROM stream WHERE space <> 'local'",
          [&](const Row& row) {
            Chain chain{.stream = row.integer(0),
                        .space = row.text(1),
                        .parent = row.uid(2),
                        .replica = row.uid(2),
                        .is_own = row.integer(4) != 0};
            if (const auto fork = forks.find(key_of_fork(chain.space, chain.replica));
                fork != forks.end()) {
              chain.parent = fork->second.parent;
              chain.start = fork->second.start;
              chain.before = fork->second.before;
            }
            chain.head = chain.start + row.integer(3);
            chains.push_back(std::move(chain));
          });
  return chains;
}

std::optional<std::int64_t> nonce_at(Db& db, const Chain& chain, std::int64_t seq) {
  if (seq <= chain.start || seq > chain.head) return std::nullopt;
  const auto kept = chain.head - static_cast<std::int64_t>(chain.coming.size());
  if (seq > kept) return chain.coming[static_cast<std::size_t>(seq - kept - 1)];
  return db.first(
      "SELECT nonce FROM change WHERE stream = ? AND seq = ?",
      [](const Row& row) { return row.integer(0); }, chain.stream, seq - chain.start);
}

std::vector<Change> changes_after(Db& db, const Chain& chain, std::int64_t seq, std::int64_t most) {
  auto changes = kept_after(db, chain, seq, most);
  for (Change& change : changes) change.seq += chain.start;
  return changes;
}

std::vector<Change> changes_until(Db& db, const std::vector<Chain>& chains, const Chain& chain,
                                  std::int64_t seq) {
  std::vector<Change> changes;
  if (const Chain* left = chain_left_by(db, chains, chain))
    changes = changes_until(db, chains, *left, chain.start);
  for (Change& change : changes_after(db, chain, chain.start, seq - chain.start))
    changes.push_back(std::move(change));
  return changes;
}

std::int64_t shared_with(Db& db, const std::vector<Chain>& chains, const Chain& chain,
                         const Chain& other) {
  std::int64_t shared = other.head;
  const Chain* at = &other;
  while (at != nullptr && at->stream != chain.stream) {
    shared = std::min(shared, at->start);
    at = chain_left_by(db, chains, *at);
  }
  return at == nullptr ? 0 : shared;
}

void move_tail(Db& db, const Chain& chain, std::int64_t seq, const Uid& replica) {
  const auto tail = kept_after(db, chain, seq, -1);
  if (tail.empty()) return;
  const std::int64_t to = stream_of(db, chain.space, replica);
  std::int64_t head = db.number("SELECT head FROM stream WHERE id = ?", to);
  db.run("DELETE FROM change WHERE stream = ? AND seq > ?", chain.stream, seq - chain.start);
  db.run("UPDATE stream SET head = ? WHERE id = ?", seq - chain.start, chain.stream);
  for (Change change : tail) {
    change.seq = ++head;
    insert_change(db, to, change);
  }
  db.run("UPDATE stream SET head = ?, hlc = (SELECT hlc FROM stream WHERE id = ?) WHERE id = ?",
         head, chain.stream, to);
}

/// The stamps after `latest` that this book's clock made. One that comes after what others had said
/// so late, or this book had sent, is late by that, and stays: else what is typed now would lose.
std::set<std::int64_t> own_late(Db& db, const std::vector<Unsent>& unsent, std::int64_t latest) {
  std::vector<std::pair<std::int64_t, std::int64_t>> late;  // stamp, base
  for (const Unsent& one : unsent)
    for (const Change& change : kept_after(db, one.chain, one.sent, -1))
      if (change.hlc > latest) late.emplace_back(change.hlc, change.base);
  std::sort(late.begin(), late.end());
  std::set<std::int64_t> own, replies;
  for (const auto& [hlc, base] : late) {
    const bool is_ours =
        std::binary_search(late.begin(), late.end(), std::pair(base, INT64_MIN),
                           [](const auto& a, const auto& b) { return a.first < b.first; });
    if (base > latest && (!is_ours || replies.contains(base)))
      replies.insert(hlc);
    else
      own.insert(hlc);
  }
  return own;
}

// The changes after one that is stamped anew get new nonces too: had anybody seen the chain as it
// was, which this book cannot know for sure, it would be a fork to them.
Restamped restamp(Db& db, const std::vector<Unsent>& unsent, std::int64_t now_ms,
                  std::int64_t latest_ms) {
  constexpr int counter_bits = 16;
  const std::int64_t latest = latest_ms << counter_bits;
  std::vector<std::pair<std::int64_t, Change>> renewed;  // with their streams
  std::int64_t last = std::max(now_ms << counter_bits,
                               db.number("SELECT max(hlc) FROM stream WHERE hlc <= ?", latest));
  const std::set<std::int64_t> late = own_late(db, unsent, latest);
  for (const Unsent& one : unsent) {
    bool is_ahead = false;
    for (Change& change : kept_after(db, one.chain, one.sent, -1)) {
      if (change.hlc <= latest) last = std::max(last, change.hlc);
      is_ahead = is_ahead || late.contains(change.hlc);
      if (is_ahead) renewed.emplace_back(one.chain.stream, std::move(change));
    }
  }
  std::sort(renewed.begin(), renewed.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second.hlc, a.second.nonce) < std::pair(b.second.hlc, b.second.nonce);
  });
  Restamped restamped;
  Touches touches;
  for (auto& [stream, change] : renewed) {
    const bool is_ahead = late.contains(change.hlc);
    if (is_ahead) {
      ++restamped.changes;
      restamped.ahead_ms = (change.hlc >> counter_bits) - now_ms;
      // What a restate has blanked already must not come after it.
      const bool is_restate = change.op == Op::restate;
      change.hlc = std::max(++last, is_restate ? heard_before(db, change) + 1 : 0);
      change.base = std::min(change.base, change.hlc - 1);
    }
    change.nonce = is_ahead ? random_id() : next_to(change.nonce);
    db.run(
        "UPDATE change SET hlc = ?, base = ?, nonce = ?, digest = ? WHERE stream = ? AND seq = ?",
        change.hlc, change.base, change.nonce, digest_of(change), stream, change.seq);
    db.run("UPDATE stream SET hlc = max(hlc, ?) WHERE id = ?", change.hlc, stream);
    touches.emplace(change.uid, change.space);
  }
  refresh(db, touches);
  return restamped;
}

}  // namespace rapport
