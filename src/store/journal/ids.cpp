#include "rapport/store/ids.hpp"

#include <unistd.h>
#if __has_include(<sys/random.h>)
#include <sys/random.h>  // where it has getentropy
#endif

#include <array>
#include <optional>
#include <random>

#include "rapport/base/error.hpp"
#include "rapport/store/journal.hpp"

namespace rapport {
namespace {

/// Takes the place of the random device while there is one.
std::optional<std::mt19937_64>& fixed_ids() {
  static std::optional<std::mt19937_64> fixed;
  return fixed;
}

}  // namespace

std::int64_t random_id() {
  if (auto& fixed = fixed_ids()) return static_cast<std::int64_t>((*fixed)() >> 1);
  static std::array<std::uint64_t, 32> drawn;  // as many as the system gives at once
  static std::size_t left = 0;
  if (left == 0) {
    if (getentropy(drawn.data(), sizeof drawn) != 0)
      throw Error(ErrorKind::internal, "the system gives no random numbers", "try again");
    left = drawn.size();
  }
  return static_cast<std::int64_t>(drawn[--left] >> 1);
}

FixedIds::FixedIds(std::uint64_t seed) { fixed_ids().emplace(seed); }

FixedIds::~FixedIds() { fixed_ids().reset(); }

}  // namespace rapport
