#include "command/data/import_questions.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "command/asking.hpp"
#include "command/data/import_talks.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/domain/mail_providers.hpp"

namespace rapport {
namespace {

std::string domain_of(const Attendee& attendee) {
  return attendee.email.substr(attendee.email.rfind('@') + 1);
}

/// The one customer that the answer means, there or new; nothing for none.
std::optional<CustomerAnswer> ask_whose_address(Session& session, const Attendee& attendee,
                                                const UnknownParties& parties) {
  const std::string ask =
      fmt::format("Which customer is {} ({}, {})? [leave out]", printable(attendee.email),
                  printable(parties.title), day_text(parties.start.date, session.today()));
  auto answer = ask_until(session, ask, [&](const std::string& typed) {
    CustomerAnswer meant{{}, attendee, {}, {}};
    if (typed.empty()) return meant;
    const Who who =
        asking_which(session, [&] { return resolve_who(session.store(), typed, NearMiss::stop); });
    if (who.customers.size() + who.unknown.size() != 1)
      throw Error(ErrorKind::usage, "that is not one customer");
    if (who.unknown.empty()) {
      meant.customer = who.customers.front().name;
      meant.uid = who.customers.front().uid;
    } else {
      meant.customer = who.unknown.front();
    }
    return meant;
  });
  if (!answer || answer->customer.empty()) return std::nullopt;
  return answer;
}

bool says_yes(Session& session, const std::string& question) {
  const auto answer = session.ask(question);
  return answer && (fold(*answer) == "y" || fold(*answer) == "yes");
}

std::set<std::string> domains_of_customers(Store& store) {
  std::set<std::string> domains;
  for (const Customer& customer : store.all<Customer>())
    domains.insert(customer.domains.begin(), customer.domains.end());
  return domains;
}

}  // namespace

std::vector<CustomerAnswer> ask_for_customers(Session& session,
                                              const std::vector<UnknownParties>& unknown) {
  std::vector<CustomerAnswer> answers;
  if (!session.can_ask()) return answers;
  const std::set<std::string> taken = domains_of_customers(session.store());
  std::set<std::string> settled;  // addresses, and domains of which nothing more is asked
  for (const UnknownParties& parties : unknown)
    for (const Attendee& attendee : parties.who) {
      const std::string domain = domain_of(attendee);
      if (settled.contains(domain) || !settled.insert(attendee.email).second) continue;
      const bool is_public = is_mail_provider(domain);
      auto answer = ask_whose_address(session, attendee, parties);
      if (!answer) {
        if (!is_public) settled.insert(domain);
        continue;
      }
      if (!is_public && !taken.contains(domain) &&
          says_yes(session, fmt::format("all of @{}? [y/N]", printable(domain)))) {
        answer->domain = domain;
        settled.insert(domain);
      }
      answers.push_back(std::move(*answer));
    }
  return answers;
}

void write_answers(Writing& writing, Store& store, const std::vector<CustomerAnswer>& answers) {
  std::map<std::string, Uid> created;  // by folded name
  for (const CustomerAnswer& answer : answers) {
    Uid uid = answer.uid.value_or(Uid{});
    if (uid.is_nil()) {
      Uid& fresh = created[fold(answer.customer)];
      if (fresh.is_nil()) fresh = writing.add(Customer{.name = answer.customer});
      uid = fresh;
    }
    auto customer = store.find<Customer>(uid);
    if (!customer) continue;  // removed while somebody was thinking
    if (!answer.domain.empty()) {
      if (customer->domains.insert(answer.domain).second) writing.update(*customer);
      continue;
    }
    Person person = person_from(answer.attendee, uid);
    const auto known = store.find<Person>(load_directory(store).find_person(uid, person));
    if (!known) {
      writing.add(person);
      continue;
    }
    person = *known;
    if (person.emails.insert(answer.attendee.email).second) writing.update(person);
  }
}

}  // namespace rapport
