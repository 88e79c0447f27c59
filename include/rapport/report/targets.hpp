#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/target.hpp"

namespace rapport {

/// A version of a target: what is asked, of whom, since when and for which talks.
struct TargetVersion {
  Target target;
  std::string pm;                 ///< whom it is for; empty for everybody
  std::optional<DateRange> days;  ///< that it governs, its `until` and later versions considered
  bool is_default = false;        ///< asked without having been set up
};

struct TargetsReport {
  Date today{};
  std::vector<TargetVersion> lines;  ///< by name, everybody first, then by the first day
};

/// Which versions are listed.
enum class Versions { current, all };

/// `versions` are those of the book; the default ones are added. `pms` names whom they are for, and
/// versions for anybody else are left out.
TargetsReport build_targets(std::span<const Target> versions, std::span<const Pm> pms, Date today,
                            Versions which, std::chrono::weekday first);

Document document_of(const TargetsReport& report);

/// The same table of `some` of the versions of the book alone, for programs.
Table targets_table(std::span<const Target> some, std::span<const Target> versions,
                    std::span<const Pm> pms, Date today, std::chrono::weekday first);

/// "eu #3: 15 customers once, by Mon 1 Mar 2027 · region EU · for everybody · from Mon 23 Nov";
/// `first` is the day on which weeks begin. Harmless text.
std::string version_text(const Target& target, std::span<const Pm> pms, Date today,
                         std::chrono::weekday first);

/// The well-known cadences, and whose they are.
Document presets_document();

}  // namespace rapport
