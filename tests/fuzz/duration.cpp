#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/domain/dates.hpp"

// A length is nothing to 24 hours, and reads the same once it is written in minutes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  try {
    const auto length = rapport::match_length(text);
    if (!length) return 0;
    insist(length->count() >= 0 && length->count() <= 24 * 60);
    insist(rapport::parse_length(text) == *length);
    insist(rapport::parse_length(std::to_string(length->count()) + "m") == *length);
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::usage);
  }
  return 0;
}
