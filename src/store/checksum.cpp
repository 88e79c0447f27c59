#include "rapport/store/checksum.hpp"

#include <fmt/format.h>

namespace rapport {

std::int64_t checksum(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
  return static_cast<std::int64_t>(hash);
}

std::int64_t digest_of_stream(const std::string& space, const Uid& replica) {
  return checksum(to_string(replica) + " " + space);
}

}  // namespace rapport
