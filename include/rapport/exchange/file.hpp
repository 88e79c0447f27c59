#pragma once

#include <cstddef>
#include <string>

namespace rapport {

/// The bytes of the file at `path`. Throws Error(no_input) where it is missing, empty or no file,
/// Error(permission) where it may not be read, Error(bad_data) where it has more than `most` bytes.
std::string read_file(const std::string& path, std::size_t most);

}  // namespace rapport
