#include "command/talks/participants.hpp"

#include <fmt/format.h>

#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

Customer new_customer(const NewCustomerOptions& options, const std::string& name) {
  return {.name = name,
          .first_class = word_of<Class>(options.cls, "class").value_or(Class::customer),
          .region = options.region.value_or(""),
          .segment = options.segment.value_or(""),
          .tags = {options.tags.begin(), options.tags.end()}};
}

}  // namespace

void add_customers(Recording& recording, const std::string& typed,
                   const NewCustomerOptions& options) {
  Store& store = recording.session.store();
  const Who who = resolve_who(store, typed, options.is_new ? NearMiss::insist_new : NearMiss::stop);
  if (!options.is_new)
    for (const std::string& name : who.unknown) refuse_odd(store, name, true);
  add_customers(recording, who, options);
}

void add_customers(Recording& recording, const Who& who, const NewCustomerOptions& options) {
  Store& store = recording.session.store();
  Interaction& interaction = recording.draft.interaction;
  if (options.describes_any() && who.unknown.empty())
    throw Error(
        ErrorKind::usage,
        fmt::format(
            "{} is already known: --class, --region, --segment and --tag are for a new customer",
            quoted(who.customers.empty() ? "" : who.customers.front().name)),
        "use `rapport customer edit` or `rapport customer class`");
  refuse_colleagues(store, who);
  for (const Customer& customer : who.customers) interaction.customers.insert(customer.uid);
  for (const std::string& name : who.unknown) {
    const Uid uid = recording.writing.add(new_customer(options, name));
    interaction.customers.insert(uid);
    recording.outcome.created.insert(uid);
  }
  for (const Person& person : who.people)
    interaction.people.insert(person.uid.is_nil() ? recording.writing.add(person) : person.uid);
}

void refuse_colleagues(Store& store, const Who& who) {
  for (const Person& person : who.people)
    if (!store.find<Customer>(person.customer))
      throw Error(
          ErrorKind::usage,
          fmt::format("{} is a colleague, not a customer", printable(person.name)),
          "what colleagues tell you goes into " + command_hint("listen", person.name, "30m"));
}

void refuse_customers(const Who& who, const std::string& typed, const Interaction& interaction) {
  for (const Customer& customer : who.customers)
    if (const Class cls = customer.class_on(interaction.start.date); cls != Class::internal)
      throw Error(
          ErrorKind::usage,
          fmt::format("{} is a {}, not a colleague", printable(customer.name), name_of(cls)),
          "log it with: " + command_hint("log", typed, typed_words(interaction)));
}

}  // namespace rapport
