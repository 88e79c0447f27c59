#pragma once

#include <optional>
#include <string>

#include "rapport/command/world.hpp"
#include "rapport/store/open.hpp"

namespace rapport {

/// Where the book is: `--db`, `$RAPPORT_DB`, else the default. Throws Error(config) for an empty
/// name and where there is no home folder.
BookPath book_path(const World& world, const std::optional<std::string>& db);

/// As `book_path`, with a backup made before a newer program changes the book's form.
BookPath book_place(const World& world, const std::optional<std::string>& db);

}  // namespace rapport
