#pragma once

#include <string_view>

namespace rapport {

/// What the world calls the zone that Windows calls `folded`, which is in lower case:
/// "w. europe standard time" is "Europe/Berlin". Null for any other name.
const char* zone_of_windows(std::string_view folded);

}  // namespace rapport
