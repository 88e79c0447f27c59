#pragma once

#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// One week of a PM: the verdict, what counts, what does not and why, what is still needed by when.
struct WeekReport : WeekStanding {
  std::vector<TalkLine> talks = {};  ///< of the week, by start
  FourWeekTotal four_weeks = {};
  Minutes planned{};  ///< length of the talks in the week that are still to come
  int planned_talks = 0;
  std::vector<std::int64_t> to_confirm = {};  ///< plans of the week that are over, in the running
                                              ///< week also of those before; oldest first
  std::vector<Off> backdated = {};            ///< time off in it that was entered after it began
};

/// The week around `day`.
WeekReport build_week(const Cadence& cadence, Date day);

Document document_of(const WeekReport& report);

}  // namespace rapport
