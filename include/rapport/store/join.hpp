#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/store/membership.hpp"
#include "rapport/store/store.hpp"

/// Two worlds become one: what a book that nobody has seen yet becomes, once it joins a hub.
namespace rapport {

/// One that both have, under the name that it has here.
struct SameThing {
  std::string ent;
  std::string name;
  Uid here, there;
};

struct JoinPlan {
  std::string handle;               ///< as whom the book writes
  std::string name;                 ///< of that PM; empty for somebody who is none, such as a coach
  std::optional<Uid> me;            ///< the PM of the hub whose book this becomes
  std::string handle_before;        ///< of the PM whose book it was; empty where that is the same
  std::vector<SameThing> same;      ///< which take the uid that they have in the hub
  std::vector<std::string> others;  ///< customers of one name and another class: both stay
  std::int64_t own_targets = 0;   ///< targets and days off for everybody, which become the PM's own
  std::set<std::string> kept;     ///< spaces of other PMs: their talks stay here, unsent
  std::int64_t kept_changes = 0;  ///< in those
  bool is_known = false;          ///< the hub has changes of this book: it comes back as it is
  bool is_first = false;          ///< the hub is empty: this book begins it as it is
};

/// `there`: a book that holds what the hub has, and nothing else. `handle`: as whom to join, where
/// that was said. Throws Error(usage) where nobody says who this is, and Error(not_found) where
/// another person has that handle.
JoinPlan plan_join(Store& here, Store& there, const std::optional<std::string>& handle, Date today);

/// Rewrites the journal of `here`, which has pulled what the hub has, as `plan` says, and remembers
/// `membership`, all in one transaction. Undo goes back to before no more.
void join_as(Store& here, const JoinPlan& plan, const Membership& membership, const Stamp& now);

}  // namespace rapport
