#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rapport/domain/idea.hpp"
#include "rapport/domain/interaction.hpp"

/// Closing the loop: what was shipped, declined, kept or resolved, and who has yet to be told.
namespace rapport {

enum class LoopKind { idea, promise, showstopper };

/// "idea", "promise", "showstopper": for people, files and programs.
std::string_view name_of(LoopKind kind);

/// Everything that loops are made from. `customers`, `ideas`, `evidence` and `colleagues` must hold
/// whatever the rest refers to; a vote, promise or showstopper with an unknown customer or idea is
/// left out.
struct LoopFacts {
  Ideas ideas;
  std::vector<Vote> votes;  ///< as they are stored
  std::vector<Promise> promises;
  std::vector<Showstopper> showstoppers;
  Customers customers;
  std::unordered_map<Uid, Interaction, UidHash> evidence;  ///< the talks that prove votes
  std::map<Uid, std::string> colleagues;  ///< names of those to whom something was promised
};

/// One customer or colleague, and one outcome that they are waiting to hear of.
struct AwaitedOutcome {
  Uid customer;           ///< duplicates followed; nil for a colleague
  std::string colleague;  ///< by name, where a promise was made to one
  Uid person;             ///< that colleague; nil for a customer
  LoopKind kind = LoopKind::idea;
  Uid ref;                        ///< the idea, promise or showstopper
  std::int64_t number = 0;        ///< of that
  std::string name;               ///< of the idea or showstopper; the text of the promise
  std::string_view outcome;       ///< "shipped", "declined", "kept", "resolved"
  Date settled{};                 ///< from that day on there is something to tell
  std::optional<Date> closed_on;  ///< the day on which they were told
  std::set<Uid> pms;  ///< whose word it is: who promised, looks after it, or heard the wish
};

/// Every loop that is settled, told or not, by the day it was settled and then by kind and
/// number. What was told before it was settled does not count as told.
std::vector<AwaitedOutcome> loops_of(const LoopFacts& facts);

/// How many loops were closed, and how fast.
struct Closure {
  int settled = 0;
  int closed = 0;
  std::optional<int> median_days;  ///< from settled to told; of an even number the mean of the two
                                   ///< in the middle, half a day rounded up

  int open() const { return settled - closed; }
};

/// Of the loops settled on `days`, all by default.
Closure closure_of(std::span<const AwaitedOutcome> all,
                   const DateRange& days = {first_date, last_date + Days{1}});

/// "told 3 of 4, median 2 days"; "nothing to tell yet" where nothing is settled.
std::string closure_text(const Closure& closure);

}  // namespace rapport
