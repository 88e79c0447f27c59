#pragma once

#include <set>
#include <string>
#include <vector>

#include "rapport/store/store.hpp"

/// What a book does of itself once it has heard others.
namespace rapport {

/// A customer that two people entered, and that is one now.
struct JoinedCustomer {
  std::int64_t duplicate = 0;  ///< its number
  std::int64_t into = 0;       ///< that of the one that stays
  std::string name;            ///< of that
};

struct ResolvedConflicts {
  std::vector<JoinedCustomer> joined;
  std::vector<std::string> given_back;  ///< names
};

/// Names that two customers bear whom two books entered, and that are not one for their class.
std::set<std::string> names_of_two_classes(Store& store, Date today);

/// Writes one command `sync`, where there is anything to write:
/// - Customers of the same folded name and class that two books entered become one: always the
///   smaller uid stays, so that merges of two books never make a circle. Those that somebody took
///   apart stay two.
/// - What another book took back is brought back where a living talk of this book's PM speaks of
/// it,
///   or a duplicate was merged into it: customers, people and ideas.
ResolvedConflicts resolve_conflicts(Store& store, const Stamp& now);

}  // namespace rapport
