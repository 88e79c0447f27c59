#include "rapport/report/customers.hpp"

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "report/customers/named.hpp"

namespace rapport {
namespace {

/// "partner, customer from Sun 31 May".
std::string class_history(const Customer& customer, Date today) {
  std::string text(name_of(customer.first_class));
  for (const auto& [from, cls] : customer.classes)
    text += ", " + std::string(name_of(cls)) + " from " + day_text(from, today);
  return text;
}

std::string customer_text(const Customer& customer, Date today) {
  std::vector<std::string> parts{"#" + std::to_string(customer.number) + " " + customer.name,
                                 class_history(customer, today)};
  for (const std::string& label : {customer.region, customer.segment})
    if (!label.empty()) parts.push_back(label);
  if (!customer.tags.empty()) parts.push_back("tagged " + joined(customer.tags));
  if (customer.do_not_contact) parts.emplace_back("do not contact");
  if (customer.archived) parts.emplace_back("archived");
  return joined(parts, " · ");
}

KeyValues customer_values(const Customer& customer, Date today, Audience audience) {
  KeyValues values;
  if (audience != Audience::programs)
    values.values.push_back(
        {"history", "Class", {class_history(customer, today)}, Audience::people});
  for (KeyValue& value : std::vector<KeyValue>{
           value_for_programs("id", customer.number),
           value_for_programs("uid", to_string(customer.uid)),
           value_for_programs("name", customer.name),
           value_for_programs("class", std::string(name_of(customer.class_on(today)))),
           value_if_any("region", "Region", value_of(customer.region), audience),
           value_if_any("segment", "Segment", value_of(customer.segment), audience),
           value_if_any("tags", "Tags", value_of(customer.tags), audience),
           value_if_any("domains", "E-mail", value_of(customer.domains), audience),
           value_if_any("aliases", "Also", value_of(customer.aliases), audience),
           value_if_any("do_not_contact", "Do not contact", customer.do_not_contact, audience),
           value_if_any("archived", "Archived", customer.archived, audience)})
    values.values.push_back(std::move(value));
  return values;
}

/// Shows whom nobody is to propose in a quiet tone.
Cell toned(const CustomerLine& line, Value value) {
  const bool is_quiet = line.customer.do_not_contact || line.customer.archived;
  return {std::move(value), is_quiet ? Tone::quiet : Tone::plain};
}

/// The people of a customer, on its page.
Table people_table(const std::vector<PersonLine>& people) {
  using Line = PersonLine;
  return table_of(
      {.key = "people", .title = people.empty() ? "" : "People"}, people,
      {{"id", "#", [](const Line& line) { return line.person.number; }},
       {"name", "Name", [](const Line& line) { return line.person.name; }},
       {"role", "Role", [](const Line& line) { return value_of(line.person.role); }},
       {"emails", "E-mail", [](const Line& line) { return line.person.emails; }},
       {"last_contact", "Last contact", [](const Line& line) { return line.contacts.last; }}});
}

/// The class from a day on, the first without a day. People read it in the history.
Table classes_table(const Customer& customer) {
  using Change = std::pair<std::optional<Date>, Class>;
  std::vector<Change> changes{{std::nullopt, customer.first_class}};
  changes.insert(changes.end(), customer.classes.begin(), customer.classes.end());
  return table_of({.key = "classes", .audience = Audience::programs}, changes,
                  {{"from", "", &Change::first}, {"class", "", [](const Change& change) {
                                                    return std::string(name_of(change.second));
                                                  }}});
}

}  // namespace

KeyValue value_if_any(std::string key, std::string title, Value value, Audience audience) {
  const auto* flag = std::get_if<bool>(&value);
  const auto* list = std::get_if<std::vector<std::string>>(&value);
  const bool says_nothing = std::holds_alternative<std::monostate>(value) ||
                            (flag != nullptr && !*flag) || (list != nullptr && list->empty());
  return {std::move(key),
          std::move(title),
          {std::move(value)},
          says_nothing ? Audience::programs : audience};
}

Document customer_list(std::vector<CustomerLine> lines, Date today, bool is_filtered) {
  using Line = CustomerLine;
  const auto class_today = [today](const Line& line) {
    return toned(line, std::string(name_of(line.customer.class_on(today))));
  };
  const auto remark = [](const Line& line) {
    return toned(line, line.customer.do_not_contact ? "do not contact" : "");
  };
  Table table = table_of(
      {.key = "customers",
       .empty = is_filtered ? "No such customer."
                            : "No customer yet. `rapport log NAME 1h` adds one, or: rapport "
                              "customer add NAME"},
      sorted_by_name(std::move(lines), [](const Line& line) { return line.customer.name; }),
      {{"id", "#", [](const Line& line) { return toned(line, line.customer.number); }},
       {"uid", "", [](const Line& line) { return to_string(line.customer.uid); },
        Audience::programs},
       {"name", "Name", [](const Line& line) { return toned(line, line.customer.name); }},
       {"class", "Class", class_today},
       {"region", "Region",
        [](const Line& line) { return toned(line, value_of(line.customer.region)); }},
       {"segment", "Segment",
        [](const Line& line) { return toned(line, value_of(line.customer.segment)); }},
       {"tags", "", [](const Line& line) { return line.customer.tags; }, Audience::programs},
       {"last_contact", "Last contact",
        [](const Line& line) { return toned(line, value_of(line.contacts.last)); }},
       {"interactions", "Talks",
        [](const Line& line) { return toned(line, line.contacts.interactions); }},
       {"do_not_contact", "", [](const Line& line) { return line.customer.do_not_contact; },
        Audience::programs},
       {"archived", "", [](const Line& line) { return line.customer.archived; },
        Audience::programs},
       {"remark", "Remark", remark, Audience::people}});
  return {.report = "customer list", .title = "Customers", .blocks = {std::move(table)}};
}

std::vector<Block> customer_page(const Customer& customer, const std::vector<PersonLine>& people,
                                 const Timeline& timeline) {
  std::vector<Block> blocks{Heading{customer.name},
                            customer_values(customer, timeline.today, Audience::everyone),
                            people_table(people), classes_table(customer)};
  add_timeline(blocks, timeline);
  return blocks;
}

Document customer_saved(const char* report, const Customer& customer, Date today) {
  return {.report = report,
          .blocks = {customer_values(customer, today, Audience::programs),
                     Text{customer_text(customer, today), Tone::strong}},
          .saved = "saved as customer #" + std::to_string(customer.number)};
}

}  // namespace rapport
