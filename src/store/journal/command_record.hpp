#pragma once

#include <cstdint>
#include <functional>

#include "rapport/store/store.hpp"

// The commands given to a book, as they lie in its table. `Writing` adds to it, `undo` reads it.
namespace rapport {

/// Checksum over all of a command, its place among the others included.
std::int64_t digest_of(const CommandRecord& command);

/// Columns for `read_command`: "SELECT … FROM command ", to be followed by what is wanted of it.
extern const char* const select_commands;

/// A row of a query that begins with `select_commands`.
CommandRecord read_command(const Row& row);

/// Calls `take` with every command and the digest that is stored with it. `rest` follows
/// `select_commands`.
void each_command(Db& db, const char* rest,
                  const std::function<void(const CommandRecord&, std::int64_t)>& take);

/// The id that the next command gets: they are counted without gaps.
std::int64_t next_command_id(Db& db);

/// Writes a command, whose id is set, with its digest.
void insert_command(Db& db, const CommandRecord& command);

}  // namespace rapport
