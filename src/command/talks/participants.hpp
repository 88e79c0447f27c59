#pragma once

#include <string>

#include "command/resolve.hpp"
#include "command/talks/recording.hpp"

/// With whom an interaction was.
namespace rapport {

/// Adds those whom `typed` names to an interaction with customers; creates customers whom nobody
/// knows. Throws Error(not_found) as `resolve_who`, and Error(usage) for colleagues and for options
/// of a new customer where there is none.
void add_customers(Recording& recording, const std::string& typed,
                   const NewCustomerOptions& options);
void add_customers(Recording& recording, const Who& who, const NewCustomerOptions& options);

/// A person without a customer is a colleague: refused, with a pointer to `listen`.
void refuse_colleagues(Store& store, const Who& who);

/// Refuses customers that are not `internal` on the day of `interaction`, with the `log` for them.
void refuse_customers(const Who& who, const std::string& typed, const Interaction& interaction);

}  // namespace rapport
