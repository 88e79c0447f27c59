#pragma once

#include <optional>
#include <set>
#include <string>

#include "rapport/store/store.hpp"

namespace rapport {

/// Whom something is promised to, or who is affected.
struct Parties {
  std::set<Uid> customers;       ///< duplicates followed
  std::optional<Uid> colleague;  ///< somebody without a customer
};

/// A name or a comma list of those whom the book knows; a person stands for their customer. Throws
/// Error(not_found) for a name that nobody has.
Parties resolve_parties(Store& store, const std::string& typed);

}  // namespace rapport
