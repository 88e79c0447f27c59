#pragma once

#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/report/follow_ups.hpp"

namespace rapport {

/// An open idea, and who heard the wishes for it.
struct HeardIdea {
  WaitingIdea idea;
  std::set<Uid> pms;
};

/// What the PMs of a book owe to others. What may be of several of them is read once.
class FollowUpBook {
 public:
  explicit FollowUpBook(Session& session);

  /// What the PM of `cadence` owes; `showstoppers` are those of the PM that are open.
  std::vector<FollowUp> of(const Cadence& cadence, const ShowstopperReport& showstoppers,
                           const Numbering& numbering = {});

 private:
  Session& session_;
  std::vector<AwaitedOutcome> loops_;  ///< of ideas and showstoppers
  std::vector<HeardIdea> ideas_;       ///< that are open
};

}  // namespace rapport
