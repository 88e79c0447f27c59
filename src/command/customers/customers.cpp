#include "command/customers/customers.hpp"

#include <fmt/format.h>

#include "command/timeline.hpp"
#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

KeyValue fact(std::string key, std::string title, Value value, bool is_said, Audience audience) {
  return {std::move(key),
          std::move(title),
          {std::move(value)},
          is_said ? audience : Audience::programs};
}

/// "partner until Sun 31 May, then customer": only where the class ever changes.
std::string class_history(const Customer& customer, Date today) {
  std::string text(name_of(customer.first_class));
  for (const auto& [from, cls] : customer.classes)
    text += fmt::format(", {} from {}", name_of(cls), day_text(from, today));
  return text;
}

Table people_of(Session& session, const Customer& customer) {
  Store& store = session.store();
  const auto contacts = contacts_of_all(session);
  const std::set<Uid> employers = with_duplicates(store, customer);
  Table table{.key = "people",
              .columns = {{"id", "#"},
                          {"name", "Name"},
                          {"role", "Role"},
                          {"emails", "E-mail"},
                          {"last_contact", "Last contact"}}};
  for (const Person& person : store.all<Person>()) {
    if (person.merged_into || !employers.contains(person.customer)) continue;
    const auto sum = contacts.find(person.uid);
    table.rows.push_back({{person.number},
                          {person.name},
                          {value_of(person.role)},
                          {value_of(person.emails)},
                          {value_of(sum == contacts.end() ? std::nullopt : sum->second.last)}});
  }
  if (!table.rows.empty()) table.title = "People";
  return table;
}

/// For programs: the class from a day on, the first without a day. For people it is a fact.
Table classes_of(const Customer& customer) {
  Table table{
      .key = "classes", .columns = {{"from", ""}, {"class", ""}}, .audience = Audience::programs};
  table.rows.push_back({{}, {std::string(name_of(customer.first_class))}});
  for (const auto& [from, cls] : customer.classes)
    table.rows.push_back({{from}, {std::string(name_of(cls))}});
  return table;
}

}  // namespace

std::string line_of(const Customer& customer, Date today) {
  std::string line = fmt::format("#{} {} · {}", customer.number, printable(customer.name),
                                 class_history(customer, today));
  const auto add = [&](const std::string& text) {
    if (!text.empty()) line += " · " + printable(text);
  };
  add(customer.region);
  add(customer.segment);
  if (!customer.tags.empty()) add(fmt::format("tagged {}", fmt::join(customer.tags, ", ")));
  if (customer.do_not_contact) add("do not contact");
  if (customer.archived) add("archived");
  return line;
}

KeyValues facts_of(const Customer& customer, Date today, Audience audience) {
  KeyValues facts{
      {value_for_programs("id", customer.number),
       value_for_programs("uid", to_string(customer.uid)),
       value_for_programs("name", customer.name),
       value_for_programs("class", std::string(name_of(customer.class_on(today)))),
       fact("region", "Region", value_of(customer.region), !customer.region.empty(), audience),
       fact("segment", "Segment", value_of(customer.segment), !customer.segment.empty(), audience),
       fact("tags", "Tags", value_of(customer.tags), !customer.tags.empty(), audience),
       fact("domains", "E-mail", value_of(customer.domains), !customer.domains.empty(), audience),
       fact("aliases", "Also", value_of(customer.aliases), !customer.aliases.empty(), audience),
       fact("do_not_contact", "Do not contact", customer.do_not_contact, customer.do_not_contact,
            audience),
       fact("archived", "Archived", customer.archived, customer.archived, audience)}};
  if (audience != Audience::programs)
    facts.values.insert(facts.values.begin(),
                        {"history", "Class", {class_history(customer, today)}, Audience::people});
  return facts;
}

std::vector<Block> page_of(Session& session, const Customer& customer) {
  std::vector<Block> blocks{Heading{customer.name},
                            facts_of(customer, session.today(), Audience::everyone),
                            people_of(session, customer), classes_of(customer)};
  for (Block& block : timeline_of(session, customer)) blocks.push_back(std::move(block));
  return blocks;
}

Document customer_answer(Session& session, const char* report, const Uid& uid) {
  const Customer customer = session.store().find<Customer>(uid).value();
  Document document{.report = report,
                    .saved = fmt::format("saved as customer #{}", customer.number)};
  document.blocks.emplace_back(facts_of(customer, session.today(), Audience::programs));
  document.blocks.emplace_back(Text{line_of(customer, session.today()), Tone::strong});
  return document;
}

Document customer_unchanged(Session& session, const char* report, const Uid& uid) {
  Document document = customer_answer(session, report, uid);
  document.saved.clear();
  document.blocks.emplace_back(Text{"it was like that already", Tone::quiet});
  return document;
}

}  // namespace rapport
