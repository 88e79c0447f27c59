#pragma once

#include "rapport/store/db.hpp"

namespace rapport {

/// The part of migration 0004 that SQL cannot say: lays the journal in `old_stream` and
/// `old_change` out in the spaces of `space_for`, takes the words of private talks out of all
/// others, folds everything anew and drops the old tables. No other book has seen the journal yet:
/// it may still be rewritten.
void rehome(Db& db);

}  // namespace rapport
