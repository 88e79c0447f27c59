#include <array>

#include "command/customers/customers.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "command/words.hpp"
#include "rapport/command/command.hpp"
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
  args.option(options.cls, "--class", "CLASS", "with this class today", Completes::cls)
      .option(options.region, "--region", "NAME", "in this region", Completes::region)
      .option(options.segment, "--segment", "NAME", "in this segment", Completes::segment)
      .option(options.tag, "--tag", "NAME", "with this tag", Completes::tag)
      .flag(options.archived, "--archived", "archived ones instead")
      .example("rapport customer list --region EU", "with the last contact by anybody")
      .example("rapport customer list --pm Priya", "whom Priya met, and when");
}

Document run_customer_list(const CustomerListOptions& options, Session& session) {
  const auto cls = word_of<Class>(options.cls, "class");
  const Filter place{.region = options.region.value_or(""),
                     .segment = options.segment.value_or(""),
                     .tag = options.tag.value_or("")};
  const bool is_of_one_pm = session.globals().pm.has_value();
  ContactBook contacts(session);
  std::vector<CustomerLine> lines;
  for (Customer& customer : session.store().all<Customer>()) {
    if (customer.archived != options.archived) continue;
    if (cls && customer.class_on(session.today()) != *cls) continue;
    if (!passes_place(customer, place)) continue;
    const Contacts sum = contacts.with(customer.uid);
    if (is_of_one_pm && sum.interactions == 0) continue;
    lines.push_back({std::move(customer), sum});
  }
  return customer_list(std::move(lines), session.today(),
                       is_of_one_pm || cls || options.archived || place != Filter{});
}

void declare_customer_show(Args& args, CustomerShowOptions& options) {
  args.word(options.name, "NAME", "the customer", Completes::customer)
      .example("rapport customer show acme",
               "its people, every talk, what was learned and promised");
}

Document run_customer_show(const CustomerShowOptions& options, Session& session) {
  const Customer customer = resolve_customer(session.store(), options.name, Need::any_part);
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
