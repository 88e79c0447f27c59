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

/// The held talks with each customer and each person, those with their duplicates included; with
/// `--pm` the talks of that PM alone.
class ContactBook {
 public:
  explicit ContactBook(Session& session);

  /// None where nobody ever met `survivor`.
  Contacts with(const Uid& survivor);

 private:
  Store& store_;
  bool is_of_one_pm_ = false;
  std::unordered_map<Uid, Contacts, UidHash> sums_;  ///< of the one PM
};

}  // namespace rapport
