#pragma once

#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/facts.hpp"

/// What was talked about with a customer or a person, duplicates that were merged into them
/// included.
namespace rapport {

/// The entity and every duplicate that was merged into it.
std::set<Uid> with_duplicates(Store& store, const Customer& customer);
std::set<Uid> with_duplicates(Store& store, const Person& person);

/// Every interaction with any of `who`, each once, by start.
std::vector<Interaction> interactions_with(Store& store, const std::set<Uid>& who);

/// The interactions with their learnings (table `interactions`), oldest first, and what was
/// promised (table `promises`). With `--pm` those of that PM alone. What is private is left out.
std::vector<Block> timeline_of(Session& session, const Customer& customer);
std::vector<Block> timeline_of(Session& session, const Person& person);

/// What a list says of somebody's held interactions.
struct Contacts {
  std::int64_t interactions = 0;
  std::optional<Date> last;
};

/// By customer and by person, duplicates counted with those they were merged into. Who is absent
/// was never met. With `--pm` the interactions of that PM alone.
std::unordered_map<Uid, Contacts, UidHash> contacts_of_all(Session& session);

}  // namespace rapport
