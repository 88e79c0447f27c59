#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {

/// A customer story worth retelling.
struct Story {
  Uid uid;
  std::int64_t number = 0;
  Uid pm;
  std::string text;
  std::set<std::string> themes;
  std::set<Uid> customers;
  std::optional<Uid> interaction;  ///< the talk that it comes from
  Date told{};                     ///< when it was first written down
};

/// That a story was retold: the metric `stories` counts these.
struct Share {
  Uid uid;
  std::int64_t number = 0;
  Uid story;
  Uid pm;
  Date on{};
  std::string where;  ///< "all hands"; may be empty
};

}  // namespace rapport
