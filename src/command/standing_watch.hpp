#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/report/standings.hpp"

namespace rapport {

/// Sees what a command does to weeks that are over, whichever command it is. The weeks of a PM are
/// judged when the first change comes that may alter them, and again at the end: what is of the
/// running week alone costs nothing.
class StandingWatch {
 public:
  /// `writing` has changed nothing yet, and neither it nor `session` ends before this.
  StandingWatch(Session& session, Writing& writing);

  /// The weeks that are over and stand otherwise now, by PM and week: in another state, or, unless
  /// there are many, with another sum.
  std::vector<StandingChange> changes();

  /// The same of one PM, who is judged as `before` and then as `after`.
  static std::vector<StandingChange> between(const Cadence& before, const Cadence& after);

 private:
  struct PastWeek {
    DateRange days;
    std::string label;
    State state = State::not_a_member;
    bool is_final = true;               ///< the period of the main target is over, too
    std::optional<Metric> metric = {};  ///< of the main target
    std::int64_t done = 0;
  };
  struct PastWeeks {
    Date first{};
    std::chrono::weekday week_start{};
    bool has_begun = false;           ///< else these are the first talks, and nothing was judged
    std::map<Date, PastWeek> by_day;  ///< by the day that they begin on
  };

  void see(const EntityState* before, const EntityState& after);
  void note(const Pm& pm);
  void note_all();
  static PastWeek past_week(const Week& week);
  static PastWeeks past_weeks(const Cadence& cadence);
  static void compare(std::vector<StandingChange>& changes, const Cadence& now,
                      const PastWeeks& before);

  Session& session_;
  std::map<Uid, PastWeeks> noted_;
  bool has_all_ = false;
  int seen_ = 0;
};

}  // namespace rapport
