#pragma once

#include <string>
#include <vector>

#include "rapport/command/session.hpp"

namespace rapport {

/// The PM who does what a command writes: `--pm`, else `me`, else one made from the login name who
/// joins on `day`, or today where that is to come. A day before the implicit join of that PM moves
/// it back. Adds to `notes` what it did, in sentences.
Pm host_of(Session& session, Writing& writing, Date day, std::vector<std::string>& notes);

}  // namespace rapport
