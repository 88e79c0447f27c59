#include "command/data/import_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "command/asking.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// Domains where everybody may have an address: they tell no customer.
constexpr std::array<std::string_view, 18> public_domains{
    "aol.com",     "gmail.com",      "gmx.com",  "gmx.de",      "gmx.net", "googlemail.com",
    "hotmail.com", "icloud.com",     "live.com", "mail.com",    "me.com",  "outlook.com",
    "proton.me",   "protonmail.com", "qq.com",   "t-online.de", "web.de",  "yahoo.com"};

struct CustomerQuestion {
  Attendee attendee;
  std::string domain;  ///< empty for a public one
  const UnknownParties* parties;
};

/// One for each domain, or address where the domain tells nothing.
std::vector<CustomerQuestion> customer_questions(const std::vector<UnknownParties>& unknown) {
  std::vector<CustomerQuestion> questions;
  std::set<std::string> seen;
  for (const UnknownParties& parties : unknown)
    for (const Attendee& attendee : parties.who) {
      std::string domain = attendee.email.substr(attendee.email.rfind('@') + 1);
      if (std::find(public_domains.begin(), public_domains.end(), domain) != public_domains.end())
        domain.clear();
      if (seen.insert(domain.empty() ? attendee.email : domain).second)
        questions.push_back({attendee, domain, &parties});
    }
  return questions;
}

/// The one customer that the answer means, there or new; nothing for none.
std::optional<CustomerAnswer> ask_whose_address(Session& session,
                                                const CustomerQuestion& question) {
  const std::string ask = fmt::format(
      "Which customer is {} ({}, {})? [leave out]", printable(question.attendee.email),
      printable(question.parties->title), day_text(question.parties->start.date, session.today()));
  auto answer = ask_until(session, ask, [&](const std::string& typed) {
    CustomerAnswer meant{question.domain, question.attendee, {}, {}};
    if (typed.empty()) return meant;
    const Who who =
        settling(session, [&] { return resolve_who(session.store(), typed, NearMiss::stop); });
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

}  // namespace

std::vector<CustomerAnswer> ask_for_customers(Session& session,
                                              const std::vector<UnknownParties>& unknown) {
  std::vector<CustomerAnswer> answers;
  if (!session.can_ask()) return answers;
  for (const CustomerQuestion& question : customer_questions(unknown))
    if (auto answer = ask_whose_address(session, question)) answers.push_back(std::move(*answer));
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
    if (answer.domain.empty()) {
      const std::string& email = answer.attendee.email;
      const std::string name = fold(answer.attendee.name).empty() ? email.substr(0, email.find('@'))
                                                                  : answer.attendee.name;
      writing.add(Person{.name = name, .customer = uid, .emails = {email}});
    } else if (customer->domains.insert(answer.domain).second) {
      writing.update(*customer);
    }
  }
}

}  // namespace rapport
