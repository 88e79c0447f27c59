#include "rapport/domain/namesakes.hpp"

#include <algorithm>

namespace rapport {

std::optional<Uid> stands_for_all(std::span<const Customer> namesakes) {
  if (namesakes.empty()) return std::nullopt;
  const Customer& first =
      *std::min_element(namesakes.begin(), namesakes.end(),
                        [](const Customer& a, const Customer& b) { return a.uid < b.uid; });
  for (const Customer& one : namesakes) {
    if (one.first_class != first.first_class || one.classes != first.classes) return std::nullopt;
    for (const Customer& other : namesakes)
      if (one.apart.contains(other.uid)) return std::nullopt;
  }
  return first.uid;
}

}  // namespace rapport
