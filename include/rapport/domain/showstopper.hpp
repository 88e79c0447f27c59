#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {

/// Something in the product that has customers at a standstill; open until it is resolved and
/// everybody affected was told. Whom one spoke with since is read from the interactions.
struct Showstopper {
  Uid uid;
  std::int64_t number = 0;
  std::string name;
  Uid pm;                   ///< who looks after it
  std::set<Uid> customers;  ///< affected; never empty
  Moment opened;
  std::optional<Date> next_update;  ///< promised to the affected
  std::optional<Moment> resolved;
  std::string how;           ///< it was resolved
  std::map<Uid, Date> told;  ///< the affected who heard that it is resolved
};

}  // namespace rapport
