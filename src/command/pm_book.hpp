#pragma once

#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"

/// The PM for whom a command works: who it is, what is judged of them, and where they stand.
namespace rapport {

/// The PM who does what a command writes: `--pm`, else `me`, else one made from the login name who
/// joins on `day`, or today where that is to come. A day before the implicit join of that PM moves
/// it back. Adds to `notes` what it did, in sentences.
Pm host_of(Session& session, Writing& writing, Date day, std::vector<std::string>& notes);

/// What a `Cadence` of one PM is made from, loaded from the book as of the session's moment.
/// Talks of the days of `told` know what was learned in them; others where a target measures it.
/// `known` are customers that need not be looked up again.
PmBook load_pm_book(Session& session, const Pm& pm, const DateRange& told = {},
                    Customers known = {});

/// A day of the week that was typed, see `parse_week`; today when nothing was.
Date week_asked_for(const std::vector<std::string>& words, const Session& session);

/// Where the week and the onboarding of `pm` now stand, or in another loop than that of customers
/// the targets of that loop: a line or two.
std::vector<Block> standing_blocks(const Cadence& cadence, Loop loop = Loop::customer);
std::vector<Block> standing_blocks(Session& session, const Pm& pm);

}  // namespace rapport
