#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "rapport/domain/uid.hpp"

namespace rapport {

/// FNV-1a: tells what a disk has altered, not what somebody forged.
std::int64_t checksum(std::string_view text);

/// Over what a stream is known by, which never changes.
std::int64_t digest_of_stream(const std::string& space, const Uid& replica);

}  // namespace rapport
