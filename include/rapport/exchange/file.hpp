#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rapport {

/// What some programs put in front of a text to say that it is UTF-8.
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// The bytes of the file at `path`. Throws Error(no_input) where it is missing, empty or no file,
/// Error(permission) where it may not be read, Error(bad_data) where it has more than `most` bytes.
std::string read_file(const std::string& path, std::size_t most);

}  // namespace rapport
