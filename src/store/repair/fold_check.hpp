#pragma once

#include <optional>
#include <string>

#include "rapport/store/db.hpp"

namespace rapport {

/// A row of a folded table that is not what a fold of the journal says: "customer #3", "a link";
/// nothing where all are. Holds one entity at a time, and more only where something is wrong.
std::optional<std::string> row_unlike_journal(Db& book);

}  // namespace rapport
