#pragma once

#include <cstdint>
#include <string>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// A talk that runs: it becomes an interaction when it is stopped. At most one for each PM.
struct Timer {
  Uid uid;
  std::int64_t number = 0;
  Uid pm;
  std::string who;  ///< as typed and found to be good: looked up again when the timer stops
  Moment started;
  Kind kind = Kind::call;
  Purpose purpose = Purpose::discovery;
};

}  // namespace rapport
