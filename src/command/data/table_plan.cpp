#include "command/data/table_plan.hpp"

#include <fmt/format.h>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {

TableNames::TableNames(Session& session, const std::optional<Pm>& only) : only_(only) {
  Store& store = session.store();
  for (const Pm& pm : store.all<Pm>()) {
    for (const std::string& name : {pm.name, pm.handle}) pms_.emplace(fold(name), pm);
    for (const auto* names : {&pm.aliases, &pm.emails})
      for (const std::string& name : *names) pms_.emplace(fold(name), pm);
  }
  me_ = session.find_pm();
  Customers customers;
  for (Customer& customer : store.all_with_duplicates<Customer>())
    customers.emplace(customer.uid, customer);
  for (const auto& [uid, customer] : customers) {
    const Customer* survivor = find_customer(customers, uid);
    const Uid joined = survivor == nullptr ? uid : survivor->uid;
    if (customer.merged_into)
      customers_.emplace(fold(customer.name), joined);
    else
      customers_.insert_or_assign(fold(customer.name), joined);
    for (const std::string& alias : customer.aliases) customers_.emplace(fold(alias), joined);
  }
  for (const Person& person : store.all<Person>()) {
    const Customer* employer = find_customer(customers, person.customer);
    if (employer == nullptr || person.merged_into) continue;
    people_.emplace(std::pair{employer->uid, fold(person.name)}, person.uid);
    for (const auto* names : {&person.aliases, &person.emails})
      for (const std::string& name : *names)
        people_.emplace(std::pair{employer->uid, fold(name)}, person.uid);
  }
}

const Pm* TableNames::owner(const std::string& name) {
  if (name.empty()) return me_ ? &*me_ : nullptr;
  const auto found = pms_.find(fold(name));
  return found == pms_.end() ? nullptr : &found->second;
}

bool TableNames::is_of_other(const Pm& pm) const { return only_ && only_->uid != pm.uid; }

Uid& TableNames::customer(const std::string& name) {
  const auto spelled = spelled_.find(name);
  if (spelled != spelled_.end()) return *spelled->second;
  const auto [place, is_new] = customers_.emplace(fold(name), Uid{});
  if (is_new) new_customers_.push_back(name);
  spelled_.emplace(name, &place->second);
  return place->second;
}

Uid& TableNames::person(const Uid& customer, const std::string& name) {
  return people_[{customer, fold(name)}];
}

/// Date, time and offset: a row with an offset of its own is told in the PM's zone.
std::optional<CrmProblem> TableJudge::place(const CrmTalk& said, Interaction& talk) const {
  talk.start = said.start;
  if (said.offset) {
    Moment named = said.start;
    named.offset = said.offset;
    const ZoneOffset zone =
        zone_ ? *zone_ : [this](Instant at) { return session_.zone_offset(at); };
    talk.start = in_zone(instant_of(named), zone);
    return std::nullopt;
  }
  if (zone_) {
    talk.start = placed({.date = said.start.date, .minute = said.start.minute}, *zone_);
    if (!said.start.minute) talk.start.minute.reset();
    return std::nullopt;
  }
  try {
    talk.start = session_.in_zone(said.start);
  } catch (const Error& error) {
    return CrmProblem{"", error.what()};
  }
  return std::nullopt;
}

std::variant<TableTalk, CrmProblem, std::monostate> TableJudge::judge(CrmTalk said) {
  TableTalk row{.said = std::move(said), .talk = {}};
  row.pm = names_.owner(row.said.owner);
  if (row.pm == nullptr)
    return CrmProblem{"",
                      row.said.owner.empty()
                          ? std::string("no PM is named, and the book does not know who you are")
                          : fmt::format("there is no PM '{}'; `rapport pm add`, or `pm edit "
                                        "NAME --alias` for another name of one",
                                        shorten(printable(row.said.owner), 40))};
  if (names_.is_of_other(*row.pm)) return std::monostate{};
  Interaction& talk = row.talk;
  if (auto problem = place(row.said, talk)) return *problem;
  const Moment& now = session_.now();
  const bool is_later =
      talk.start.date > now.date || (talk.start.minute && instant_of(talk.start) > instant_of(now));
  talk.status = row.said.status.value_or(is_later ? Status::planned : Status::held);
  if (is_later && talk.status == Status::held)
    return CrmProblem{
        "", fmt::format("{} is still to come, and said to be held", to_string(talk.start))};
  talk.length = row.said.length;
  talk.kind = row.said.kind;
  talk.purpose = row.said.purpose;
  talk.hosts = {row.pm->uid};
  talk.note = row.said.note;
  talk.sources = {"csv:" + to_string(row.said.digest)};
  return row;
}

}  // namespace rapport
