#pragma once

#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "rapport/domain/facts.hpp"
#include "rapport/domain/idea.hpp"

/// Who wants which idea, once duplicates of customers and of ideas are followed.
namespace rapport {

using Ideas = std::unordered_map<Uid, Idea, UidHash>;

/// The idea of that uid, or the one that it was merged into; null when the book has neither.
const Idea* find_idea(const Ideas& ideas, const Uid& uid);

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
