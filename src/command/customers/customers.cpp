#include "command/customers/customers.hpp"

#include <algorithm>

#include "command/resolve.hpp"
#include "command/timeline.hpp"

namespace rapport {

std::optional<Customer> employer_of(Store& store, const Person& person) {
  const auto customer = store.find<Customer>(person.customer);
  return customer ? std::optional{surviving(store, *customer)} : std::nullopt;
}

std::vector<PersonLine> load_people(Session& session,
                                    const std::optional<std::set<Uid>>& employers) {
  Store& store = session.store();
  ContactBook contacts(session);
  std::vector<Person> people;
  if (!employers) people = store.all<Person>();
  for (const Uid& employer : employers.value_or(std::set<Uid>{}))
    for (Person& person : store.linked<Person>(employer)) people.push_back(std::move(person));
  std::sort(people.begin(), people.end(),
            [](const Person& a, const Person& b) { return a.number < b.number; });
  std::vector<PersonLine> lines;
  for (Person& person : people) {
    if (person.merged_into && store.survivor(person.uid) != person.uid) continue;
    lines.push_back(
        {.employer = employer_of(store, person), .contacts = contacts.with(person.uid)});
    lines.back().person = std::move(person);
  }
  return lines;
}

std::vector<Block> page_of(Session& session, const Customer& customer) {
  return customer_page(customer, load_people(session, with_duplicates(session.store(), customer)),
                       timeline_of(session, customer));
}

std::vector<Block> page_of(Session& session, const Person& person) {
  return person_page({.person = person, .employer = employer_of(session.store(), person)},
                     timeline_of(session, person));
}

Document customer_answer(Session& session, const char* report, const Uid& uid) {
  return customer_saved(report, session.store().find<Customer>(uid).value(), session.today());
}

Document person_answer(Session& session, const char* report, const Uid& uid) {
  const Person person = session.store().find<Person>(uid).value();
  return person_saved(report, {.person = person, .employer = employer_of(session.store(), person)});
}

}  // namespace rapport
