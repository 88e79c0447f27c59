#pragma once

#include <cstdint>
#include <string_view>

namespace rapport {

/// A whole number from 1 to `most`. Throws Error(usage) that names `what` is counted.
int parse_count(std::string_view text, std::string_view what, int most);

/// A typed number, "12" or "#12". Throws Error(usage) that names `what` it is a number of.
std::int64_t parse_number(std::string_view text, std::string_view what);

}  // namespace rapport
