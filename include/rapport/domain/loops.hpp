#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rapport/domain/interaction.hpp"
#include "rapport/domain/showstopper.hpp"
#include "rapport/domain/votes.hpp"

/// Closing the loop: what was shipped, declined, kept or resolved, and who still has to hear it.
namespace rapport {

enum class Matter { idea, promise, showstopper };

/// "idea", "promise", "showstopper": for people, files and programs.
std::string_view name_of(Matter matter);

/// All that is ever promised to be told. The customers, ideas and talks must be all that the others
/// speak of; what speaks of others is left out.
struct LoopFacts {
  Ideas ideas;
  std::vector<Vote> votes;  ///< as they are stored
  std::vector<Promise> promises;
  std::vector<Showstopper> showstoppers;
  Customers customers;
  std::unordered_map<Uid, Interaction, UidHash> evidence;  ///< the talks that prove votes
  std::map<Uid, std::string> colleagues;  ///< names of those to whom something was promised
};

/// One customer, or colleague, and one thing settled that they wait to hear of.
struct ToTell {
  Uid customer;           ///< duplicates followed; nil for a colleague
  std::string colleague;  ///< by name, where a promise was made to one
  Matter matter = Matter::idea;
  Uid ref;                   ///< the idea, promise or showstopper
  std::int64_t number = 0;   ///< of that
  std::string name;          ///< of the idea or showstopper; the text of the promise
  std::string_view outcome;  ///< "shipped", "declined", "kept", "resolved"
  Date settled{};            ///< from that day on there is something to tell: when it was settled,
                             ///< or, of an idea that was there already, when they asked for it
  std::optional<Date> told;
  std::set<Uid> pms;  ///< whose word it is: who promised, looks after it, or heard the wish
};

/// Every loop that is settled, told or not, by the day it was settled and then by matter and
/// number. What was told before it was settled does not count as told.
std::vector<ToTell> loops_of(const LoopFacts& facts);

/// How well loops were closed.
struct Closure {
  int settled = 0;
  int told = 0;
  std::optional<int> median_days;  ///< from settled to told; of an even number the mean of the two
                                   ///< in the middle, half a day rounded up

  int open() const { return settled - told; }
};

/// Of the loops settled on `days`, all by default.
Closure closure_of(std::span<const ToTell> all,
                   const DateRange& days = {first_date, last_date + Days{1}});

/// "told 3 of 4, median 2 days"; "nothing to tell yet" where nothing is settled.
std::string closure_text(const Closure& closure);

}  // namespace rapport
