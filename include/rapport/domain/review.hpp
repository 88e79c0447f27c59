#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {

/// A 1:1 of a PM and a coach that took place.
struct Review {
  Uid uid;
  std::int64_t number = 0;
  Uid pm;
  Date on{};
  std::string note;
  Moment recorded;  ///< what was recorded later is new in the next one; by the store
};

/// Something agreed in a 1:1.
struct Action {
  Uid uid;
  std::int64_t number = 0;
  Uid review;
  Uid pm;
  std::string text;
  Date made{};
  std::optional<Date> due;
  std::optional<Date> done;
};

}  // namespace rapport
