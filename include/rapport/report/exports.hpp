#pragma once

#include <string>
#include <vector>

#include "rapport/document/document.hpp"

namespace rapport {

/// All entities of a kind as a table for a spreadsheet: a column for each of `fields`, and as many
/// values in each row.
Table entity_table(std::string key, const std::vector<std::string>& fields,
                   const std::vector<std::vector<Value>>& rows);

}  // namespace rapport
