#pragma once

#include <string>
#include <vector>

#include "rapport/command/session.hpp"

namespace rapport {

/// Opens `$VISUAL`, `$EDITOR` or `vi` on a draft that begins as `text` and answers what was saved.
/// The draft is private (0600) and is the session's from then on: whatever fails before the text is
/// saved, it is kept and named in the error. Never call it while holding the write lock. Throws
/// Error(unavailable) when the editor cannot be run or fails, Error(usage) without a terminal, with
/// `otherwise` for what to do, and for text that is not UTF-8, Error(not_found) for text that was
/// emptied and not meant to be.
std::string edit_text(Session& session, const std::string& text,
                      const std::string& otherwise = "use -m TEXT instead");

/// The drafts of earlier editors that failed, which were kept.
std::vector<std::string> kept_drafts(const World& world);

}  // namespace rapport
