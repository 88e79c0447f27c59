#include "rapport/domain/preset.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "rapport/domain/target_history.hpp"

namespace rapport {
namespace {

constexpr Days lean_launchpad_length(7 * 10);

Target weekly_sessions(std::int64_t amount, Minutes least = {}) {
  return {.name = "weekly",
          .metric = Metric::sessions,
          .amount = amount,
          .filter = {.least = least},
          .main = true};
}

Target first_customers(std::string name, std::string region) {
  return {.name = std::move(name),
          .metric = Metric::customers,
          .amount = 15,
          .every = {.unit = Every::Unit::once},
          .filter = {.region = std::move(region)},
          .onboarding = true};
}

std::vector<Target> svpg(const Rules& rules) {
  return {default_targets().front(), weekly_sessions(3, rules.hour)};
}

std::vector<Target> svpg_30(const Rules& rules) {
  return {first_customers("us", "US"), first_customers("eu", "EU"), weekly_sessions(3, rules.hour)};
}

std::vector<Target> exposure(const Rules&) {
  return {{.name = "exposure",
           .metric = Metric::hours,
           .amount = 120,
           .every = {.unit = Every::Unit::weeks, .count = 6},
           .main = true}};
}

std::vector<Target> touchpoint(const Rules&) { return {weekly_sessions(1)}; }

std::vector<Target> lean_launchpad(const Rules&) { return {weekly_sessions(10)}; }

constexpr std::array preset_rows{
    Preset{"svpg", "15 visits to get started, then 3 sessions of an hour a week", "Cagan", svpg,
           Days(0)},
    Preset{"svpg-30", "15 customers in region US and 15 in EU, then 3 sessions of an hour a week",
           "Cagan", svpg_30, Days(0)},
    Preset{"exposure", "2 hours every 6 weeks", "Spool", exposure, Days(0)},
    Preset{"touchpoint", "1 session a week", "Torres", touchpoint, Days(0)},
    Preset{"lean-launchpad", "10 sessions a week for 10 weeks", "Blank", lean_launchpad,
           lean_launchpad_length},
};

/// What the preset takes the place of: the main and the onboarding targets.
std::vector<Governed> replaced_by_preset(const TargetHistory& history, Date from) {
  std::vector<Governed> replaced;
  const auto main = history.main_on(from);
  for (const auto& governed : history.on(from)) {
    const bool is_main = main && governed.target == main->target;
    if (is_main || governed.target->main || governed.target->onboarding)
      replaced.push_back(governed);
  }
  return replaced;
}

}  // namespace

std::span<const Preset> presets() { return preset_rows; }

const Preset* find_preset(std::string_view name) {
  const auto found = std::find_if(preset_rows.begin(), preset_rows.end(),
                                  [&](const Preset& preset) { return preset.name == name; });
  return found == preset_rows.end() ? nullptr : &*found;
}

std::vector<Target> adopt(const Preset& preset, std::span<const Target> versions,
                          const std::optional<Uid>& pm, Date from, const Rules& rules) {
  std::optional<Date> until;
  if (preset.length > Days(0)) until = from + preset.length;

  std::vector<Target> added = preset.targets(rules);
  std::set<std::string> names;
  for (auto& target : added) {
    target.pm = pm;
    target.from = from;
    target.until = until;
    names.insert(target.name);
  }
  const TargetHistory history(versions, pm.value_or(Uid{}), rules.week_start);
  for (const auto& replaced : replaced_by_preset(history, from)) {
    const Target* target = replaced.target;
    Target copy = *target;
    copy.uid = {};
    copy.number = 0;
    copy.pm = pm;
    if (!names.contains(target->name)) {
      copy.from = from;
      copy.until = until;
      copy.removed = true;
      added.push_back(copy);
    }
    // What was for all governs a single PM again by itself; the rest has to be said.
    if (until && (replaced.own || !pm)) {
      copy.from = *until;
      copy.until = target->until;
      copy.removed = false;
      added.push_back(copy);
    }
  }
  return added;
}

}  // namespace rapport
