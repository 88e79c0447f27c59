#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Tables of comma-separated values (RFC 4180) as plain cells.
namespace rapport {

/// One row, valid during the call that gets it.
struct CsvRow {
  std::size_t line;  ///< of the file, on which it begins; from 1
  char separator;    ///< between the cells of this file
  const std::vector<std::string>& cells;
};

/// Calls `take` for every row of `text`, blank lines left out, the header first. The separator is
/// what "sep=;" in front says, else the one of comma, semicolon, tab and bar that the first line
/// with any has most of. A quote within a cell that is not quoted is a sign like others. Throws
/// Error(bad_data), which names line and column, for what is not UTF-8 without NUL, for quotes that
/// do not match and for rows past all reason (16 MiB, 1 000 cells).
void read_csv(std::string_view text, const std::function<void(const CsvRow&)>& take);

}  // namespace rapport
