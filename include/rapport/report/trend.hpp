#pragma once

#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// Many weeks of a PM, ending with the running one.
struct TrendReport : WeekStanding {
  std::vector<WeekLine> weeks = {};  ///< oldest first; never empty
  FourWeekTotal four_weeks = {};
  std::size_t total = 0;    ///< weeks that could be shown
  bool empty_book = false;  ///< this PM has no interaction at all
};

/// `count` weeks; for 0 those since the PM joined.
TrendReport build_trend(const Cadence& cadence, std::size_t count);

Document document_of(const TrendReport& report);

}  // namespace rapport
