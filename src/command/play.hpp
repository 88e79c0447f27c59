#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// Commands that are run by a script instead of a person, on a book that is at hand.
namespace rapport {

/// Runs one command on `book`, at the moment that `world.clock` shows, with nobody to ask. Throws
/// as the command does.
Document run_command(const std::vector<std::string>& words, World world, Store& book);

/// Runs the lines of `script` in their order, each at its own moment, up to the first that is later
/// than `world.clock`:
///
///     3 tue 10:30  log "Jane Park" 30m call: they print the screen
///
/// is the Tuesday three weeks before the running week. Words are parted by blanks, but not within
/// double quotes; lines that begin with # are comments. Throws Error(internal) that quotes the line
/// which failed.
void play(std::string_view script, const World& world, Store& book);

}  // namespace rapport
