#pragma once

#include <optional>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/loops.hpp"
#include "rapport/report/showstoppers.hpp"

/// What is read from the book for closing loops.
namespace rapport {

/// All customers of the book, duplicates included.
Customers load_customers(Store& store);

/// All ideas of the book, those merged into others included.
Ideas load_ideas(Store& store);

/// All that was ever settled, and all promises and showstoppers. Votes are those for settled ideas.
LoopFacts load_loop_facts(Session& session);

/// Adds the votes for an idea and for its duplicates.
void add_votes(LoopFacts& facts, Store& store, const Idea& idea);

/// Adds of whom the votes, promises and showstoppers of `facts` speak, and the talks that prove
/// votes.
void look_up(LoopFacts& facts, Store& store);

/// True when it cannot be open any more, as far as one can see without looking up customers.
bool is_surely_over(const Showstopper& stop);

/// Showstoppers that are not over: those that `pm` looks after, or all. Reads nothing more where
/// there is none.
ShowstopperReport load_open_showstoppers(Session& session,
                                         const std::optional<Uid>& pm = std::nullopt);

/// As `load_open_showstoppers`, those that are over included.
ShowstopperReport load_showstoppers(Session& session, const std::optional<Uid>& pm = std::nullopt);

}  // namespace rapport
