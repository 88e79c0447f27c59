#pragma once

#include <string>
#include <vector>

namespace rapport {

/// `words` with what other tools call a command put into rapport's own words: "ls" becomes "list",
/// "today" becomes "list --since today". As they are where they begin with a command. Throws
/// Error(usage) with the lines to type for a word that could mean several.
std::vector<std::string> with_synonyms(const std::vector<std::string>& words);

}  // namespace rapport
