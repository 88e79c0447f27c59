#pragma once

#include <set>
#include <string>
#include <vector>

#include "rapport/command/world.hpp"

/// Files that were written elsewhere, with `-o` or by `backup FILE`: what `forget` must speak of.
namespace rapport {

/// Notes in the state folder that `path` is being written: before what goes into it is read, so
/// that a `forget` that runs beside it knows. What cannot be noted is not, and fails silently.
void remember_copy(const World& world, const std::string& path);

/// True where one of `names` is found in the bytes of a file, however its form escapes or wraps it:
/// JSON, CSV, HTML, Markdown, a calendar, text in columns, a database.
bool holds_name(const std::string& bytes, const std::set<std::string>& names);

/// The noted files that are still there and hold one of `names`. A file of the size of a book or a
/// report is read whole; what cannot be read is taken to hold a name.
std::vector<std::string> copies_with(const World& world, const std::set<std::string>& names);

/// Once `names` are forgotten: takes away the drafts of files that are being written, and the notes
/// of paths that say one of the names, or lead nowhere any more.
void forget_copies(const World& world, const std::set<std::string>& names);

}  // namespace rapport
