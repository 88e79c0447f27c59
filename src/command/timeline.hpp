#pragma once

#include <set>
#include <unordered_map>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/report/customers.hpp"

/// What was talked about with a customer or a person, duplicates that were merged into them
/// included.
namespace rapport {

/// The entity and every duplicate that was merged into it.
std::set<Uid> with_duplicates(Store& store, const Customer& customer);
std::set<Uid> with_duplicates(Store& store, const Person& person);

/// Every interaction with any of `who`, each once, by start.
std::vector<Interaction> interactions_with(Store& store, const std::set<Uid>& who);

/// What was talked about and promised, with `--pm` by that PM alone. What was learned in private
/// talks is left out.
Timeline timeline_of(Session& session, const Customer& customer);
Timeline timeline_of(Session& session, const Person& person);

/// By customer and by person, duplicates counted with those they were merged into. Who was never
/// met is absent. With `--pm` the interactions of that PM alone.
using ContactSums = std::unordered_map<Uid, Contacts, UidHash>;
ContactSums load_contacts(Session& session);

/// None where `who` was never met.
Contacts contacts_with(const ContactSums& contacts, const Uid& who);

}  // namespace rapport
