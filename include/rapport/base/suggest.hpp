#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

/// Restricted Damerau-Levenshtein distance (insert, delete, substitute, swap of neighbours) between
/// two texts, counted in code points; stops counting past `limit` and answers `limit + 1`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// How far a near miss of a name of this many letters may be: 0 below 4, 1 for 4–7, 2 from 8.
std::size_t near_miss_limit(std::size_t letters);

/// The candidates closest to a mistyped command, option or value, best first, at most three. As
/// near as `near_miss_limit`, but one off for three letters too; and those that begin with `word`.
/// Case and accents do not matter.
std::vector<std::string> closest(std::string_view word, std::span<const std::string_view> among);

/// The hint for a `word` that is none of a few: the closest one, if any, and all of them.
std::string one_of(std::string_view word, std::span<const std::string_view> known);

}  // namespace rapport
