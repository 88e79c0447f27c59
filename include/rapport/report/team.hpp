#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// One line a PM, and what the team did together. PMs are added one by one, so that no more than
/// one history has to be in memory.
struct TeamReport {
  struct Line {
    std::string pm;
    WeekLine week;
    Streak streak;
    std::vector<TargetLine> onboarding;  ///< what is not met yet
    std::vector<WeekLine> weeks;         ///< the last eight, oldest first
  };
  Date today{};
  DateRange days;
  std::string label;
  std::vector<Line> lines;  ///< by name once `document_of` prints them

  // With two PMs in a talk each has full credit; the team counts it once and shows both figures.
  int sessions = 0;
  Minutes length{};
  int distinct_sessions = 0;
  Minutes distinct_length{};
  std::set<std::int64_t> seen;  ///< numbers of the talks that are in the distinct figures
};

/// Nobody yet, for the week around `day`.
TeamReport begin_team(const BookFacts& book, Date day);

/// Adds a PM, unless not a member in that week.
void add_pm(TeamReport& report, const Cadence& cadence);

Document document_of(const TeamReport& report);

}  // namespace rapport
