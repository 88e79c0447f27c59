#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/customers.hpp"
#include "report/customers/named.hpp"

namespace rapport {
namespace {

Value employer_name(const PersonLine& line) {
  return line.employer ? Value{line.employer->name} : Value{};
}

std::string person_text(const PersonLine& line) {
  const Person& person = line.person;
  std::vector<std::string> parts{"#" + std::to_string(person.number) + " " + person.name};
  for (const std::string& part :
       {line.employer ? line.employer->name : "", person.role, joined(person.emails)})
    if (!part.empty()) parts.push_back(part);
  return joined(parts, " · ");
}

KeyValues person_values(const PersonLine& line, Audience audience) {
  const Person& person = line.person;
  return {
      {value_for_programs("id", person.number), value_for_programs("uid", to_string(person.uid)),
       value_for_programs("name", person.name),
       value_if_any("customer", "Customer", employer_name(line), audience),
       value_for_programs("customer_id", line.employer ? Value{line.employer->number} : Value{}),
       value_if_any("role", "Role", value_of(person.role), audience),
       value_if_any("emails", "E-mail", value_of(person.emails), audience),
       value_if_any("aliases", "Also", value_of(person.aliases), audience)}};
}

}  // namespace

Document person_list(std::vector<PersonLine> lines, bool is_filtered, bool is_of_one_customer) {
  using Line = PersonLine;
  Table table = table_of(
      {.key = "people",
       .empty = is_filtered
                    ? "Nobody here."
                    : "Nobody yet. For example: rapport person add \"Jane Park\" --at acme"},
      sorted_by_name(std::move(lines), [](const Line& line) { return line.person.name; }),
      {{"id", "#", [](const Line& line) { return line.person.number; }},
       {"uid", "", [](const Line& line) { return to_string(line.person.uid); }, Audience::programs},
       {"name", "Name", [](const Line& line) { return line.person.name; }},
       {"customer", "Customer", employer_name,
        is_of_one_customer ? Audience::programs : Audience::everyone},
       {"role", "Role", [](const Line& line) { return value_of(line.person.role); }},
       {"emails", "E-mail", [](const Line& line) { return line.person.emails; }},
       {"aliases", "", [](const Line& line) { return line.person.aliases; }, Audience::programs},
       {"last_contact", "Last contact", [](const Line& line) { return line.contacts.last; }},
       {"interactions", "Talks", [](const Line& line) { return line.contacts.interactions; }}});
  return {.report = "person list", .title = "People", .blocks = {std::move(table)}};
}

std::vector<Block> person_page(const PersonLine& line, const Timeline& timeline) {
  std::vector<Block> blocks{Heading{line.person.name}, person_values(line, Audience::everyone)};
  add_timeline(blocks, timeline);
  return blocks;
}

Document person_saved(const char* report, const PersonLine& line) {
  return {
      .report = report,
      .blocks = {person_values(line, Audience::programs), Text{person_text(line), Tone::strong}},
      .saved = "saved as person #" + std::to_string(line.person.number)};
}

}  // namespace rapport
