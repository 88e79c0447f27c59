#pragma once

#include "rapport/command/session.hpp"
#include "rapport/domain/cadence.hpp"

namespace rapport {

/// What a `Cadence` of one PM is made from, loaded from the book as of the session's moment.
PmBook load_pm_book(Session& session, const Pm& pm);

/// The same, for verdicts: only talks of the days of `told` know what was learned in them.
PmBook load_weeks(Session& session, const Pm& pm, const DateRange& told = {});

/// A day of the week that was typed, see `parse_week`; today when nothing was.
Date week_asked_for(const std::vector<std::string>& words, const Session& session);

}  // namespace rapport
