#pragma once

#include <string>
#include <vector>

#include "rapport/command/command.hpp"
#include "rapport/command/world.hpp"

namespace rapport {

/// A command line taken apart: which command it names, and what is left for that one, the global
/// options in front of the name included.
struct Invocation {
  const Command* command = nullptr;
  std::string name;
  std::vector<std::string> rest;
};

/// Without a name, that is `status`; a noun alone is `help` on that noun. Throws Error(usage) with
/// what was probably meant.
Invocation find_invocation(const std::vector<std::string>& words, const FormatNames& formats);

}  // namespace rapport
