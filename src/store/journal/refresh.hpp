#pragma once

#include <set>
#include <string>
#include <utility>

#include "rapport/store/journal.hpp"

namespace rapport {

/// Entities of which the journal says something else than before.
using Touches = std::set<std::pair<Uid, std::string>>;

/// Folds them anew, with all that is derived from them.
void refresh(Db& db, const Touches& touches);

/// Notes that words were taken out of changes: what is left of them in free parts of the file, and
/// in what was told to others, has to go too.
void note_blanked(Db& db);

}  // namespace rapport
