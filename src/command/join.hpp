#pragma once

#include <fmt/format.h>

#include "rapport/base/error.hpp"
#include "rapport/domain/dates.hpp"

namespace rapport {

/// Throws Error(usage) for a day on which nobody of now has joined: its year is a slip, and reports
/// go through the weeks of a membership one by one.
inline void check_join(Date day) {
  if (day < earliest_day)
    throw Error(ErrorKind::usage,
                fmt::format("{} is before 1970: nobody joined then", to_string(day)),
                "type the year with four digits, such as 2026-01-05");
}

}  // namespace rapport
