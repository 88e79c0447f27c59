#pragma once

#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/roadmap.hpp"
#include "rapport/domain/themes.hpp"

namespace rapport {

/// Which planned items serve what customers said.
struct AuditReport {
  struct Line {
    RoadmapItem item;
    std::vector<const Theme*> themes;  ///< that it serves, the weightiest first
    std::vector<std::string> unheard;  ///< its tags of which nobody was heard to speak
  };
  std::string file;
  int least_weight = 0;                  ///< from how many customers on a theme is weighty
  std::vector<Line> lines;               ///< in the order of the file
  std::vector<const Theme*> not_served;  ///< weighty themes that no item serves

  int serving_none() const;
};

/// `themes` must outlive the report.
AuditReport build_audit(std::vector<RoadmapItem> items, const std::vector<Theme>& themes,
                        int least_weight);

/// Tables `items` and `not_served`. The answer is "no" where an item serves no theme.
Document document_of(const AuditReport& report);

}  // namespace rapport
