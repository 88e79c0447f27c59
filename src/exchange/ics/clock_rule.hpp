#pragma once

#include <string_view>

namespace rapport {

/// True for a rule ("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU") by which the clocks of a zone may change:
/// it comes once in most years, and is quick to work out. Such a rule has one value of each kind,
/// and a month where it has a day. One that no year has ("the 30th of February") would be looked
/// for in thousands of them, each time for as long as a second.
bool is_clock_rule(std::string_view rule);

}  // namespace rapport
