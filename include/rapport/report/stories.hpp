#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/story.hpp"

/// Customer stories, and where they were retold.
namespace rapport {

struct ShareLine {
  Share share;
  std::string pm;
};

/// A story with names.
struct StoryLine {
  Story story;
  std::string pm;
  std::vector<std::string> customers;
  std::vector<ShareLine> shares;     ///< oldest first
  std::optional<std::int64_t> talk;  ///< the number of the one that it comes from
  std::string talk_text;             ///< that talk in a line
};

/// "#orders #erp"; empty without themes.
std::string themes_text(const std::set<std::string>& themes);

/// What a list of stories was asked for.
struct StoryFilter {
  bool untold = false;  ///< only those that were shared nowhere
  bool all = false;     ///< of every PM
};

/// Table `stories`: those that pass.
Document story_list(std::vector<StoryLine> lines, const StoryFilter& filter);

/// The whole story, and where it was shared: table `shares`.
Document story_page(const StoryLine& line);

/// What a command that wrote a story answers, one that removed it, and one that shared it.
Document story_saved(const char* report, const StoryLine& line);
Document story_removed(const StoryLine& line);
Document story_shared(const StoryLine& line, const Share& share, Date today);

}  // namespace rapport
