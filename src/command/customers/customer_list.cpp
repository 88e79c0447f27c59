#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/customers/customers.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "command/words.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/counting.hpp"

// `rapport customer list` and `show`.
namespace rapport {
namespace {

struct CustomerListOptions {
  std::optional<std::string> cls, region, segment, tag;
  bool archived = false;
};

struct CustomerShowOptions {
  std::string name;
};

void declare_customer_list(Args& args, CustomerListOptions& options) {
  args.option(options.cls, "--class", "CLASS", "of that class today", Completes::cls)
      .option(options.region, "--region", "NAME", "in that region", Completes::region)
      .option(options.segment, "--segment", "NAME", "of that segment", Completes::segment)
      .option(options.tag, "--tag", "NAME", "with that tag", Completes::tag)
      .flag(options.archived, "--archived", "those that are archived instead")
      .example("rapport customer list --region EU", "with the last contact of anybody")
      .example("rapport customer list --pm Priya", "whom Priya met, and when last");
}

Table empty_table(bool has_filter) {
  return {
      .key = "customers",
      .columns = {{"id", "#"},
                  {"uid", "", Audience::programs},
                  {"name", "Name"},
                  {"class", "Class"},
                  {"region", "Region"},
                  {"segment", "Segment"},
                  {"tags", "", Audience::programs},
                  {"last_contact", "Last contact"},
                  {"interactions", "Talks"},
                  {"do_not_contact", "", Audience::programs},
                  {"archived", "", Audience::programs},
                  {"remark", "Remark", Audience::people}},
      .empty =
          has_filter
              ? "No such customer."
              : "No customer yet. `rapport log NAME 1h` adds one, or: rapport customer add NAME"};
}

std::vector<Cell> row_of(const Customer& customer, const Contacts& contacts, Date today) {
  const Tone tone = customer.do_not_contact || customer.archived ? Tone::quiet : Tone::plain;
  return {{customer.number, tone},
          {to_string(customer.uid)},
          {customer.name, tone},
          {std::string(name_of(customer.class_on(today))), tone},
          {value_of(customer.region), tone},
          {value_of(customer.segment), tone},
          {value_of(customer.tags)},
          {value_of(contacts.last), tone},
          {contacts.interactions, tone},
          {customer.do_not_contact},
          {customer.archived},
          {customer.do_not_contact ? "do not contact" : "", tone}};
}

Document run_customer_list(const CustomerListOptions& options, Session& session) {
  const auto cls = word_of<Class>(options.cls, "class");
  const Filter place{.region = options.region.value_or(""),
                     .segment = options.segment.value_or(""),
                     .tag = options.tag.value_or("")};
  const bool of_one_pm = session.globals().pm.has_value();
  const auto contacts = contacts_of_all(session);
  Table table = empty_table(of_one_pm || cls || options.archived || place != Filter{});
  std::vector<std::pair<std::string, Customer>> found;  // with the folded name, to sort by
  for (Customer& customer : session.store().all<Customer>()) {
    if (customer.merged_into || customer.archived != options.archived) continue;
    if (cls && customer.class_on(session.today()) != *cls) continue;
    if (!passes_place(customer, place)) continue;
    if (of_one_pm && !contacts.contains(customer.uid)) continue;
    std::string folded = fold(customer.name);
    found.emplace_back(std::move(folded), std::move(customer));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [folded, customer] : found) {
    const auto sum = contacts.find(customer.uid);
    table.rows.push_back(
        row_of(customer, sum == contacts.end() ? Contacts{} : sum->second, session.today()));
  }
  return {.report = "customer list", .title = "Customers", .blocks = {std::move(table)}};
}

void declare_customer_show(Args& args, CustomerShowOptions& options) {
  args.word(options.name, "NAME", "the customer", Completes::customer)
      .example("rapport customer show acme",
               "who is there, every talk, what was learned and promised");
}

Document run_customer_show(const CustomerShowOptions& options, Session& session) {
  const Customer customer = resolve_customer(session.store(), options.name);
  return {.report = "customer show",
          .blocks = page_of(session, customer),
          .main_table = "interactions"};
}

constexpr std::array customer_list_rows{
    Command{"customer list", "customers, with the last contact",
            prepare_report<CustomerListOptions, declare_customer_list, run_customer_list>},
    Command{"customer show", "one customer: people, talks, promises",
            prepare_report<CustomerShowOptions, declare_customer_show, run_customer_show>},
};

}  // namespace

std::span<const Command> customer_list_commands() { return customer_list_rows; }

}  // namespace rapport
