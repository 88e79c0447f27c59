#pragma once

#include <optional>

#include "rapport/command/session.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/report/status.hpp"

namespace rapport {

/// The timer that runs for that PM, if any.
std::optional<Timer> timer_of(Store& store, const Uid& pm);

/// What reports say of it as of the session's moment.
std::optional<RunningTalk> running_talk(Session& session, const Pm& pm);

}  // namespace rapport
