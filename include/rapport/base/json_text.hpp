#pragma once

#include <string>
#include <string_view>

namespace rapport {

/// JSON asks to escape control characters below blank only. The others that a terminal obeys or
/// that hide (DEL, C1, bidirectional, tags) are escaped too; what they stand for stays exact.
/// `json` is valid UTF-8.
std::string escape_hidden(std::string_view json);

}  // namespace rapport
