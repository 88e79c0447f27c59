#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"

namespace rapport {

using EachEntity = std::function<void(const std::function<void(const std::vector<Value>&)>& take)>;

/// All entities of a kind as a table for a spreadsheet: a column for each of `fields`, and as many
/// values in each row. They are read as they are written.
Table entity_table(std::string key, const std::vector<std::string>& fields, EachEntity each);

}  // namespace rapport
