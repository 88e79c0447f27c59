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

/// The versions of all targets: what is asked, of whom, since when and for which talks.
struct TargetsReport {
  struct Line {
    Target target;
    std::string pm;             ///< whom it is for; empty for everybody
    std::optional<Date> until;  ///< first day on which it, or a later version, no longer holds
    bool is_default = false;    ///< asked without having been set up
  };
  Date today{};
  std::vector<Line> lines;  ///< by name, everybody first, then by the first day
};

/// Which versions are listed.
enum class Versions { current, all };

/// `versions` are those of the book; the default ones are added. `pms` names whom they are for, and
/// versions for anybody else are left out.
TargetsReport build_targets(std::span<const Target> versions, std::span<const Pm> pms, Date today,
                            Versions which);

Document document_of(const TargetsReport& report);

/// The same table of these versions alone, for programs.
Table targets_table(std::span<const Target> versions, std::span<const Pm> pms, Date today);

}  // namespace rapport
