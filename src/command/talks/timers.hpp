#pragma once

#include <optional>

#include "rapport/command/session.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/report/status.hpp"

namespace rapport {

/// The talk for which a timer of `pm` runs as of the session's moment, if any.
std::optional<RunningTalk> running_talk(Session& session, const Pm& pm);

}  // namespace rapport
