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
#include "rapport/domain/loops.hpp"
#include "rapport/domain/review.hpp"
#include "rapport/domain/story.hpp"
#include "rapport/report/numbering.hpp"
#include "rapport/report/showstoppers.hpp"

/// What a PM still owes to somebody: one list, which every page shows.
namespace rapport {

/// In the order in which they are listed.
enum class FollowUpKind {
  showstopper,
  at_risk,
  promise,
  action,
  rough_talk,
  to_tell,
  plan,
  idea,
  story
};

/// "showstopper", "at-risk": for programs.
std::string_view name_of(FollowUpKind kind);

struct FollowUp {
  FollowUpKind kind = FollowUpKind::promise;
  std::int64_t id = 0;  ///< of the showstopper, promise, action, talk, or of what is to be told
  std::string who;      ///< who is waiting; empty for an action
  std::string what;     ///< "send the plan"
  Date due{};
  std::int64_t days = 0;  ///< since it was due; negative where it is still to come
  std::string line;       ///< what to type once it is done

  /// An idea and a story wait; nobody was promised a day.
  bool is_overdue() const {
    return days > 0 && kind != FollowUpKind::idea && kind != FollowUpKind::story;
  }
};

/// A customer with whom the newest contact of the PM was a hard talk: a rough one, or one in which
/// they said that they may leave.
struct HardTalk {
  std::int64_t number = 0;
  Date day{};
  Uid customer;  ///< duplicates followed
  std::string name;
  bool says_risk = false;    ///< by what was learned in it
  std::string spoken_since;  ///< "Sam on Fri 6 Nov": who of the team spoke to them; empty: nobody
};

/// An open idea of customers whom the PM heard, on which nothing was decided.
struct WaitingIdea {
  std::int64_t number = 0;
  std::string name;
  std::string who;  ///< "3 customers", or the one
  Date since{};     ///< the newest wish
};

/// What is owed, of one PM. `promises`, `loops` and `actions` may hold what is over.
struct FollowUpFacts {
  ShowstopperReport showstoppers;
  std::vector<Promise> promises;
  std::vector<AwaitedOutcome> loops;
  std::vector<Action> actions;
  std::vector<HardTalk> hard;
  std::vector<WaitingIdea> ideas;
  std::vector<Story> stories;        ///< that were never shared
  std::map<Uid, std::string> names;  ///< of the customers and people that these speak of
  Numbering numbering = {};
};

/// Rough talks of the days before that are history.
inline constexpr Days hard_look_back{7 * 13};

/// An open idea that nobody asked for in so long waits for a decision.
inline constexpr Days idea_patience{7 * 13};

/// The talks of the last thirteen weeks that were rough, or in which somebody said that they may
/// leave (`risky`: their numbers), and that no contact followed.
std::vector<HardTalk> open_hard_talks(const Cadence& cadence, const std::set<std::int64_t>& risky);

/// What is overdue or due by the end of the running week. Customers to tell and hard talks are due
/// a week after the day from which they wait; ideas and stories, thirteen weeks and four. By kind,
/// then the longest overdue first.
std::vector<FollowUp> follow_ups_of(const Cadence& cadence, const FollowUpFacts& facts);

/// How many are overdue.
std::int64_t overdue_count(std::span<const FollowUp> follow_ups);

/// "5 follow-ups, 3 overdue", "2 follow-ups overdue"; empty where there are none.
std::string follow_ups_text(std::span<const FollowUp> follow_ups);

/// The above, and the one to begin with: two lines for a page on something else.
std::vector<Block> follow_up_lines(std::span<const FollowUp> follow_ups, Date today,
                                   const std::string& pm_option);

/// The table `follow_ups`; `head` says for whom it is.
Table follow_ups_table(const std::vector<FollowUp>& follow_ups, Date today, Table head = {});

}  // namespace rapport
