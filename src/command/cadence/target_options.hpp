#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/args.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"

/// What people type of targets, read and checked.
namespace rapport {

/// What `target add` and `target edit` both take; still the user's text.
struct TargetOptions {
  std::optional<std::string> metric, amount, every, by, loop, least, region, segment, tag, from,
      until;
  std::vector<std::string> kinds, purposes;
  bool main = false;
  bool onboarding = false;
  bool yes = false;
};

void declare_target_options(Args& args, TargetOptions& options);

/// True when no option asks for a change.
bool says_nothing(const TargetOptions& options);

/// Puts what was given into `target`, but for the day from which it is in force. Throws
/// Error(usage) for what cannot be read, and where a new target (without an amount) lacks a part.
void read_target_options(const TargetOptions& options, Target& target, const Moment& now);

/// Throws Error(usage) for a target that contradicts itself, or that nothing could ever advance.
void check_target(const Target& target);

void check_target_name(std::string_view name);

/// The name among `names` that `typed` means, without regard to case and accents. Throws
/// Error(not_found) that names near ones, or all there are.
std::string resolve_target_name(std::span<const std::string> names, std::string_view typed);

/// The target that `typed` means and that governs today for this PM. Throws Error(not_found) for
/// none, and for one that has ended or is still to come.
std::string target_in_force(const Cadence& cadence, std::string_view typed);

}  // namespace rapport
