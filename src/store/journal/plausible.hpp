#pragma once

#include "rapport/store/journal.hpp"

namespace rapport {

/// True for what another book may have written, as far as this program knows: texts of sane length,
/// each field of its type and range, in a space that holds such entities. Fields, words and kinds
/// that it does not know may be those of a later one. The body of `change` can be read.
bool is_plausible(const Change& change);

}  // namespace rapport
