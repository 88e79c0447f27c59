#pragma once

#include <cstddef>

namespace rapport {

/// Bytes of a text, from `from` up to `until`; never inside a character.
struct TextRange {
  std::size_t from = 0;
  std::size_t until = 0;
  bool operator==(const TextRange&) const = default;
};

}  // namespace rapport
