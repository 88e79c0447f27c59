#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {

/// The talk for which a timer runs.
struct RunningTalk {
  std::string who;  ///< all their names
  Moment started;
  Minutes elapsed{};
};

/// Where a PM stands, in a few lines: what bare `rapport` prints.
struct StatusReport : WeekStanding {
  std::optional<RunningTalk> running = {};    ///< set by whoever knows of timers
  std::optional<TalkLine> last = {};          ///< the latest held with a customer
  std::vector<TalkLine> planned = {};         ///< not over yet, the next first
  std::vector<std::int64_t> to_confirm = {};  ///< numbers of plans that are over, oldest first
  bool empty_book = false;                    ///< nothing is logged yet
};

StatusReport build_status(const Cadence& cadence);

Document document_of(const StatusReport& report);

/// One line for a shell prompt: "2h/3h on pace", "onboarding 9/15 visits".
std::string short_text(const StatusReport& report);
Document short_document_of(const StatusReport& report);

/// What is printed after every `log`: "week 2026-W47: 2h of 3h, on pace · onboarding met (21 of
/// 15)".
std::string standing_text(const StatusReport& report);

}  // namespace rapport
