#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// A specific requirement that customers ask for.
struct Idea {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  std::set<std::string> themes;
  IdeaState state = IdeaState::open;
  Date opened{};
  std::optional<Date> settled;  ///< when it shipped or was declined
  std::string why;              ///< given when it was declined
  std::optional<Uid> merged_into;
};

/// That one customer wants one idea. A vote follows its idea and its customer when these are
/// merged, by reading: nothing is moved, so an undo of the merge restores the votes exactly. Where
/// two votes then are of the same customer for the same idea, the older one counts.
struct Vote {
  Uid uid;
  std::int64_t number = 0;
  Uid idea;
  Uid customer;
  std::optional<Uid> interaction;  ///< the talk that proves it
  Date cast{};
  std::optional<Date> told;  ///< when the customer heard that the idea was settled
};

}  // namespace rapport
