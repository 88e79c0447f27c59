#pragma once

#include "rapport/command/world.hpp"

namespace rapport {

/// True for `rapport --version`, which needs neither clock, zone nor environment.
bool asks_version(const World& world);

}  // namespace rapport
