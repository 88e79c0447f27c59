#include "command/followups/loops.hpp"

#include <algorithm>

#include "command/resolve.hpp"

namespace rapport {
namespace {

/// The held talks with each of those affected, since the first of the showstoppers was opened.
void add_contacts(ShowstopperFacts& facts, Store& store) {
  std::set<Uid> affected;
  Date since = last_date;
  for (const Showstopper& stop : facts.showstoppers) {
    since = std::min(since, stop.opened.date);
    for (const Uid& uid : stop.customers)
      if (const Customer* customer = find_customer(facts.customers, uid))
        affected.insert(customer->uid);
  }
  for (const auto& [uid, one] : facts.customers) {
    const Customer* const customer = find_customer(facts.customers, uid);
    if (customer == nullptr || !affected.contains(customer->uid)) continue;
    for (const Interaction& talk :
         store.interactions({.customer = uid, .days = {since, last_date + Days{1}}}))
      if (talk.status == Status::held) facts.contacts[customer->uid].push_back(talk.start);
  }
}

ShowstopperReport report_on_showstoppers(Session& session, std::vector<Showstopper> showstoppers) {
  ShowstopperFacts facts{.now = session.now(), .showstoppers = std::move(showstoppers)};
  if (facts.showstoppers.empty()) return build_showstoppers(facts);
  Store& store = session.store();
  facts.customers = load_customers(store);
  for (const Pm& pm : store.all<Pm>()) facts.pms.emplace(pm.uid, pm.name);
  add_contacts(facts, store);
  return build_showstoppers(facts);
}

std::vector<Showstopper> showstoppers_of(Store& store, const std::optional<Uid>& pm) {
  std::vector<Showstopper> showstoppers = store.all<Showstopper>();
  std::erase_if(showstoppers, [&](const Showstopper& stop) { return pm && stop.pm != *pm; });
  return showstoppers;
}

/// True when it cannot be open any more, as far as one can see without looking up customers.
bool is_surely_over(const Showstopper& stop) {
  return stop.resolved &&
         std::all_of(stop.customers.begin(), stop.customers.end(), [&](const Uid& uid) {
           const auto told = stop.told.find(uid);
           return told != stop.told.end() && told->second >= stop.resolved->date;
         });
}

}  // namespace

Customers load_customers(Store& store) {
  Customers customers;
  for (Customer& customer : store.all_with_duplicates<Customer>()) {
    const Uid uid = customer.uid;
    customers.emplace(uid, std::move(customer));
  }
  return customers;
}

Ideas load_ideas(Store& store) {
  Ideas ideas;
  for (Idea& idea : store.all_with_duplicates<Idea>()) {
    const Uid uid = idea.uid;
    ideas.emplace(uid, std::move(idea));
  }
  return ideas;
}

LoopFacts load_loop_facts(Session& session) {
  Store& store = session.store();
  LoopFacts facts{.ideas = load_ideas(store),
                  .votes = store.all<Vote>(),
                  .promises = store.all<Promise>(),
                  .showstoppers = store.all<Showstopper>(),
                  .customers = load_customers(store)};
  for (const Vote& vote : facts.votes)
    if (vote.interaction && !facts.evidence.contains(*vote.interaction))
      if (auto talk = store.find<Interaction>(*vote.interaction))
        facts.evidence.emplace(*vote.interaction, std::move(*talk));
  for (const Promise& promise : facts.promises)
    if (promise.colleague)
      if (const auto person = store.find<Person>(*promise.colleague))
        facts.colleagues.emplace(person->uid, surviving(store, *person).name);
  return facts;
}

ShowstopperReport load_open_showstoppers(Session& session, const std::optional<Uid>& pm) {
  std::vector<Showstopper> showstoppers = showstoppers_of(session.store(), pm);
  std::erase_if(showstoppers, is_surely_over);
  ShowstopperReport report = report_on_showstoppers(session, std::move(showstoppers));
  keep_open(report);
  return report;
}

ShowstopperReport load_showstoppers(Session& session, const std::optional<Uid>& pm) {
  return report_on_showstoppers(session, showstoppers_of(session.store(), pm));
}

}  // namespace rapport
