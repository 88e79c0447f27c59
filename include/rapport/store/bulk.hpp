#pragma once

#include "rapport/store/db.hpp"

namespace rapport {

/// Gives a connection 16 MiB of memory for pages, as long as it is open: for a command that writes
/// tens of thousands of records, whose pages would be written out and read again many times.
void expect_many_records(Db& db);

}  // namespace rapport
