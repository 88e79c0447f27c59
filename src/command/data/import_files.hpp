#pragma once

#include <string>
#include <vector>

#include "command/data/import.hpp"

namespace rapport {

/// The files that were named; in the place of a folder, the calendars in it and in its folders, by
/// name. Throws Error(no_input) for a folder without any.
std::vector<std::string> named_files(const ImportOptions& options);

/// One calendar out of several. Throws Error(bad_data), which names the file, and Error(usage) for
/// any other file.
std::string joined_calendars(const std::vector<std::string>& paths);

}  // namespace rapport
