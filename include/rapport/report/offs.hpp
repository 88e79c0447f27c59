#pragma once

#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/holidays.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/target.hpp"

namespace rapport {

/// Time off, and whose: a PM's, or everybody's.
struct OffLine {
  Off off;
  std::string whose;
};

/// The table `offs` as `off list` shows it.
Document offs_document(const std::vector<OffLine>& lines);

/// What was imported, in the table `offs`, with what the calendar says of each; those that only
/// would be have no number.
Table imported_offs_table(const std::vector<Off>& offs, const std::vector<Holiday>& holidays);

/// What stayed out, and why.
Table left_out_offs_table(const std::vector<Holiday>& holidays);

/// What a command that added or removed time off answers; `done` is "off" or "removed".
Document off_document(const char* report, const OffLine& line, const char* done, Date today);

}  // namespace rapport
