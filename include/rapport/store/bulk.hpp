#pragma once

#include "rapport/store/db.hpp"

namespace rapport {

/// Gives a connection 26 MiB of memory for pages: for a command that writes tens of thousands of
/// records, whose pages would be written out and read again many times.
void expect_many_records(Db& db);

/// Takes it back once they are committed.
void expect_few_records(Db& db);

}  // namespace rapport
