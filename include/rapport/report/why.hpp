#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// The rules behind the verdict on a week.
struct WhyWeekReport {
  std::string pm;
  Date today{};
  WeekLine week;
  std::vector<Reason> reasons;
};

/// Whether an interaction counts towards a target, and why.
struct TargetFinding {
  std::string target;
  bool counts = false;
  std::string finding;
};

/// Why one interaction counts, or does not, towards each target of its day.
struct WhyTalkReport {
  std::string pm;
  Date today{};
  TalkLine talk;
  std::vector<TargetFinding> findings;
};

WhyWeekReport build_why_week(const Cadence& cadence, Date day);

/// Nothing when the PM has no interaction of that number on that day.
std::optional<WhyTalkReport> build_why_talk(const Cadence& cadence, std::int64_t number, Date day);

Document document_of(const WhyWeekReport& report);
Document document_of(const WhyTalkReport& report);

}  // namespace rapport
