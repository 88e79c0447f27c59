#include <fmt/format.h>

#include <array>

#include "command/customers/customers.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"

// `rapport person add`, `edit` and `list`: who is who at a customer.
namespace rapport {
namespace {

struct PersonAddOptions {
  std::string name;
  std::optional<std::string> at, role;
  std::vector<std::string> emails, aliases;
};

struct PersonEditOptions {
  std::string who;
  std::optional<std::string> name, at, role;
  std::vector<std::string> emails, aliases, remove_emails, remove_aliases;
};

struct PersonListOptions {
  std::optional<std::string> at;
};

void declare_person_add(Args& args, PersonAddOptions& options) {
  args.word(options.name, "NAME", "the whole name")
      .option(options.at, "--at", "CUSTOMER", "where they work", Completes::customer)
      .option(options.role, "--role", "ROLE", "user, buyer, admin or another word")
      .option(options.emails, "--email", "ADDRESS", "an e-mail address; repeatable")
      .option(options.aliases, "--alias", "NAME", "another name; repeatable")
      .example("rapport person add \"Jane Park\" --at acme --role buyer --email jane@acme.test",
               "from now on `rapport log jane 1h` is a talk with Acme");
}

/// Refuses the name where somebody at the same customer has it. Two people of one name at two
/// customers are nothing unusual.
void check_name_at(Store& store, const Person& person, const Customer& employer) {
  for (const NameHit& hit : store.match_names(fold(person.name), NameLevel::exact, {"person"})) {
    const auto found = store.find<Person>(surviving(store, hit).uid);
    if (!found || found->uid == person.uid) continue;
    const auto theirs = employer_of(store, *found);
    if (theirs && theirs->uid == employer.uid)
      throw Error(ErrorKind::not_found,
                  fmt::format("there is a person '{}' at {} already", printable(found->name),
                              printable(employer.name)),
                  "`rapport person edit` changes it; another one needs another name");
  }
}

/// Namesakes at other customers: the name alone does not find either of them.
std::vector<std::string> namesakes(Store& store, const Person& person) {
  std::set<std::string> labels;
  for (const NameHit& hit : store.match_names(fold(person.name), NameLevel::exact, {"person"}))
    if (const NameHit survivor = surviving(store, hit); survivor.uid != person.uid)
      labels.insert(label_of(store, survivor));
  return {labels.begin(), labels.end()};
}

/// The answer of a command that wrote a person, and who else has the name.
Document answer_with_namesakes(Session& session, const char* report, const Uid& uid) {
  Document document = person_answer(session, report, uid);
  const auto others = namesakes(session.store(), *session.store().find<Person>(uid));
  if (!others.empty())
    document.blocks.emplace_back(
        Text{"there is also " + joined(others) + "; an --alias or --email tells them apart",
             Tone::warn});
  return document;
}

Document run_person_add(const PersonAddOptions& options, Session& session) {
  check_name(options.name);
  for (const std::string& alias : options.aliases) check_name(alias);
  if (options.role) check_label(*options.role, "role");
  Person person{.name = options.name, .role = options.role.value_or("")};
  person.emails.merge(read_emails(options.emails));
  add_each(person.aliases, options.aliases);
  if (!options.at)
    throw Error(ErrorKind::usage, "`person add` needs to know where they work",
                "say --at CUSTOMER; `rapport customer add` adds a new one");
  return write<Person>(
      session, "person add",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        const Customer employer = resolve_customer(store, *options.at);
        person.customer = employer.uid;
        check_name_at(store, person, employer);
        check_free(store, person.emails, "person", {});
        check_free(store, person.aliases, "person", {});
        return {writing.add(person), {}};
      },
      answer_with_namesakes);
}

void declare_person_edit(Args& args, PersonEditOptions& options) {
  args.word(options.who, "NAME", "the person, or their number in `rapport person list`: \"#4\"",
            Completes::person)
      .option(options.name, "--name", "NEW", "their new name")
      .option(options.at, "--at", "CUSTOMER",
              "where they work now; past talks stay where they were", Completes::customer)
      .option(options.role, "--role", "ROLE", "user, buyer, admin or another word; \"\" clears it")
      .option(options.emails, "--email", "ADDRESS", "add an e-mail address; repeatable")
      .option(options.remove_emails, "--remove-email", "ADDRESS", "remove one; repeatable")
      .option(options.aliases, "--alias", "NAME", "add another name; repeatable")
      .option(options.remove_aliases, "--remove-alias", "NAME", "remove one; repeatable")
      .example("rapport person edit jane --at globex --role admin", "Jane has changed jobs");
}

void check_person_edit(const PersonEditOptions& options) {
  const bool any = options.name || options.at || options.role || !options.emails.empty() ||
                   !options.aliases.empty() || !options.remove_emails.empty() ||
                   !options.remove_aliases.empty();
  if (!any)
    throw Error(ErrorKind::usage, "`person edit` needs something to change",
                "give --name, --at, --role, --email, --remove-email, --alias or --remove-alias");
  if (options.name) check_name(*options.name);
  for (const std::string& alias : options.aliases) check_name(alias);
  if (options.role) check_label(*options.role, "role");
  read_emails(options.emails);
}

Person edited_person(const PersonEditOptions& options, Person person, Store& store) {
  if (options.at) person.customer = resolve_customer(store, *options.at).uid;
  if (options.name) rename(store, person, *options.name);
  person.role = options.role.value_or(person.role);
  if (const auto employer = employer_of(store, person); employer && (options.name || options.at))
    check_name_at(store, person, *employer);
  remove_each(person.emails, options.remove_emails, "e-mail");
  remove_each(person.aliases, options.remove_aliases, "alias");
  person.emails.merge(read_emails(options.emails));
  add_each(person.aliases, options.aliases);
  check_free(store, person.emails, "person", person.uid);
  check_free(store, person.aliases, "person", person.uid);
  return person;
}

Document run_person_edit(const PersonEditOptions& options, Session& session) {
  check_person_edit(options);
  return write<Person>(
      session, "person edit",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        const Person person = edited_person(options, resolve_person(store, options.who), store);
        writing.update(person);
        return {person.uid, {}};
      },
      answer_with_namesakes);
}

void declare_person_list(Args& args, PersonListOptions& options) {
  args.option(options.at, "--at", "CUSTOMER", "only at this customer", Completes::customer)
      .example("rapport person list --at acme", "who works there, and who was met when")
      .example("rapport person list --pm Priya", "whom Priya met");
}

Document run_person_list(const PersonListOptions& options, Session& session) {
  Store& store = session.store();
  std::optional<std::set<Uid>> employers;
  if (options.at)
    employers = with_duplicates(store, resolve_customer(store, *options.at, Need::any_part));
  const bool is_of_one_pm = session.globals().pm.has_value();
  std::vector<PersonLine> lines = load_people(session, employers);
  if (is_of_one_pm)
    std::erase_if(lines, [](const PersonLine& line) { return line.contacts.interactions == 0; });
  return person_list(std::move(lines), options.at || is_of_one_pm, options.at.has_value());
}

constexpr std::array person_rows{
    Command{"person add", "add a person at a customer",
            prepare<PersonAddOptions, declare_person_add, run_person_add>},
    Command{"person edit", "change a person's name, job, role or addresses",
            prepare<PersonEditOptions, declare_person_edit, run_person_edit>},
    Command{"person list", "people at customers, with the last contact",
            prepare_report<PersonListOptions, declare_person_list, run_person_list>},
};

}  // namespace

std::span<const Command> person_commands() { return person_rows; }

}  // namespace rapport
