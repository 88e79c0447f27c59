#pragma once

#include <string>
#include <vector>

namespace rapport {

/// The folder in which the file `path` is: "." without a slash.
std::string folder_of(const std::string& path);

/// What the file `path` is called in its folder.
std::string file_of(const std::string& path);

/// The names of all that is in a folder, in no order; none where it cannot be read.
std::vector<std::string> names_in(const std::string& folder);

}  // namespace rapport
