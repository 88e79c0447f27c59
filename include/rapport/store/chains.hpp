#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/store/db.hpp"
#include "rapport/store/journal.hpp"

/// Streams by the address under which they travel.
namespace rapport {

/// What one book wrote in a space under a replica id, as far as this book has it. Two books that
/// are copies of each other write different chains under one id: the second that came is a fork,
/// which shares the first `start` changes with another chain and is kept here under an id of its
/// own. Changes are counted as they travel, from `start` + 1 to `head`.
struct Chain {
  std::int64_t stream = 0;  ///< 0 as long as nothing of it is in the book
  std::string space;
  Uid parent;   ///< the replica id under which it travels
  Uid replica;  ///< the one under which it is kept: the same, unless it is a fork
  std::int64_t start = 0;
  std::int64_t before = 0;  ///< the nonce of the change `start`, which another chain has
  std::int64_t head = 0;
  bool is_own = false;                 ///< this book wrote it
  std::vector<std::int64_t> coming{};  ///< nonces of its last changes, not in the book yet

  bool is_fork() const { return parent != replica; }
};

/// An id for a stream that nobody else has.
Uid random_uid();

/// What a fork leaves: the chain of `parent` whose change `start` has the nonce `before`.
struct ForkPoint {
  Uid parent;
  std::int64_t start = 0;
  std::int64_t before = 0;
};

/// Remembers that the stream (space, replica) is a fork.
void note_fork(Db& db, const std::string& space, const Uid& replica, const ForkPoint& point);

/// All chains but those in `local`.
std::vector<Chain> chains_in(Db& db);

/// The nonce of a change of its own; nothing outside of `start` + 1 … `head`.
std::optional<std::int64_t> nonce_at(Db& db, const Chain& chain, std::int64_t seq);

/// Its changes from the one after `seq` up to `head`, counted as they travel. At most `most`.
std::vector<Change> changes_after(Db& db, const Chain& chain, std::int64_t seq, std::int64_t most);

/// All that led to the change `seq` of `chain`, which is one of `chains`: of a fork, what it shares
/// too.
std::vector<Change> changes_until(Db& db, const std::vector<Chain>& chains, const Chain& chain,
                                  std::int64_t seq);

/// Up to which change `other`, of the same address, has the same as `chain`; 0 where it has none.
std::int64_t shared_with(Db& db, const std::vector<Chain>& chains, const Chain& chain,
                         const Chain& other);

/// Gives the changes of `chain`, which is own, after `seq` to the stream of another replica id of
/// this book: nobody has seen them. Inside one write transaction.
void move_tail(Db& db, const Chain& chain, std::int64_t seq, const Uid& replica);

/// Changes that nobody has seen yet: those of an own chain after `sent`.
struct Unsent {
  Chain chain;
  std::int64_t sent = 0;
};

/// Gives those that are stamped later than `latest_ms` new stamps from `now_ms` on, in their order,
/// and folds what they touch. Answers how many they were, and how far ahead the last one was in ms.
struct Restamped {
  std::int64_t changes = 0;
  std::int64_t ahead_ms = 0;
};
Restamped restamp(Db& db, const std::vector<Unsent>& unsent, std::int64_t now_ms,
                  std::int64_t latest_ms);

}  // namespace rapport
