#pragma once

#include <string>

#include "life.hpp"

namespace rapport {

/// The first thing on which the engine and the model disagree, in words; empty when nothing.
std::string disagreement(const Life& life);

}  // namespace rapport
