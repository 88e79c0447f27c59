#pragma once

#include "rapport/store/db.hpp"

namespace rapport {

/// MiB of memory for pages.
inline constexpr int for_many_records = 30;
inline constexpr int for_all_records = 256;  ///< for a command that writes a whole book

/// Gives a connection memory for pages: for a command that writes tens of thousands of records,
/// whose pages would be written out and read again many times.
void expect_many_records(Db& db, int mebibytes = for_many_records);

/// Takes it back once they are committed.
void expect_few_records(Db& db);

}  // namespace rapport
