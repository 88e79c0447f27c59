#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/report/follow_ups.hpp"

namespace rapport {

/// What `next` looks at beside the cadence. The book's customers must be all there are.
struct NextFacts {
  std::vector<Promise> promises;                 ///< of this PM; those kept are passed over
  std::unordered_map<Uid, Date, UidHash> heard;  ///< last contact of anybody, where it is known
};

/// Somebody to talk to, and why.
struct Suggestion {
  std::string customer;
  std::optional<Date> last_contact;
  std::vector<std::string> reasons;  ///< never empty
};

/// A target for which the book knows fewer customers than are missing.
struct CustomerGap {
  std::string target;
  std::string asks;          ///< "14 customers to go in region EU"
  std::int64_t missing = 0;  ///< in the target's unit
  std::int64_t known = 0;    ///< customers who would advance it
  std::string region, segment;
};

struct NextReport {
  std::string pm;
  Date today{};
  std::vector<FollowUp> follow_ups = {};  ///< set by whoever has the book
  std::vector<Suggestion> suggestions;
  std::size_t total = 0;  ///< of those with a reason, shown or not
  std::vector<CustomerGap> gaps;
};

/// At most `count` customers, all for 0: promises that are due first, then whoever advances an
/// unmet target, then those not heard for the longest. One hard relationship is always among them.
NextReport build_next(const Cadence& cadence, const NextFacts& facts, std::size_t count = 5);

Document document_of(const NextReport& report);

}  // namespace rapport
