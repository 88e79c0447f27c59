#pragma once

#include <string>

#include "rapport/command/world.hpp"

namespace rapport {

/// Where what is shown or edited for a moment goes: in memory where there is such a folder, so that
/// it never reaches the disk.
std::string private_folder_path(const World& world);

/// The same folder, made where it is missing. Throws Error where it cannot be made, or is somebody
/// else's.
std::string private_folder(const World& world);

}  // namespace rapport
