#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {

struct BookFacts;
struct Pm;

/// How a row of met and missed periods stands, as far as the next ones can tell.
struct StreakSoFar {
  int streak = 0;
  int met_in_a_row = 0;
  std::vector<bool> judged;  ///< whether each was met; the last 13

  bool operator==(const StreakSoFar&) const = default;
};

/// What a PM's talks before `day` come to, so that later weeks are judged without reading them: a
/// PM may have 20 000. It rests on every fact that judging those weeks rests on, and on the rules
/// of this program; who keeps one must drop it when one of these changes.
struct Checkpoint {
  /// What was done for a target that is asked once.
  struct Once {
    std::int64_t done = 0;
    std::optional<Date> met_on;
    std::vector<Uid> seen;  ///< what a metric of distinct things has seen

    bool operator==(const Once&) const = default;
  };
  /// A talk that reports name however old it is.
  struct Named {
    Date day{};
    std::int64_t number = 0;

    bool operator==(const Named&) const = default;
  };

  Date day{};
  Date first_week{};   ///< the first one whose main period is not in `streak`
  Date judged_from{};  ///< from here up to `first_week` no week was onboarding
  bool has_talks = false;
  StreakSoFar streak;
  std::vector<Date> settled;  ///< of each version flagged onboarding, as `TargetHistory` lists them
  std::vector<Once> once;     ///< of each version asked once, as `TargetHistory` lists them
  std::vector<Named> named;   ///< the last one held with customers, and all still planned

  bool operator==(const Checkpoint&) const = default;
};

/// True when `checkpoint` and the talks from its day on are all that the verdicts on the weeks of
/// `shown` rest on.
bool covers(const Checkpoint& checkpoint, const BookFacts& book, const Pm& pm,
            const DateRange& shown);

}  // namespace rapport
