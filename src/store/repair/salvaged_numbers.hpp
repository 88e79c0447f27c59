#pragma once

#include "store/repair/remains.hpp"

namespace rapport {

/// Writes into `book`, which has its journal, the numbers that people type, as far as they are
/// known.
void write_numbers(Db& book, const Remains& remains, Others& others);

}  // namespace rapport
