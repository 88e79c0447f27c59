#include <array>

#include "command/names.hpp"
#include "command/talks/participants.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/interactions.hpp"

// `rapport listen`: what colleagues in sales, support, success and engineering have to tell. The
// loop `colleague`: never added to that of customers.
namespace rapport {
namespace {

struct ListenOptions {
  std::string who;
  InteractionOptions talk;
  std::optional<std::string> team;
  bool is_new = false;
};

void declare_listen(Args& args, ListenOptions& options) {
  args.word(options.who, "WHO",
            "a colleague: a name, its beginning or an e-mail; several with commas",
            Completes::person);
  declare_interaction_options(args, options.talk);
  args.option(options.team, "--team", "NAME",
              "for a new colleague: sales, support, success, engineering or another word")
      .flag(options.is_new, "--new", "WHO is a new colleague, even if the name is close to another")
      .example("rapport listen dana 30m: pain: every second ticket is about exports +orders",
               "heard from Dana, second-hand")
      .example("rapport listen \"Sam Lee\" 45m yest --team sales", "somebody new, in sales")
      .prose(
          "A colleague is a person without a customer, or at a customer of class `internal`. What "
          "they tell you is second-hand. These talks count only for targets of the loop "
          "`colleague`: "
          "`rapport target add listening --loop colleague --metric sessions --amount 1`.");
}

Person new_colleague(const ListenOptions& options, const std::string& typed) {
  Person person{.name = typed, .role = options.team.value_or("")};
  if (const auto email = as_email(typed)) {
    person.name = typed.substr(0, typed.find('@'));
    person.emails = {*email};
  }
  return person;
}

/// Adds those who told; creates people whom nobody knows.
void add_colleagues(Recording& recording, const ListenOptions& options) {
  Interaction& interaction = recording.draft.interaction;
  const Who who = resolve_who(recording.session.store(), options.who,
                              options.is_new ? NearMiss::insist_new : NearMiss::stop);
  refuse_customers(who, options.who, interaction);
  if (options.team && who.unknown.empty())
    throw Error(ErrorKind::usage,
                quoted(options.who) + " is already known: --team is for a new colleague",
                "use " + command_hint("person edit", options.who, "--role TEAM"));
  for (const Customer& customer : who.customers) interaction.customers.insert(customer.uid);
  const auto add = [&](const Person& person) { return recording.writing.add(person); };
  for (const Person& person : who.people)
    interaction.people.insert(person.uid.is_nil() ? add(person) : person.uid);
  for (const std::string& name : who.unknown) {
    const Uid uid = add(new_colleague(options, name));
    interaction.people.insert(uid);
    recording.outcome.created.insert(uid);
  }
}

Document run_listen(const ListenOptions& given, Session& session) {
  ListenOptions options = given;
  options.talk.name = options.who;
  take_whole_name(session, options.who, options.talk.words);
  if (options.team) check_label(*options.team, "team");
  const InteractionDraft draft =
      read_past(options.talk, session, {.loop = Loop::colleague},
                [](const Interaction&) { return "say so once it is over"; });
  return record(session, "listen", draft, [&](Recording& recording) {
    add_colleagues(recording, options);
    save(recording);
  });
}

constexpr std::array listen_rows{
    Command{"listen", "record what a colleague told you",
            prepare<ListenOptions, declare_listen, run_listen>},
};

}  // namespace

std::span<const Command> listen_commands() { return listen_rows; }

}  // namespace rapport
