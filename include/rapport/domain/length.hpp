#pragma once

#include <optional>
#include <string_view>

#include "rapport/domain/time.hpp"

/// What people type for the length of a talk: "45m", "1h", "1h30", "1h 30m", "1.5h", "90",
/// "90min", "2 hours". Whole minutes; a part of an hour is rounded to the nearest.
namespace rapport {

/// The length that takes the whole of `text`, or nothing when `text` is none. Throws above 24 h,
/// for a negative length and for more than 59 minutes behind hours.
std::optional<Minutes> match_length(std::string_view text);

/// As `match_length`, but throws where that answers nothing.
Minutes parse_length(std::string_view text);

}  // namespace rapport
