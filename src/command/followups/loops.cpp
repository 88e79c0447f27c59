#include "command/followups/loops.hpp"

#include <algorithm>

#include "command/resolve.hpp"

namespace rapport {
namespace {

/// With every duplicate for which they stand, and each duplicate with its survivor.
void add_customer(Store& store, const Uid& uid, Customers& customers) {
  if (customers.contains(uid)) return;
  for (const Uid& one : store.with_duplicates(store.survivor(uid)))
    if (auto customer = store.find_itself<Customer>(one))
      customers.emplace(one, std::move(*customer));
}

/// The held talks with each of those affected, since the first of the showstoppers was opened.
void add_contacts(ShowstopperFacts& facts, Store& store) {
  Date since = last_date;
  for (const Showstopper& stop : facts.showstoppers) since = std::min(since, stop.opened.date);
  for (const auto& [uid, one] : facts.customers) {
    const Customer* const customer = find_customer(facts.customers, uid);
    if (customer == nullptr) continue;
    for (const Interaction& talk :
         store.interactions({.customer = uid, .days = {since, last_date + Days{1}}}))
      if (talk.status == Status::held) facts.contacts[customer->uid].push_back(talk.start);
  }
}

ShowstopperReport report_on_showstoppers(Session& session, std::vector<Showstopper> showstoppers) {
  ShowstopperFacts facts{.now = session.now(), .showstoppers = std::move(showstoppers)};
  if (facts.showstoppers.empty()) return build_showstoppers(facts);
  Store& store = session.store();
  for (const Showstopper& stop : facts.showstoppers)
    for (const Uid& uid : stop.customers) add_customer(store, uid, facts.customers);
  for (const Pm& pm : store.all<Pm>()) facts.pms.emplace(pm.uid, pm.name);
  add_contacts(facts, store);
  return build_showstoppers(facts);
}

std::vector<Showstopper> showstoppers_of(Store& store, const std::optional<Uid>& pm) {
  std::vector<Showstopper> showstoppers = store.all<Showstopper>();
  std::erase_if(showstoppers, [&](const Showstopper& stop) { return pm && stop.pm != *pm; });
  return showstoppers;
}

}  // namespace

bool is_surely_over(const Showstopper& stop) {
  return stop.resolved &&
         std::all_of(stop.customers.begin(), stop.customers.end(), [&](const Uid& uid) {
           const auto told = stop.told.find(uid);
           return told != stop.told.end() && told->second >= stop.resolved->date;
         });
}

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

void look_up(LoopFacts& facts, Store& store) {
  for (const Vote& vote : facts.votes) {
    add_customer(store, vote.customer, facts.customers);
    if (vote.interaction && !facts.evidence.contains(*vote.interaction))
      if (auto talk = store.find<Interaction>(*vote.interaction))
        facts.evidence.emplace(*vote.interaction, std::move(*talk));
  }
  for (const Promise& promise : facts.promises) {
    for (const Uid& uid : promise.customers) add_customer(store, uid, facts.customers);
    if (promise.colleague)
      if (const auto person = store.find<Person>(*promise.colleague))
        facts.colleagues.emplace(person->uid, surviving(store, *person).name);
  }
  for (const Showstopper& stop : facts.showstoppers)
    for (const Uid& uid : stop.customers) add_customer(store, uid, facts.customers);
}

void add_votes(LoopFacts& facts, Store& store, const Idea& idea) {
  for (const Uid& uid : store.with_duplicates(idea.uid))
    for (const Vote& vote : store.linked<Vote>(uid)) facts.votes.push_back(vote);
}

LoopFacts load_loop_facts(Session& session) {
  Store& store = session.store();
  LoopFacts facts{.ideas = load_ideas(store),
                  .promises = store.all<Promise>(),
                  .showstoppers = store.all<Showstopper>()};
  for (const auto& [uid, idea] : facts.ideas)
    if (find_idea(facts.ideas, uid) == &idea && is_settled(idea)) add_votes(facts, store, idea);
  std::sort(facts.votes.begin(), facts.votes.end(),
            [](const Vote& a, const Vote& b) { return a.number < b.number; });
  look_up(facts, store);
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
