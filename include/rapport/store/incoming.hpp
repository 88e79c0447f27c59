#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rapport/store/chains.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/store.hpp"

/// What other books tell of their journals.
namespace rapport {

/// A stretch of a stream, in its order.
struct Incoming {
  std::string space;
  Uid replica;
  std::string owner;  ///< whose book wrote it
  std::vector<Change> changes;
  ForkPoint fork = {};  ///< what it leaves, where it is one; else nil
};

struct Received {
  std::int64_t taken = 0;
  std::vector<std::string> refused;    ///< "team of ben: change 7 is missing"
  std::vector<std::string> set_aside;  ///< "change 7 of ben in team cannot be right, and was …"
};

/// What is added to the op of a change that another book cannot have meant: words that are none,
/// numbers out of range. It is kept as it came, and not applied.
inline constexpr int first_set_aside = 100;

/// Takes the changes in that follow on those which are here, and folds what they touch; numbers are
/// given as they come. Nobody tells this book of its own streams, or of anything in `local`. Orders
/// to forget come first, and are obeyed as long as the names are still known here. The clock goes
/// on, but no further than five minutes ahead of `now`.
Received take_in(Store& store, std::span<const Incoming> streams, const Stamp& now);

/// All that this book could tell another: its streams that are not `local`, from a change on.
std::vector<Incoming> told_by(Db& db, const std::string& owner);

/// A command of another book, as `history` lists it.
struct ForeignCommand {
  std::int64_t cmd = 0;
  std::string owner;
  std::string at;
};

/// Newest first; at most `limit`, all where it is negative.
std::vector<ForeignCommand> foreign_commands(Db& db, std::int64_t limit);
std::size_t count_foreign_commands(Db& db);

/// The handle of whose book wrote `change`; empty for this one.
std::string owner_of_change(Db& db, const Change& change);

}  // namespace rapport
