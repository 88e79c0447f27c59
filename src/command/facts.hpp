#pragma once

#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"

namespace rapport {

/// What a `Cadence` of one PM is made from, loaded from the book as of the session's moment.
PmBook load_pm_book(Session& session, const Pm& pm);

/// The same, for verdicts: only talks of the days of `told` know what was learned in them.
PmBook load_weeks(Session& session, const Pm& pm, const DateRange& told = {});

/// A day of the week that was typed, see `parse_week`; today when nothing was.
Date week_asked_for(const std::vector<std::string>& words, const Session& session);

/// Where the week and the onboarding of `pm` now stand, or in another loop than that of customers
/// the targets of that loop: a line or two.
std::vector<Block> standing_blocks(Session& session, const Pm& pm, Loop loop = Loop::customer);

}  // namespace rapport
