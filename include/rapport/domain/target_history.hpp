#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

namespace rapport {

/// The version of a target that governs a period.
struct Governed {
  const Target* target = nullptr;  ///< never null; lives as long as the `TargetHistory`
  DateRange period;  ///< of `once`: from the first day that counts (for `onboarding` the first of
                     ///< all), open or with `by` as its last day
  bool own = false;  ///< a version for this PM alone
};

/// The targets of one PM over time: the default ones, those for everybody and those for this PM.
///
/// A version governs the periods that start on or after its `from` (for `N weeks`: from the week of
/// its `from` on) and before its `until`, unless a newer one does; of two with the same `from` the
/// newer uid goes first. A version for the PM goes before one for all; once its `until` has come,
/// that for all governs again. A removed one ends the target, for good or until its `until`.
/// Between the `from` of a version and its first period the one before governs, but begins nothing
/// longer than a week that would be cut short: when months become weeks on Friday 1 May, no May
/// begins, and nothing is asked until Monday.
class TargetHistory {
 public:
  TargetHistory(std::span<const Target> versions, const Uid& pm, std::chrono::weekday first);

  /// The version of `name` that governs the period around `day`, if any does.
  std::optional<Governed> find(std::string_view name, Date day) const;

  /// All that govern around `day`: the main one first, then by name, `once` last.
  std::vector<Governed> on(Date day) const;

  /// The main periodic target: of those flagged the one for the PM, then that with the latest
  /// `from`; where none is flagged, the first periodic one. Nothing where nothing periodic is
  /// asked.
  std::optional<Governed> main_on(Date day) const;

  /// Every version flagged `onboarding`, removed ones left out.
  std::vector<const Target*> onboarding() const;

  /// Every version that is asked once in its period, removed ones left out.
  std::vector<Governed> once() const;

  std::vector<std::string> names() const;

  /// The days that `version`, one of these, governs; nothing where it never does.
  std::optional<DateRange> in_force(const Target& version) const;

 private:
  struct Line {  // the versions of one name, oldest first
    std::string name;
    std::vector<Target> own;
    std::vector<Target> for_all;
  };
  std::optional<Governed> find(const Line& line, Date day) const;
  /// Its target is null where nothing is asked, not by the versions for all either.
  std::optional<Governed> version_for(std::span<const Target> versions, Date day) const;

  Date first_governed(std::span<const Target> versions, std::size_t at) const;
  std::vector<Line> lines_;
  std::chrono::weekday first_;
};

/// Whether a target is new or the change of one there is.
enum class Novelty { added, changed };

/// The day from which a target that nobody gave a date is in force: a new one with the running
/// period, a change with the next. `target.from` is the day from which the changed one was in
/// force. What is asked once has a single period: a new one begins with the first day of all, a
/// change governs all of it. Only where it is flagged `onboarding`, weeks are what it governs, so
/// that no week judged before becomes onboarding again.
Date starts_on(Novelty novelty, const Target& target, Date today, std::chrono::weekday first);

}  // namespace rapport
