#pragma once

#include <cstdint>

/// Where ids come from.
namespace rapport {

/// While one of these lives, the ids that this process makes follow from `seed` and are no more
/// distinct than that: for a sample that is the same every time, never for the book of a person.
class FixedIds {
 public:
  explicit FixedIds(std::uint64_t seed);
  ~FixedIds();
  FixedIds(const FixedIds&) = delete;
  FixedIds& operator=(const FixedIds&) = delete;
};

}  // namespace rapport
