#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rapport/domain/target.hpp"

/// What people type and read for what a target asks.
namespace rapport {

/// The amount of a target: for `hours` in minutes, from "3", "3h", "2h30", "150m", "1.5" or "40h";
/// else a whole number. Throws Error(usage) for anything else, for 0 and for more than 10 000 hours
/// or a million.
std::int64_t parse_amount(std::string_view text, Metric metric);

/// "3h a week", "2h every 6 weeks", "15 visits once, by Mon 1 Mar 2027".
std::string asks_text(const Target& target, Date today);

/// "region EU, visit or video, at least 50m"; empty where nothing is filtered.
std::string filter_text(const Filter& filter);

}  // namespace rapport
