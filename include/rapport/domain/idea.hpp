#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rapport/domain/facts.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

/// What customers ask for and wait for: ideas, the votes for them, and showstoppers.
namespace rapport {

/// Something specific that customers ask for.
struct Idea {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  std::set<std::string> themes;
  IdeaState state = IdeaState::open;
  Date opened{};
  std::optional<Date> settled;  ///< when it shipped or was declined
  std::string why;              ///< given when it was declined
  std::optional<Uid> merged_into;
};

/// That one customer wants one idea. When ideas or customers are merged, their votes stay as they
/// are stored and are followed on reading (`counted_votes`), so undoing the merge restores them. Of
/// two votes of one customer for one idea, the older one counts.
struct Vote {
  Uid uid;
  std::int64_t number = 0;
  Uid idea;
  Uid customer;
  std::optional<Uid> interaction;  ///< the talk that proves it
  Date cast{};
  std::optional<Date> told;  ///< when the customer heard that the idea was settled
};

/// Something in the product that stops customers from working; open until it is resolved and
/// everybody affected has been told.
struct Showstopper {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  Uid pm;                   ///< who looks after it
  std::set<Uid> customers;  ///< affected; never empty
  Moment opened;
  std::optional<Date> next_update;  ///< promised to the affected
  std::optional<Moment> resolved;
  std::string how;           ///< it was resolved
  std::map<Uid, Date> told;  ///< the affected who heard that it is resolved
};

using Ideas = std::unordered_map<Uid, Idea, UidHash>;

/// The idea of that uid, or the one that it was merged into; null when the book has neither.
const Idea* find_idea(const Ideas& ideas, const Uid& uid);

/// True for the vote of somebody who asked for it once it was settled: nobody has to tell them.
inline bool is_late_vote(const Idea& idea, const Vote& vote) {
  return idea.settled && vote.cast > *idea.settled;
}

/// The votes that count, by number: each of a customer and an idea that stand for themselves, and
/// one for each pair, the one cast first. It is told when any of its duplicates is. Votes of
/// customers or for ideas that the book does not know are left out.
std::vector<Vote> counted_votes(std::span<const Vote> votes, const Ideas& ideas,
                                const Customers& customers);

/// An idea picks up steam when this many customers asked for it in the last six weeks, today
/// included, and it is not settled yet.
inline constexpr int steam_votes = 3;
inline constexpr Days steam_days{42};

bool picks_up_steam(const Idea& idea, std::span<const Vote> votes_for_it, Date today);

/// True once the idea has shipped or was declined.
inline bool is_settled(const Idea& idea) {
  return idea.state == IdeaState::shipped || idea.state == IdeaState::declined;
}

}  // namespace rapport
