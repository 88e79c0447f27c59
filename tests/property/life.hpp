#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "rapport/domain/facts.hpp"

/// A made-up life of a PM: all that judging looks at.
namespace rapport {

struct Life {
  BookFacts book;
  PmFacts own;
};

/// Always the same one for the same seed: memberships, time off, work days, customers, talks of all
/// sorts, targets and their changes, and a report date anywhere inside.
Life random_life(std::uint64_t seed);

/// One talk as it may come up in `life`, on one of its days.
Talk random_talk(const Life& life, std::uint64_t seed);

/// `life` with everything left out that `fails` does without.
Life shrunk(Life life, const std::function<bool(const Life&)>& fails);

/// A line a fact, for people.
std::string to_text(const Life& life);

/// A uid that tells `n` apart.
Uid uid_of(std::uint32_t n);

}  // namespace rapport
