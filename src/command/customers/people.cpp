#include "command/customers/people.hpp"

#include <fmt/format.h>

#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"

namespace rapport {

std::optional<Customer> employer_of(Store& store, const Person& person) {
  const auto customer = store.find<Customer>(person.customer);
  return customer ? std::optional{surviving(store, *customer)} : std::nullopt;
}

std::string line_of(Store& store, const Person& person) {
  std::string line = fmt::format("#{} {}", person.number, printable(person.name));
  const auto add = [&](const std::string& text) {
    if (!text.empty()) line += " · " + printable(text);
  };
  if (const auto employer = employer_of(store, person)) add(employer->name);
  add(person.role);
  add(fmt::format("{}", fmt::join(person.emails, ", ")));
  return line;
}

KeyValues facts_of(Store& store, const Person& person, Audience audience) {
  const auto employer = employer_of(store, person);
  const auto fact = [&](const char* key, const char* title, Value value, bool is_said) {
    return KeyValue{key, title, {std::move(value)}, is_said ? audience : Audience::programs};
  };
  return {{value_for_programs("id", person.number),
           value_for_programs("uid", to_string(person.uid)),
           value_for_programs("name", person.name),
           fact("customer", "Customer", employer ? Value{employer->name} : Value{},
                employer.has_value()),
           value_for_programs("customer_id", employer ? Value{employer->number} : Value{}),
           fact("role", "Role", value_of(person.role), !person.role.empty()),
           fact("emails", "E-mail", value_of(person.emails), !person.emails.empty()),
           fact("aliases", "Also", value_of(person.aliases), !person.aliases.empty())}};
}

std::vector<Block> page_of(Session& session, const Person& person) {
  std::vector<Block> blocks{Heading{person.name},
                            facts_of(session.store(), person, Audience::everyone)};
  for (Block& block : timeline_of(session, person)) blocks.push_back(std::move(block));
  return blocks;
}

Document person_answer(Session& session, const char* report, const Uid& uid) {
  Store& store = session.store();
  const Person person = store.find<Person>(uid).value();
  Document document{.report = report, .saved = fmt::format("saved as person #{}", person.number)};
  document.blocks.emplace_back(facts_of(store, person, Audience::programs));
  document.blocks.emplace_back(Text{line_of(store, person), Tone::strong});
  return document;
}

}  // namespace rapport
