#pragma once

#include "rapport/store/db.hpp"

namespace rapport {

/// Throws UnusableFile where the newest that was written is not all there: the end of each stream
/// of the journal with its command, and the newest talk and customer with all that is derived from
/// them. A disk that put a page in the place of another, or none, is noticed so without reading the
/// rest; in pages of older records `check --deep` alone notices it. To be called under one lock.
void check_newest(Db& db);

}  // namespace rapport
