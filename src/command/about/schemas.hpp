#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What each report prints as JSON, as JSON Schemas (draft 2020-12): strict, with the words of the
/// program's own tables. Written down in schemas.txt; tests/property/schemas compares.
namespace rapport {

/// "1on1", "week": the reports with a schema, in order.
std::vector<std::string_view> schema_names();

/// The schema of that report, ending in a newline; empty where there is none of that name.
std::string schema_of(std::string_view report);

}  // namespace rapport
