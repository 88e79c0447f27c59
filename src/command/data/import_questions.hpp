#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/import_plan.hpp"

/// What the person at the terminal says of addresses that no customer has.
namespace rapport {

struct CustomerAnswer {
  std::string domain;      ///< of e-mail, now theirs; empty for one that everybody may have
  Attendee attendee;       ///< who has it
  std::string customer;    ///< by name
  std::optional<Uid> uid;  ///< nothing for a new one
};

/// Asks for the customer of each unknown domain, or of each address where anybody may have one.
/// Without a person at the terminal, or where the answer is empty, it stays unknown.
std::vector<CustomerAnswer> ask_for_customers(Session& session,
                                              const std::vector<UnknownParties>& unknown);

/// Adds the customers that are new, the domains and the people.
void write_answers(Writing& writing, Store& store, const std::vector<CustomerAnswer>& answers);

}  // namespace rapport
