#include <doctest/doctest.h>

#include "oracle_compare.hpp"
#include "rounds.hpp"

/// 300 lives by default; 10 000 of them, which takes minutes, by
/// `RAPPORT_ROUNDS=10000 build/debug/tests/rapport_property`. What a failure prints is one life
/// with all that does not matter left out; `RAPPORT_SEED=N RAPPORT_ROUNDS=1` shows it again.
namespace rapport {

TEST_CASE("the engine judges random lives as the rules, followed day by day, do") {
  const std::uint64_t first = first_seed();
  for (int round = 0; round < rounds(); ++round) {
    const std::uint64_t seed = first + static_cast<std::uint64_t>(round);
    const Life life = random_life(seed);
    if (disagreement(life).empty()) continue;
    const Life least =
        shrunk(life, [](const Life& smaller) { return !disagreement(smaller).empty(); });
    FAIL_CHECK("seed ", seed, ": ", disagreement(least), "\n", to_text(least));
    return;
  }
}

}  // namespace rapport
