#pragma once

#include <span>
#include <string>
#include <string_view>

#include "rapport/domain/cadence.hpp"

namespace rapport {

/// The name among `names` that `typed` means, without regard to case and accents. Throws
/// Error(not_found) that names near ones, or all there are.
std::string resolve_target_name(std::span<const std::string> names, std::string_view typed);

/// The target that `typed` means and that governs today for this PM. Throws Error(not_found) for
/// none, and for one that has ended or is still to come.
std::string target_in_force(const Cadence& cadence, std::string_view typed);

}  // namespace rapport
