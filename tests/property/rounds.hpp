#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace rapport {

/// How many cases a law is tried on: RAPPORT_ROUNDS, or `usual`.
inline int rounds(int usual = 300) {
  const char* asked = std::getenv("RAPPORT_ROUNDS");
  return asked ? std::atoi(asked) : usual;
}

/// The first seed: RAPPORT_SEED (what a failure printed, to see it again), or 1.
inline std::uint64_t first_seed() {
  const char* asked = std::getenv("RAPPORT_SEED");
  return asked ? std::strtoull(asked, nullptr, 10) : 1;
}

/// The same numbers from the same seed on every platform, unlike the distributions of <random>.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  /// From `least` to `most`, both included.
  int between(int least, int most) {
    return least + static_cast<int>(engine_() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool chance(int percent) { return between(1, 100) <= percent; }
  template <typename Range>
  auto& pick(const Range& range) {
    return range[static_cast<std::size_t>(between(0, static_cast<int>(std::size(range)) - 1))];
  }
  std::mt19937_64& engine() { return engine_; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace rapport
