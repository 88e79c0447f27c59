#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// Many weeks of a PM, ending with the running one.
struct TrendReport {
  std::string pm;
  Date today{};
  std::vector<WeekLine> weeks;  ///< oldest first; never empty
  Streak streak;
  std::vector<TargetLine> targets;
  std::optional<Metric> total_of;
  FourWeeks four_weeks;  ///< without its `target`
  std::optional<Date> judged_from;
  bool empty_book = false;
};

/// `count` weeks, at least one.
TrendReport build_trend(const Cadence& cadence, int count);

Document document_of(const TrendReport& report);

}  // namespace rapport
