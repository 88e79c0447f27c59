#pragma once

#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/report/stories.hpp"

/// What the commands of stories share.
namespace rapport {

/// The story with that typed number. Throws Error(not_found), and Error(usage) for no number.
Story resolve_story(Store& store, const std::string& text);

/// With the names of all who belong to it, and where it was retold.
StoryLine load_story(Session& session, Story story);

/// Stories of one PM (`--pm`, else `me`) or, with `all`, of everybody, oldest first.
std::vector<StoryLine> load_stories(Session& session, bool all);

}  // namespace rapport
