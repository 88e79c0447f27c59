#pragma once

#include <string_view>

#include "rapport/domain/uid.hpp"

namespace rapport {

/// 16 bytes that tell texts apart: the same for the same text, in every version, for ever. No
/// protection against somebody who looks for two texts with the same one (FNV-1a, 128 bits).
Uid fingerprint(std::string_view text);

}  // namespace rapport
