#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/customers/people.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"

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
      .option(options.at, "--at", "CUSTOMER", "where that person is", Completes::customer)
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
                  "`rapport person edit` changes what is known; another one needs another name");
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

Document answer(Session& session, const char* report, const Uid& uid) {
  Document document = person_answer(session, report, uid);
  const auto others = namesakes(session.store(), *session.store().find<Person>(uid));
  if (!others.empty())
    document.blocks.emplace_back(
        Text{fmt::format("there is also {}; an --alias or --email tells them apart",
                         fmt::join(others, ", ")),
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
    throw Error(ErrorKind::usage, "`person add` needs to know where that person is",
                "write --at CUSTOMER; `rapport customer add` enters a new one");
  if (!session.has_book()) resolve_customer(session.store(), *options.at);

  Writing writing = session.write("person add");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return answer(session, "person add", written_by<Person>(store, *before, "person add").uid);
  const Customer employer = resolve_customer(store, *options.at);
  person.customer = employer.uid;
  check_name_at(store, person, employer);
  check_free(store, person.emails, "person", {});
  check_free(store, person.aliases, "person", {});
  const Uid uid = writing.add(person, space::team);
  writing.commit();
  return answer(session, "person add", uid);
}

void declare_person_edit(Args& args, PersonEditOptions& options) {
  args.word(options.who, "NAME", "the person, or the number in `rapport person list`: \"#4\"",
            Completes::person)
      .option(options.name, "--name", "NEW", "call the person that from now on")
      .option(options.at, "--at", "CUSTOMER",
              "where that person is now; talks stay where they were", Completes::customer)
      .option(options.role, "--role", "ROLE",
              "user, buyer, admin or another word; \"\" takes it away")
      .option(options.emails, "--email", "ADDRESS", "add an e-mail address; repeatable")
      .option(options.remove_emails, "--remove-email", "ADDRESS", "take one away; repeatable")
      .option(options.aliases, "--alias", "NAME", "add another name; repeatable")
      .option(options.remove_aliases, "--remove-alias", "NAME", "take one away; repeatable")
      .example("rapport person edit jane --at globex --role admin", "Jane has changed sides");
}

void check_edit(const PersonEditOptions& options) {
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

Person edited(const PersonEditOptions& options, Person person, Store& store) {
  if (options.at) person.customer = resolve_customer(store, *options.at).uid;
  person.name = options.name.value_or(person.name);
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
  check_edit(options);
  if (!session.has_book()) resolve_person(session.store(), options.who);
  Writing writing = session.write("person edit");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return answer(session, "person edit", written_by<Person>(store, *before, "person edit").uid);
  const Person person = edited(options, resolve_person(store, options.who), store);
  if (!writing.update(person)) {
    Document document = answer(session, "person edit", person.uid);
    document.saved.clear();
    document.blocks.emplace_back(Text{"it was like that already", Tone::quiet});
    return document;
  }
  writing.commit();
  return answer(session, "person edit", person.uid);
}

void declare_person_list(Args& args, PersonListOptions& options) {
  args.option(options.at, "--at", "CUSTOMER", "at that customer alone", Completes::customer)
      .example("rapport person list --at acme", "who is there, and who was met when")
      .example("rapport person list --pm Priya", "whom Priya met");
}

Document run_person_list(const PersonListOptions& options, Session& session) {
  Store& store = session.store();
  std::set<Uid> employers;
  if (options.at) employers = with_duplicates(store, resolve_customer(store, *options.at));
  const auto contacts = contacts_of_all(session);
  Table table{
      .key = "people",
      .columns = {{"id", "#"},
                  {"uid", "", Audience::programs},
                  {"name", "Name"},
                  {"customer", "Customer", options.at ? Audience::programs : Audience::everyone},
                  {"role", "Role"},
                  {"emails", "E-mail"},
                  {"aliases", "", Audience::programs},
                  {"last_contact", "Last contact"},
                  {"interactions", "Talks"}},
      .empty = options.at || session.globals().pm
                   ? "Nobody here."
                   : "Nobody yet. For example: rapport person add \"Jane Park\" --at acme"};
  std::vector<std::pair<std::string, Person>> found;  // with the folded name, to sort by
  for (Person& person : store.all<Person>()) {
    if (person.merged_into || (options.at && !employers.contains(person.customer))) continue;
    if (session.globals().pm && !contacts.contains(person.uid)) continue;
    std::string folded = fold(person.name);
    found.emplace_back(std::move(folded), std::move(person));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [folded, person] : found) {
    const auto employer = employer_of(store, person);
    const auto place = contacts.find(person.uid);
    const Contacts sum = place == contacts.end() ? Contacts{} : place->second;
    table.rows.push_back({{person.number},
                          {to_string(person.uid)},
                          {person.name},
                          {employer ? Value{employer->name} : Value{}},
                          {value_of(person.role)},
                          {value_of(person.emails)},
                          {value_of(person.aliases)},
                          {value_of(sum.last)},
                          {sum.interactions}});
  }
  return {.report = "person list", .title = "People", .blocks = {std::move(table)}};
}

constexpr std::array person_rows{
    Command{"person add", "enter somebody at a customer",
            prepare<PersonAddOptions, declare_person_add, run_person_add>},
    Command{"person edit", "change what is known of somebody",
            prepare<PersonEditOptions, declare_person_edit, run_person_edit>},
    Command{"person list", "people at customers, with the last contact",
            prepare_report<PersonListOptions, declare_person_list, run_person_list>},
};

}  // namespace

std::span<const Command> person_commands() { return person_rows; }

}  // namespace rapport
