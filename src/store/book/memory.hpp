#pragma once

namespace rapport {

/// Gives SQLite memory from lists of blocks by size: before anything else of SQLite is called. A
/// statement is prepared of hundreds of small pieces, and the library of some distributions asks
/// the system for each, which is a fifth of a short command.
void settle_memory();

}  // namespace rapport
