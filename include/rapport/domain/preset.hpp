#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {

/// A well-known cadence. A new one is one row.
struct Preset {
  std::string_view name;
  std::string_view summary;
  std::string_view source;                             ///< whose it is
  std::vector<Target> (*targets)(const Rules& rules);  ///< in force from whenever it is adopted
  Days length;                                         ///< how long it lasts; 0 for good
};

std::span<const Preset> presets();
const Preset* find_preset(std::string_view name);  ///< null when there is none

/// The versions to add so that `preset` is the cadence from the start of the week `from` on, for
/// `pm` or for everybody: its targets, and an end for the main and onboarding targets they replace.
/// What a preset with an end replaced is in force again after it. Ids and numbers are left open.
std::vector<Target> adopt(const Preset& preset, std::span<const Target> versions,
                          const std::optional<Uid>& pm, Date from, const Rules& rules);

}  // namespace rapport
