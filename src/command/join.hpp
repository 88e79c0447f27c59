#pragma once

#include <fmt/format.h>

#include "rapport/base/error.hpp"
#include "rapport/domain/time.hpp"

namespace rapport {

/// No membership begins before: reports go through its weeks one by one.
inline constexpr Date earliest_join = std::chrono::sys_days{std::chrono::year{1970} / 1 / 1};

/// Throws Error(usage) for a day on which nobody of now has joined: its year is a slip.
inline void check_join(Date day) {
  if (day < earliest_join)
    throw Error(ErrorKind::usage,
                fmt::format("{} is before 1970: nobody joined then", to_string(day)),
                "type the year with four digits, such as 2026-01-05");
}

}  // namespace rapport
