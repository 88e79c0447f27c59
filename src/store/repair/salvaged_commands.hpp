#pragma once

#include "rapport/store/salvage.hpp"
#include "store/repair/remains.hpp"

namespace rapport {

/// Writes the commands of all changes that are in `book`, and those without changes that are left,
/// counted from 1. What a good digest does not vouch for is taken from a backup, else as it reads,
/// and then listed in `repair`.
void write_commands(Db& book, const Remains& remains, Others& others, Repair& repair);

}  // namespace rapport
