#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// A command that is given several numbers, or is to be done several times.
namespace rapport {

/// "4,5" → 4 and 5.
std::vector<std::string> numbers_in(std::string_view typed);

/// One answer of `count` runs of a command, each a command of its own in the history: its sentences
/// and the rows of its tables in a row. Throws Error(usage) for --op-id, which is one command's.
Document several(Session& session, std::size_t count,
                 const std::function<Document(std::size_t)>& run);

}  // namespace rapport
