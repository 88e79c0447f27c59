#pragma once

#include "rapport/store/salvage.hpp"
#include "store/repair/recovered.hpp"

// What lies beside the journal. To be called when `book` has its changes and nothing else yet.
namespace rapport {

/// Writes the commands that gave the changes of `book`, and those that changed nothing as far as
/// they are known, in the order in which they were given.
void write_commands(Db& book, const RecoveredData& here, const RecoveredData& backup,
                    Repair& repair);

/// Writes the numbers of what has changes in `book`, as far as they are known.
void write_numbers(Db& book, const RecoveredData& here, const RecoveredData& backup);

}  // namespace rapport
