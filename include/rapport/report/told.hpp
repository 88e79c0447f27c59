#pragma once

#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/loops.hpp"

namespace rapport {

/// Loops with the names of those to whom they are closed.
struct ToldReport {
  struct Line {
    std::string who;
    AwaitedOutcome loop;
  };
  Date today{};
  std::vector<Line> lines;  ///< who waits the longest first, all of theirs together
  Closure closure;          ///< of all loops, also of those that are not listed
};

ToldReport build_told(const std::vector<AwaitedOutcome>& listed,
                      const std::vector<AwaitedOutcome>& all, const Customers& customers,
                      Date today);

/// Who waits to hear of what: table `to_tell`.
Document loops_waiting(const ToldReport& report);

/// What has just been told to whom: table `told`. The answer of the command `report_name`.
Document loops_closed(const ToldReport& report, const std::string& report_name);

}  // namespace rapport
