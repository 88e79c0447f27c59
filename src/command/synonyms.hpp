#pragma once

#include <string>
#include <vector>

namespace rapport {

/// What was typed, word by word.
using TypedWords = std::vector<std::string>;

/// `words` with what other tools call a command put into rapport's own words: "ls" becomes "list",
/// "today" becomes "list --since today", "add promise" becomes "promise add". As they are where
/// they begin with a command and name no verb of another. Throws Error(usage) with the lines to
/// type for a word that could mean several, and for what a noun has no verb for.
TypedWords with_synonyms(const TypedWords& words);

}  // namespace rapport
