#include "rapport/domain/directory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

std::vector<std::string> folded_words(std::string_view text) {
  const std::string folded = fold(text);
  const auto words = words_of(folded);
  return {words.begin(), words.end()};
}

/// Calls `visit` for the domain of an address and for those that it is part of, until it answers
/// true: "mail.acme.test", "acme.test".
template <typename Visit>
void each_domain(std::string_view email, const Visit& visit) {
  std::string domain(email.substr(std::min(email.rfind('@'), email.size() - 1) + 1));
  while (domain.find('.') != std::string::npos && !visit(domain))
    domain.erase(0, domain.find('.') + 1);
}

const Person& surviving_person(const std::map<Uid, const Person*>& people, const Person& person) {
  const Person* survivor = &person;
  for (std::size_t steps = 0; survivor->merged_into && steps < people.size(); ++steps) {
    const auto next = people.find(*survivor->merged_into);
    if (next == people.end()) break;
    survivor = next->second;
  }
  return *survivor;
}

}  // namespace

Directory::Directory(Entries entries) : entries_(std::move(entries)) {
  const auto add_pm = [&](const std::string& name, const Pm& pm) {
    const auto [place, is_new] = pms_.emplace(fold(name), &pm);
    if (!is_new && place->second != &pm) place->second = nullptr;
  };
  for (const Pm& pm : entries_.pms) {
    add_pm(pm.name, pm);
    add_pm(pm.handle, pm);
    for (const auto* names : {&pm.aliases, &pm.emails})
      for (const std::string& name : *names) add_pm(name, pm);
  }
  for (const auto& [uid, customer] : entries_.customers) add_customer(customer);
  std::stable_sort(titles_.begin(), titles_.end(),
                   [](const Title& a, const Title& b) { return a.words.size() > b.words.size(); });
  std::map<Uid, const Person*> people;
  for (const Person& person : entries_.people) people.emplace(person.uid, &person);
  for (const Person& person : entries_.people) {
    const Person& survivor = surviving_person(people, person);
    const Customer* employer = find_customer(entries_.customers, survivor.customer);
    if (employer == nullptr && !survivor.customer.is_nil()) continue;
    Person known = person;
    known.uid = survivor.uid;
    known.customer = employer == nullptr ? Uid{} : employer->uid;
    add_person(known);
  }
}

void Directory::add_customer(const Customer& customer) {
  const Customer* survivor = find_customer(entries_.customers, customer.uid);
  const Uid uid = survivor == nullptr ? customer.uid : survivor->uid;
  for (const std::string& domain : customer.domains) domains_[domain].insert(uid);
  if (customer.merged_into)
    customers_.emplace(fold(customer.name), uid);
  else
    customers_.insert_or_assign(fold(customer.name), uid);
  for (const std::string& alias : customer.aliases) {
    customers_.emplace(fold(alias), uid);
    aliases_[fold(alias)].insert(uid);
  }
  const auto add_title = [&](const std::string& name) {
    if (auto words = folded_words(name); !words.empty()) titles_.push_back({std::move(words), uid});
  };
  add_title(customer.name);
  for (const std::string& alias : customer.aliases) add_title(alias);
}

void Directory::add_person(const Person& person) {
  people_.emplace(std::pair{person.customer, fold(person.name)}, person.uid);
  for (const auto* names : {&person.aliases, &person.emails})
    for (const std::string& name : *names)
      people_.emplace(std::pair{person.customer, fold(name)}, person.uid);
  if (person.customer.is_nil()) return;  // a colleague
  for (const std::string& email : person.emails) employers_.emplace(email, person.customer);
}

const Pm* Directory::find_pm(std::string_view name) const {
  const auto found = pms_.find(fold(name));
  return found == pms_.end() ? nullptr : found->second;
}

bool Directory::is_colleague(std::string_view email) const {
  bool is_own = false;
  each_domain(email, [&](const std::string& domain) {
    return is_own = is_own || entries_.own_domains.contains(domain);
  });
  return is_own;
}

std::string Directory::name_of(const Uid& customer) const {
  const Customer* found = find_customer(entries_.customers, customer);
  return found == nullptr ? std::string{} : found->name;
}

void Directory::also_called(const std::string& name, const Uid& customer) {
  customers_.insert_or_assign(fold(name), customer);
}

void Directory::read_cell_as(const std::string& cell, std::vector<std::string> names) {
  cells_.insert_or_assign(cell, std::move(names));
}

const std::vector<std::string>* Directory::cell_read_as(const std::string& cell) const {
  const auto said = cells_.find(cell);
  return said == cells_.end() ? nullptr : &said->second;
}

Uid& Directory::customer_to_add(const std::string& name) {
  const auto spelled = spelled_.find(name);
  if (spelled != spelled_.end()) return *spelled->second;
  const auto [place, is_new] = customers_.emplace(fold(name), Uid{});
  if (is_new) new_customers_.push_back(name);
  spelled_.emplace(name, &place->second);
  return place->second;
}

Uid Directory::customer_named(const std::string& name) const {
  if (const auto spelled = spelled_.find(name); spelled != spelled_.end()) return *spelled->second;
  const auto known = customers_.find(fold(name));
  return known == customers_.end() ? Uid{} : known->second;
}

std::set<Uid> Directory::customers_of(const Attendee& attendee) const {
  const auto employer = employers_.find(attendee.email);
  if (employer != employers_.end()) return {employer->second};
  std::set<Uid> found;
  each_domain(attendee.email, [&](const std::string& domain) {
    if (const auto place = domains_.find(domain); place != domains_.end()) found = place->second;
    return !found.empty();
  });
  if (!found.empty()) return found;
  const std::string domain = attendee.email.substr(attendee.email.rfind('@') + 1);
  for (const std::string& name : {attendee.email, domain, fold(attendee.name)})
    if (const auto place = aliases_.find(name); !name.empty() && place != aliases_.end())
      return place->second;
  return {};
}

std::set<Uid> Directory::customers_in(std::string_view title) const {
  std::vector<std::string> words = folded_words(title);
  std::set<Uid> found;
  for (const Title& one : titles_) {
    const auto& name = one.words;
    const auto place = std::search(words.begin(), words.end(), name.begin(), name.end());
    if (place == words.end()) continue;
    std::fill(place, place + static_cast<std::ptrdiff_t>(name.size()), std::string{});
    if (std::all_of(titles_.begin(), titles_.end(), [&](const Title& other) {
          return other.words != name || other.customer == one.customer;
        }))
      found.insert(one.customer);
  }
  return found;
}

Uid Directory::find_person(const Uid& customer, const Person& person) const {
  std::vector<std::string> names{person.emails.begin(), person.emails.end()};
  names.push_back(person.name);
  for (const std::string& name : names)
    if (const auto known = people_.find({customer, fold(name)}); known != people_.end())
      return known->second;
  return {};
}

}  // namespace rapport
