#pragma once

#include <string>

#include "rapport/command/session.hpp"
#include "rapport/store/backup.hpp"

/// What the commands around backups have in common.
namespace rapport {

/// `$XDG_STATE_HOME/rapport`, else `~/.local/state/rapport`; empty where there is no home folder.
std::string state_folder(const World& world);

/// The folder `backups` in the state folder. Throws Error(config) where there is no home folder.
std::string backups_folder(const World& world);

/// The path of the book that the session is about, for what works on its file.
std::string path_of_book(const Session& session);

/// "412 talks with 38 customers, the newest of Fri 20 Nov".
std::string contents_text(const Contents& holds, Date today);

/// What to do when the book cannot be used: the newest good backup and how to bring it back, or
/// `otherwise` where there is none. Never throws.
std::string rescue_hint(const World& world, const std::optional<std::string>& db,
                        const std::string& otherwise);

}  // namespace rapport
