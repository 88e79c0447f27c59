#pragma once

#include <string_view>

#include "remains.hpp"

namespace rapport {

/// True for a kind of entity whose number people type.
bool is_numbered(std::string_view kind);

/// Writes into `book`, which has its journal, the numbers that people type, as far as they are
/// known.
void write_numbers(Db& book, const Remains& remains, Others& others);

}  // namespace rapport
