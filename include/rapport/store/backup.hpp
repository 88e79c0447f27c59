#pragma once

#include <string>

#include "rapport/store/db.hpp"

namespace rapport {

/// What to do where there is a file of that name already.
enum class Existing { refuse, replace };

/// Writes a whole copy of `book` to `path`, mode 0600, in one step: under the final name there is
/// no file, the old one, or a copy that was synced. Throws Error: not_found (3) where there is a
/// file and it may not be replaced; cannot_create (73) where the folder does not take one; disk
/// (74) when the disk is full or fails.
void save_copy(Db& book, const std::string& path, Existing existing);

}  // namespace rapport
