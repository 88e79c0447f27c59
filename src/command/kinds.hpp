#pragma once

#include <string>
#include <string_view>

namespace rapport {

/// What people call several entities of a kind, and the key of their table: "interactions",
/// "people".
std::string plural_of_kind(std::string_view kind);

}  // namespace rapport
