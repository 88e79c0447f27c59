#pragma once

#include <vector>

#include "rapport/report/ideas.hpp"
#include "rapport/report/learnings.hpp"

/// Themes: what customers speak of.
namespace rapport {

/// The table `themes`: weight, what stands apart, when it was last heard.
Document themes_list(const std::vector<Theme>& themes);

/// "#orders · 3 customers · 1 other · 2 second-hand · last heard Mon 16 Nov".
std::string theme_text(const Theme& theme, Date today);

/// One theme with its sources: tables `learnings` and `ideas`.
Document theme_page(const Theme& theme, std::vector<LearningLine> learnings,
                    std::vector<IdeaLine> ideas, Date today);

}  // namespace rapport
