#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/domain/target_history.hpp"

/// Changes of targets: planned from what the book holds, shown for the verdicts they flip, written.
namespace rapport {

/// Versions to write, and versions to take out.
struct TargetPlan {
  std::vector<Target> put;  ///< a nil uid is a new version, any other replaces the one of that uid
  std::vector<Uid> dropped;
};

/// Adds `target` to the plan, in the place of the version of that name for the same PM and from the
/// same day where there is one.
void put_version(TargetPlan& plan, std::span<const Target> versions, Target target);

/// Adds `target`, and makes a main one the only one of its PM, or of everybody, from its first day
/// on: the others lose the mark, also in versions to come.
TargetPlan plan_with(const Target& target, std::span<const Target> versions,
                     std::chrono::weekday first);

/// Whom a target is for: the PM of `--pm`, else everybody.
std::optional<Uid> target_owner(Session& session);

/// What the targets of `pm` were and will be, or those of everybody.
TargetHistory target_history(Session& session, std::span<const Target> versions,
                             const std::optional<Uid>& pm);

/// Writes the plan, asks where weeks that are over stand otherwise then, see `Flips`, and answers
/// how the targets stand.
Document change_targets(Session& session, const char* verb, bool yes,
                        const std::function<TargetPlan(Store&)>& plan);

/// "eu #3: 15 customers once … · for everybody · from Mon 23 Nov".
std::string target_text(Session& session, const Target& target);

}  // namespace rapport
