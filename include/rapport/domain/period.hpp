#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"

namespace rapport {

/// The period of a target around `day`. Weeks begin on `first`; months and quarters are those of
/// the calendar; `N weeks` are counted from the week of `anchor`, in both directions; `once` is all
/// days from `anchor` on.
DateRange period_around(const Every& every, Date anchor, Date day, std::chrono::weekday first);

/// "week", "month", "quarter", "6 weeks", "once": what people type, files hold and programs read.
std::string to_string(const Every& every);

/// The reverse, in any case; also "6w" and "6weeks". Nothing when `text` is none, or for less than
/// one or more than 520 weeks.
std::optional<Every> parse_every(std::string_view text);

/// "2026-W47", "2026-11", "2026-Q4", "6 weeks from 2026-11-16", "once".
std::string period_label(const Every& every, const DateRange& period);

}  // namespace rapport
