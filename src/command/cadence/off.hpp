#pragma once

#include <optional>

#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/people.hpp"

namespace rapport {

/// Whose days: everybody's with `--all`, else those of the PM. Throws where both are asked for.
std::optional<Pm> off_owner(Session& session, bool all);

/// `rapport off import`.
Prepared prepare_off_import(Args& args);

}  // namespace rapport
