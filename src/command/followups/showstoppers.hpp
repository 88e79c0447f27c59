#pragma once

#include <optional>
#include <string>

#include "command/followups/loops.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// What several commands do with showstoppers.
namespace rapport {

/// The day that `--next` names; nothing for "none" and where it was not given.
std::optional<Date> read_next_update(const std::optional<std::string>& typed, Session& session);

/// What a command that wrote a showstopper answers: two lines, and the table `showstoppers` with it
/// alone. Throws Error(not_found) when it is gone.
Document showstopper_answer(Session& session, const char* verb, const Uid& uid);

}  // namespace rapport
