#pragma once

#include <string>
#include <vector>

#include "rapport/command/session.hpp"

namespace rapport {

/// Opens `$VISUAL`, `$EDITOR` or `vi` on a draft that begins as `text` and answers what was saved.
/// The draft is private (0600) and kept, and named in the error, when the editor fails. Never call
/// it while holding the write lock. Throws Error(unavailable) when the editor cannot be run or
/// fails, Error(usage) without a terminal, with `otherwise` for what to do, and for text that is
/// not UTF-8.
std::string edit_text(Session& session, const std::string& text,
                      const std::string& otherwise = "use -m TEXT instead");

/// The drafts of earlier editors that failed, which were kept.
std::vector<std::string> kept_drafts(const World& world);

}  // namespace rapport
