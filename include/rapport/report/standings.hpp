#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"

/// What a change of the book does to the numbers and verdicts of PMs, in words and tables.
namespace rapport {

/// A period in which a PM stands otherwise once the book is changed: one of a target, or a week
/// that is over.
struct StandingChange {
  std::string pm;
  std::string target;  ///< empty for a week
  std::string period;  ///< "2026-W44"
  DateRange days;
  Metric metric = Metric::hours;
  std::int64_t done_before = 0;  ///< of the target; of a week its main one
  std::int64_t done_after = 0;
  State before = State::paused;
  State after = State::paused;

  /// Less is counted, or what was met no longer is.
  bool lowers() const {
    return done_after < done_before || (before == State::met && after != State::met);
  }

  bool changes_state() const { return before != after; }

  /// A week was judged already, and now stands otherwise or is judged no more.
  bool overturns() const {
    return changes_state() &&
           (before == State::met || before == State::missed || before == State::partial);
  }
};

/// "Priya, eu (once): 15 customers → 14 customers, met → on pace" for a target; for weeks, "Priya
/// 2026-W44: 2h → 3h, missed → met", those in a row with the same change of state on one line:
/// "Priya 2026-W42 to 2026-W44: missed → met".
std::vector<std::string> standing_lines(const std::vector<StandingChange>& changes);

/// Of targets: the lines for people, and the table `effects` for programs.
inline constexpr const char* effects_key = "effects";
std::vector<Block> effect_blocks(const std::vector<StandingChange>& changes);

/// Of weeks: the table `flips`, one row for each that is in another state, for programs.
Table flips_table(const std::vector<StandingChange>& changes);

/// "this changes how 2 past weeks stand".
std::string flips_title(const std::vector<StandingChange>& changes);

}  // namespace rapport
