#pragma once

#include <cstddef>

#include "rapport/command/command.hpp"

namespace rapport {

/// All commands by group, with their summaries: `rapport help`.
Document overview(std::size_t width);

/// One command: usage, options, examples: `rapport log --help`. `args` holds its declarations.
Document explain(const Command& command, const Args& args, std::size_t width);

}  // namespace rapport
