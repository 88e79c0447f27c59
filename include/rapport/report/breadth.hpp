#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/domain/people.hpp"

namespace rapport {

struct TimeShare {
  std::string customer;
  std::int64_t minutes = 0;  ///< a talk with several customers is shared out evenly
  int sessions = 0;
};

/// Among how many customers, and whom there, the time of a PM was spread.
struct Breadth {
  DateRange days;
  std::vector<TimeShare> customers;  ///< those of class customer, most time first
  std::int64_t minutes = 0;
  int sessions = 0;
  int on_site = 0;
  int with_users = 0;   ///< sessions with a person of the role `user`
  int with_buyers = 0;  ///< or `buyer`; a session may be in both
  int with_nobody = 0;  ///< sessions for which no person was named, or none with a role

  /// Whole per cent of the time that the first customer had; 0 without any.
  int top_share() const;
};

using People = std::map<Uid, Person>;

/// The 13 calendar weeks up to the running one. `people` holds at least those of the talks.
Breadth build_breadth(const Cadence& cadence, const People& people);

std::vector<Block> blocks_of(const Breadth& breadth);

}  // namespace rapport
