#pragma once

#include <optional>
#include <string>

#include "command/cadence/target_plan.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// What the commands that change targets have in common.
namespace rapport {

/// Whom the target is for: the PM of `--pm`, else everybody.
std::optional<Uid> target_owner(Session& session);

/// The day that `--from` names: a day to come, or the first one of a week.
Date read_first_day(const std::string& text, Session& session);

/// "eu #3: 15 customers once, by Mon 1 Mar 2027 · region EU · for everybody · from Mon 23 Nov".
std::string target_line(Session& session, const Target& target);

/// What was written, where it stands today, and which verdicts it changed.
Document answer_of(Session& session, const char* report, const Planned& planned);

/// Notes versions to come that go on as they are, whatever the change before them.
void note_later_versions(Document& document, Session& session, const Planned& planned);

}  // namespace rapport
