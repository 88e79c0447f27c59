#include <fmt/format.h>

#include <array>
#include <functional>

#include "command/customers/customers.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/standings.hpp"
#include "command/words.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/mail_providers.hpp"
#include "rapport/report/interactions.hpp"

// `rapport customer add`, `edit`, `class` and `archive`: what is known of an organisation.
namespace rapport {
namespace {

struct CustomerAddOptions {
  std::string name;
  std::optional<std::string> cls, region, segment;
  std::vector<std::string> tags, domains, aliases;
  bool is_new = false;
};

struct CustomerEditOptions {
  std::string who;
  std::optional<std::string> name, region, segment;
  std::vector<std::string> tags, untags, domains, remove_domains, aliases, remove_aliases;
  bool do_not_contact = false;
  bool contact = false;
};

struct CustomerClassOptions {
  std::string name;
  std::string cls;
  std::optional<std::string> from;
};

struct CustomerArchiveOptions {
  std::string name;
  bool undo = false;
};

void declare_customer_add(Args& args, CustomerAddOptions& options) {
  args.word(options.name, "NAME", "the whole name, as it should appear")
      .option(options.cls, "--class", "CLASS",
              "customer, prospect, partner or internal; only customer ever counts", Completes::cls)
      .option(options.region, "--region", "NAME", "where they are: US, EU …", Completes::region)
      .option(options.segment, "--segment", "NAME", "which kind of customer: enterprise, clinic …",
              Completes::segment)
      .option(options.tags, "--tag", "NAME", "anything to filter by; repeatable", Completes::tag)
      .option(options.domains, "--domain", "DOMAIN", "their e-mail domain: acme.test; repeatable")
      .option(options.aliases, "--alias", "NAME", "another name; repeatable")
      .flag(options.is_new, "--new", "even if the name is close to another")
      .example("rapport customer add \"Acme Robotics\" --region US --domain acme.test")
      .example("rapport customer add Initech --class partner")
      .prose("`rapport log` adds a customer by itself when the name is unknown.");
}

void check_labels(const std::vector<std::string>& tags, const std::optional<std::string>& region,
                  const std::optional<std::string>& segment) {
  if (region) check_label(*region, "region");
  if (segment) check_label(*segment, "segment");
  for (const std::string& tag : tags) {
    if (tag.empty())
      throw Error(ErrorKind::usage, "a tag is empty", "give it a name, or leave it out");
    check_label(tag, "tag");
  }
}

Customer described_customer(const CustomerAddOptions& options) {
  check_name(options.name);
  check_labels(options.tags, options.region, options.segment);
  for (const std::string& alias : options.aliases) check_name(alias);
  Customer customer{.name = options.name,
                    .first_class = word_of<Class>(options.cls, "class").value_or(Class::customer),
                    .region = options.region.value_or(""),
                    .segment = options.segment.value_or("")};
  add_each(customer.tags, options.tags);
  customer.domains.merge(read_domains(options.domains));
  add_each(customer.aliases, options.aliases);
  return customer;
}

/// Says who else has one of `domains`: an address there no longer tells whose it is.
void add_shared_domains(Document& document, Store& store, const Uid& uid,
                        const std::set<std::string>& domains) {
  for (const std::string& domain : domains)
    if (is_mail_provider(domain))
      document.blocks.emplace_back(Text{
          fmt::format("everybody may have an address at {}: all of them are theirs now; `rapport "
                      "person add NAME --at CUSTOMER --email ADDRESS` names one",
                      domain),
          Tone::warn});
  for (const Customer& other : store.all_with_duplicates<Customer>())
    for (const std::string& domain : other.domains)
      if (domains.contains(domain) && surviving(store, other).uid != uid)
        document.blocks.emplace_back(
            Text{domain + " belongs to " + other.name + " too: an address there stands for neither",
                 Tone::warn});
}

Document run_customer_add(const CustomerAddOptions& options, Session& session) {
  const Customer customer = described_customer(options);
  return write<Customer>(
      session, "customer add",
      [&](Writing& writing) -> Outcome {
        check_free(session.store(), {customer.name}, "customer", {});
        check_free(session.store(), customer.aliases, "customer", {});
        if (!options.is_new) refuse_odd(session.store(), customer.name, false);
        const auto known = options.is_new
                               ? std::nullopt
                               : known_by_near_name(session.store(), customer.name,
                                                    fmt::format("rapport customer add {} --new",
                                                                shell_word(customer.name)));
        if (known) return {known->uid, {"nothing was added"}};
        return {writing.add(customer), {}};
      },
      [&](const Outcome& outcome) {
        Document document = customer_answer(session, "customer add", outcome.uid);
        add_shared_domains(document, session.store(), outcome.uid, customer.domains);
        return document;
      });
}

void declare_customer_edit(Args& args, CustomerEditOptions& options) {
  args.word(options.who, "NAME", "the customer", Completes::customer)
      .option(options.name, "--name", "NEW", "its new name")
      .option(options.region, "--region", "NAME", "where they are; \"\" clears it",
              Completes::region)
      .option(options.segment, "--segment", "NAME", "which kind of customer; \"\" clears it",
              Completes::segment)
      .option(options.tags, "--tag", "NAME", "add a tag; repeatable", Completes::tag)
      .option(options.untags, "--untag", "NAME", "remove a tag; repeatable", Completes::tag)
      .option(options.domains, "--domain", "DOMAIN", "add an e-mail domain; repeatable")
      .option(options.remove_domains, "--remove-domain", "DOMAIN", "remove one; repeatable")
      .option(options.aliases, "--alias", "NAME", "add another name; repeatable")
      .option(options.remove_aliases, "--remove-alias", "NAME", "remove one; repeatable")
      .flag(options.do_not_contact, "--do-not-contact", "`rapport next` never suggests them")
      .flag(options.contact, "--contact", "take that back")
      .example("rapport customer edit acme --name \"Acme Robotics\" --alias ACME")
      .example("rapport customer edit acme --region EU --tag beta --untag trial");
}

bool edits_customer(const CustomerEditOptions& options) {
  return options.name || options.region || options.segment || options.do_not_contact ||
         options.contact || !options.tags.empty() || !options.untags.empty() ||
         !options.domains.empty() || !options.remove_domains.empty() || !options.aliases.empty() ||
         !options.remove_aliases.empty();
}

void check_customer_edit(const CustomerEditOptions& options) {
  if (!edits_customer(options))
    throw Error(ErrorKind::usage, "`customer edit` needs something to change",
                "see `rapport customer edit --help`; `rapport customer class` changes the class");
  if (options.do_not_contact && options.contact)
    throw Error(ErrorKind::usage, "--do-not-contact and --contact do not go together",
                "leave one out");
  if (options.name) check_name(*options.name);
  for (const std::string& alias : options.aliases) check_name(alias);
  check_labels(options.tags, options.region, options.segment);
  read_domains(options.domains);
}

void apply_edit(const CustomerEditOptions& options, Customer& customer, Store& store) {
  if (options.name) rename(store, customer, *options.name);
  customer.region = options.region.value_or(customer.region);
  customer.segment = options.segment.value_or(customer.segment);
  remove_each(customer.tags, options.untags, "tag");
  remove_each(customer.domains, options.remove_domains, "domain");
  remove_each(customer.aliases, options.remove_aliases, "alias");
  add_each(customer.tags, options.tags);
  customer.domains.merge(read_domains(options.domains));
  add_each(customer.aliases, options.aliases);
  check_free(store, {customer.name}, "customer", customer.uid);
  check_free(store, customer.aliases, "customer", customer.uid);
  if (options.do_not_contact) customer.do_not_contact = true;
  if (options.contact) customer.do_not_contact = false;
}

/// True when talks may count otherwise.
bool counts_otherwise(const Customer& before, const Customer& after) {
  return before.classes != after.classes || before.region != after.region ||
         before.segment != after.segment || before.tags != after.tags;
}

std::vector<StandingChange> effects_of_change(Session& session, const Customer& before,
                                              const Customer& after) {
  if (!counts_otherwise(before, after)) return {};
  return effects_of(session, changed_to(session.store(), after));
}

/// Writes what `change` makes of a customer and says what it does to the numbers of PMs, and who
/// else has one of `domains`.
Document write_customer(Session& session, const char* verb, const std::string& name, Need need,
                        const std::function<void(Customer&)>& change,
                        const std::set<std::string>& domains = {}) {
  std::vector<StandingChange> effects;
  return write<Customer>(
      session, verb,
      [&](Writing& writing) -> Outcome {
        const Customer before = resolve_customer(session.store(), name, need);
        Customer after = before;
        change(after);
        effects = effects_of_change(session, before, after);
        writing.update(after);
        return {after.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = customer_answer(session, verb, outcome.uid);
        for (Block& block : effect_blocks(effects)) document.blocks.push_back(std::move(block));
        add_shared_domains(document, session.store(), outcome.uid, domains);
        return document;
      });
}

Document run_customer_edit(const CustomerEditOptions& options, Session& session) {
  check_customer_edit(options);
  return write_customer(
      session, "customer edit", options.who,
      options.do_not_contact || options.contact ? Need::whole_name : Need::word_start,
      [&](Customer& customer) { apply_edit(options, customer, session.store()); },
      read_domains(options.domains));
}

void declare_customer_class(Args& args, CustomerClassOptions& options) {
  args.word(options.name, "NAME", "the customer", Completes::customer)
      .word(options.cls, "CLASS", "customer, prospect, partner or internal", Completes::cls)
      .option(options.from, "--from", "DATE", "the first day of the new class; today without it",
              Completes::date)
      .example("rapport customer class Initech customer --from 2026-09-01",
               "a deal won: talks from this day count")
      .prose(
          "A talk counts by the class on its own day, so winning a prospect does not turn earlier "
          "talks into talks with a customer. A day in the past can change how past weeks stand; "
          "what changes is listed.");
}

/// From `from` on, up to the next change there is; changes that change nothing are left out.
void change_class(Customer& customer, Class cls, Date from) {
  customer.classes.insert_or_assign(from, cls);
  Class before = customer.first_class;
  std::erase_if(customer.classes, [&](const auto& change) {
    const bool same = change.second == before;
    before = change.second;
    return same;
  });
}

Document run_customer_class(const CustomerClassOptions& options, Session& session) {
  const Class cls = word_of<Class>(options.cls, "class").value();
  const Date from = options.from ? parse_day_or_week(*options.from, session.now(), Leaning::past)
                                 : session.today();
  return write_customer(session, "customer class", options.name, Need::whole_name,
                        [&](Customer& customer) { change_class(customer, cls, from); });
}

void declare_customer_archive(Args& args, CustomerArchiveOptions& options) {
  args.word(options.name, "NAME", "the customer", Completes::customer)
      .flag(options.undo, "--undo", "bring it back")
      .example("rapport customer archive Initech", "no longer listed or suggested; its talks stay")
      .example("rapport customer archive Initech --undo");
}

Document run_customer_archive(const CustomerArchiveOptions& options, Session& session) {
  return write_customer(session, "customer archive", options.name, Need::whole_name,
                        [&](Customer& customer) { customer.archived = !options.undo; });
}

constexpr std::array customer_rows{
    Command{"customer add", "add a customer",
            prepare<CustomerAddOptions, declare_customer_add, run_customer_add>},
    Command{"customer edit", "change a customer's name, domains, region or tags",
            prepare<CustomerEditOptions, declare_customer_edit, run_customer_edit>},
    Command{"customer class", "set the class of a customer from a day on",
            prepare<CustomerClassOptions, declare_customer_class, run_customer_class>},
    Command{"customer archive", "hide a customer from lists",
            prepare<CustomerArchiveOptions, declare_customer_archive, run_customer_archive>},
};

}  // namespace

std::span<const Command> customer_commands() { return customer_rows; }

}  // namespace rapport
