#pragma once

#include <optional>

#include "rapport/command/session.hpp"

namespace rapport {

/// The PM whom `--pm` names, else `me`. Nothing in a book without a `me`. Throws Error(not_found)
/// for a name that nobody bears, and as `check_shared`.
std::optional<Pm> find_current_pm(Session& session);

/// Throws Error(permission) for a PM whose talks the hub does not show to this book.
void check_shared(Session& session, const Pm& pm);

/// As `find_current_pm`, but throws Error(not_found) with what to do where there is none.
Pm current_pm(Session& session);

/// For reports: as `find_current_pm`, else somebody who joins today and has done nothing yet.
Pm current_pm_or_new(Session& session);

}  // namespace rapport
