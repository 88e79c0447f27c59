#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "command/cadence/flips.hpp"
#include "rapport/command/session.hpp"
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

/// Makes `target` the one main target of its PM, or of everybody, from its first day on: the others
/// lose the mark, also in versions to come.
void take_mark_from_others(TargetPlan& plan, std::span<const Target> versions, const Target& target,
                           std::chrono::weekday first);

/// The versions as they will be.
void apply(const TargetPlan& plan, std::vector<Target>& versions);

/// What came of a plan.
struct Planned {
  bool done = false;          ///< false when the person at the terminal said no
  std::vector<Target> saved;  ///< the versions put, with their numbers
  std::vector<Flip> flips;
  bool asked = false;     ///< somebody has seen the flips already
  bool repeated = false;  ///< this --op-id had come before: nothing was written now
};

/// Shows what `plan` does to verdicts of `pm`, or of everybody, asks where it flips any, and writes
/// it. The plan is made twice: to be shown, and again under the lock.
Planned carry_out(Session& session, const std::string& verb, const std::optional<Uid>& pm, bool yes,
                  const std::function<TargetPlan(Store&)>& plan);

/// The first day that the version governs: of a periodic one the first of a whole period.
Date first_day_of(const Target& target, std::chrono::weekday first);

/// "from Mon 23 Nov to Sun 31 Jan 2027".
std::string in_force_text(const Target& target, Date today, std::chrono::weekday first);

}  // namespace rapport
