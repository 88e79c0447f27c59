#pragma once

#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/story.hpp"

/// What the commands of stories share.
namespace rapport {

/// The story with that typed number. Throws Error(not_found), and Error(usage) for no number.
Story resolve_story(Store& store, const std::string& text);

/// When and where it was retold, oldest first.
std::vector<Share> shares_of(Store& store, const Story& story);

/// Stories of one PM (`--pm`, else `me`) or, with `all`, of everybody, oldest first.
std::vector<Story> stories_of(Session& session, bool all);

/// "#orders, #erp"
std::string themes_text(const std::set<std::string>& themes);

}  // namespace rapport
