#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rapport/domain/uid.hpp"

namespace rapport {

/// FNV-1a, 64 bits: tells what a disk has altered, not what somebody forged.
class Checksum {
 public:
  void add(unsigned char byte) { hash_ = (hash_ ^ byte) * 1099511628211ULL; }
  void add(std::string_view bytes) {
    for (const char byte : bytes) add(static_cast<unsigned char>(byte));
  }

  std::uint64_t value() const { return hash_; }
  /// As SQLite stores it.
  std::int64_t stored() const { return static_cast<std::int64_t>(hash_); }

 private:
  std::uint64_t hash_ = 14695981039346656037ULL;
};

/// The stored checksum of one text.
std::int64_t checksum(std::string_view text);

/// Over what a stream is known by, which never changes.
std::int64_t digest_of_stream(const std::string& space, const Uid& replica,
                              const std::optional<std::string>& owner);

}  // namespace rapport
