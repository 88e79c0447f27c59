#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rapport/store/journal.hpp"

/// A change as one line of JSON, as it lies in a folder.
namespace rapport {

/// Without the line end. Space and replica are those of the stream, and not in it.
std::string json_of(const Change& change);

/// Nothing for a line that no rapport writes.
std::optional<Change> change_of(std::string_view line);

}  // namespace rapport
