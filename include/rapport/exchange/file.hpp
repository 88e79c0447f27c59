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

/// Writes `text` to a new file beside `path`, 0600 and synced, and gives that its name: never half
/// a file. A device or a pipe is written to as it is. Throws Error(io) for a full or broken disk,
/// else Error(cannot_create), both with `hint`.
void write_file(const std::string& path, std::string_view text, const std::string& hint);

}  // namespace rapport
