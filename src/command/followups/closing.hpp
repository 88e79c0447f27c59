#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/loops.hpp"

namespace rapport {

/// Chooses from what waits to be told. Throws Error(not_found) where it should be there.
using ChooseLoops =
    std::function<std::vector<AwaitedOutcome>(Store&, std::vector<AwaitedOutcome> waiting)>;

/// Closes the chosen loops `on` that day (as typed; today without), and says which these were.
/// Writes nothing where none is chosen, and says `nothing`. Throws Error(usage) for a day before
/// one of them was settled.
Document close_loops(Session& session, const char* verb, const std::optional<std::string>& on,
                     const std::string& nothing, const ChooseLoops& choose);

/// The loops of one thing with `who`, a customer or colleague as typed, or with everybody.
ChooseLoops loops_about(LoopKind kind, const Uid& ref, const std::optional<std::string>& who);

/// Those with `who`. Throws Error(not_found) as `resolve_party`.
std::vector<AwaitedOutcome> loops_with(Store& store, const std::vector<AwaitedOutcome>& waiting,
                                       const std::string& who);

/// True where a word of `name`, or the rest of it from there, begins with `typed`, both folded.
bool begins_word(std::string_view name, std::string_view typed);

}  // namespace rapport
