#pragma once

#include "rapport/command/session.hpp"
#include "rapport/report/numbering.hpp"

namespace rapport {

/// By tails of uids where the page is for others to read (HTML, Markdown), else by numbers. Looks
/// into the book of `session` while the page is made.
Numbering numbering_for(Session& session);

}  // namespace rapport
