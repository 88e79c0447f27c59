#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/report/standings.hpp"

/// The preview of what a change does to the standings of PMs: the past is judged by what the book
/// says now. All of this reads the book only, and is for before the write lock is taken.
namespace rapport {

/// What is about to be written, done to the facts in memory instead.
using FactsChange = std::function<void(BookFacts&)>;

/// A customer or a person as they will be.
FactsChange changed_to(Store& store, const Customer& customer);
FactsChange changed_to(Store& store, const Person& person);

/// For every PM: each target that governs today and shows another count, and each closed period of
/// the main target with another verdict.
std::vector<StandingChange> effects_of(Session& session, const FactsChange& change);

/// What `--yes` does, for help.
inline constexpr const char* yes_flips_help = "go ahead even if past weeks would stand differently";

/// True when `what` ("merging Acme into Acme Robotics") may go ahead: nothing is lowered, `yes` was
/// given, or the person at the terminal agrees. Throws Error(usage) that lists what is lowered
/// where nobody can be asked.
bool confirm_effects(Session& session, const std::string& what, std::vector<StandingChange> effects,
                     bool yes);

/// The same where past weeks stand otherwise.
bool confirm_flips(Session& session, const std::vector<StandingChange>& flips, bool yes);

/// "this changes how 2 past weeks stand:" and the lines, or nothing.
std::vector<std::string> flip_notices(const std::vector<StandingChange>& flips);

}  // namespace rapport
