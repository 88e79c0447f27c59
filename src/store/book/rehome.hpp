#pragma once

#include "rapport/store/db.hpp"

namespace rapport {

/// Where changes go: where `space_for` says, without the words of what is private; or where they
/// are.
enum class Homes { anew, kept };

/// The part of migrations 0004 and 0005 that SQL cannot say: lays the journal in `old_stream` and
/// `old_change` out anew, packs bodies, folds everything and drops the old tables. No other book
/// has seen the journal yet: it may still be rewritten.
void rehome(Db& db, Homes homes);

}  // namespace rapport
