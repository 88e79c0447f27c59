#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rapport {

/// The permanent identity of an entity in every replica: a UUIDv7, or v8 where it came from a file.
/// Nil where there is none.
struct Uid {
  std::array<std::uint8_t, 16> bytes{};

  std::strong_ordering operator<=>(const Uid&) const = default;
  bool is_nil() const { return *this == Uid{}; }
};

/// "0192d3b0-…", lower case, 36 characters.
std::string to_string(const Uid& uid);

/// The reverse of `to_string`; nothing unless `text` has exactly that form (any case).
std::optional<Uid> parse_uid(std::string_view text);

/// A hash of 16 bytes (FNV-1a) that stays the same in every version. Not cryptographic: two texts
/// with the same one can be made.
Uid fingerprint(std::string_view text);

/// The uid of what came from `source` (a row of a file, an event of a calendar) into `space`: a
/// UUIDv8, the same in every book. Two texts of one uid can be made, as with `fingerprint`.
Uid uid_from_source(std::string_view space, std::string_view source);

}  // namespace rapport
