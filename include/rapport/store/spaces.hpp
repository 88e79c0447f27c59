#pragma once

#include <string>
#include <string_view>

#include "rapport/store/kind.hpp"

/// Spaces: who may see what, once books are shared. Fixed when an entity is created; only what
/// belongs to a talk moves, when that becomes private or public.
namespace rapport {

namespace space {
inline const std::string team = "team";
inline const std::string rules = "rules";
inline const std::string local = "local";
inline const std::string erasure = "erasure";  ///< orders to forget, which everybody obeys
}  // namespace space

/// In a space of a PM who is not known: no PM is called so.
inline constexpr std::string_view handle_of_nobody = "lost";

/// The space of an entity of `kind` that belongs to the PM of this handle, to everybody where that
/// is empty. `is_private`: the talk with which it lives is. The one place where this is decided.
std::string space_for(const EntityKind& kind, std::string_view handle, bool is_private);

/// "priya" of "pm/priya" and "review/priya"; empty for a space that belongs to no PM.
std::string_view handle_in(std::string_view space);

/// The space of an entity of `kind` that an older book or its export had in `space`.
std::string space_like(const EntityKind& kind, std::string_view space, bool is_private);

}  // namespace rapport
