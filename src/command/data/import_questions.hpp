#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/import_plan.hpp"

/// What the person at the terminal says of addresses that no customer has.
namespace rapport {

struct CustomerAnswer {
  std::string domain;      ///< of e-mail, all of it now theirs; empty where the address alone is
  Attendee attendee;       ///< whose address it is
  std::string customer;    ///< by name
  std::optional<Uid> uid;  ///< nothing for a new one
};

/// Asks for the customer of each unknown address, and whether everybody of its domain is theirs:
/// not where anybody may have an address, and not where the domain is somebody's already. A domain
/// that is left out is asked about once. Without a person at the terminal all stay unknown.
std::vector<CustomerAnswer> ask_for_customers(Session& session,
                                              const std::vector<UnknownParties>& unknown);

/// Adds the customers that are new, the domains and the people.
void write_answers(Writing& writing, Store& store, const std::vector<CustomerAnswer>& answers);

}  // namespace rapport
