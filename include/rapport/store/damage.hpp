#pragma once

#include <cstdint>
#include <string>

#include "rapport/store/db.hpp"

namespace rapport {

/// Throws UnusableFile: the file says what no program of ours writes.
[[noreturn]] void fail_damaged(const std::string& what);

/// A number of the row. Throws UnusableFile where it is not from `least` to `most`.
std::int64_t read_within(const Row& row, int column, std::int64_t least, std::int64_t most);

/// Longer than any talk.
constexpr std::int64_t most_minutes = 1'000'000;

}  // namespace rapport
