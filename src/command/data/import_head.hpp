#pragma once

#include <set>
#include <string>
#include <vector>

#include "command/data/import.hpp"
#include "rapport/domain/crm.hpp"

/// The head of a table: where it stands, and what its columns mean.
namespace rapport {

/// How `--dates` says that dates are written. Throws Error(usage) for what it does not know.
DateOrder date_order(const ImportOptions& options);

/// Lays what is said now over what is remembered: one meaning for each of theirs.
void lay_over(std::set<std::string>& entries, const std::vector<std::string>& said);

/// Where the head of a table is: in the first of its rows that names a date and a customer, else in
/// the first one. Answers how many rows stand above it.
std::size_t rows_above_head(const std::string& text, const CrmMapping& mapping);

/// Throws Error(usage) where `--map` speaks of a column that is not there.
void check_columns(const std::vector<std::string>& header, const ImportOptions& options);

}  // namespace rapport
