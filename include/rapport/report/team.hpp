#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// How many weeks, up to the one asked for, a line shows.
inline constexpr int team_weeks = 8;

/// One PM of the team.
struct TeamLine {
  std::string pm;
  WeekLine week;
  Streak streak;
  std::vector<TargetLine> onboarding;  ///< what is not met yet
  std::vector<WeekLine> weeks;         ///< the last eight, oldest first
  std::vector<FollowUp> follow_ups = {};
  std::optional<Date> last_review = {};  ///< the last 1:1
  std::optional<Moment> heard = {};      ///< see `TeamMember`
};

/// One line a PM, and what the team did together. PMs are added one by one, so that no more than
/// one history has to be in memory.
struct TeamReport {
  Date today{};
  DateRange days;
  std::string label;
  std::vector<TeamLine> lines;  ///< in the order in which they were added

  std::int64_t not_shared = 0;       ///< PMs whose talks this book may not read
  std::vector<std::string> to_come;  ///< who starts later, and when: "Kim on Mon 23 Nov"

  // With two PMs in a talk each has full credit; the team counts it once and shows both figures.
  int sessions = 0;
  Minutes length{};
  int distinct_sessions = 0;
  Minutes distinct_length{};
  std::set<std::string> seen;           ///< the talks that are in the distinct figures
  ShowstopperReport showstoppers = {};  ///< on top of the page; set by whoever has the book
};

/// Nobody yet, for the week around `day`.
TeamReport begin_team(const BookFacts& book, Date day);

/// What the book says of a PM beside the cadence.
struct TeamMember {
  std::vector<FollowUp> follow_ups = {};
  std::optional<Date> last_review = {};              ///< the day of the last 1:1
  std::map<std::int64_t, std::string> sources = {};  ///< see `Store::sources`
  std::optional<Moment> heard = {};  ///< when the book of this PM, another than this one, was heard
                                     ///< last: weeks that ended since are not known yet
};

/// Adds a PM, unless not a member in that week. Talks of one source are one meeting that two PMs
/// imported: the team counts it once.
void add_pm(TeamReport& report, const Cadence& cadence, TeamMember member = {});

/// How the lines of a team can be ordered; those that are equal in it, by name. A new one is a row.
struct TeamOrder {
  std::string_view name;     ///< what people type
  std::string_view summary;  ///< "most hours first"
  bool (*before)(const TeamLine& a, const TeamLine& b);
};
std::span<const TeamOrder> team_orders();                 ///< the first one is by name alone
const TeamOrder* find_team_order(std::string_view name);  ///< null when there is none

Document document_of(const TeamReport& report, const TeamOrder& order = team_orders().front());

}  // namespace rapport
