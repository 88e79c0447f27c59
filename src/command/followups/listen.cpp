#include <fmt/format.h>

#include <array>

#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "command/talks/new_talk.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

// `rapport listen`: what colleagues in sales, support, success and engineering have to tell. The
// loop `colleague`: never added to that of customers.
namespace rapport {
namespace {

struct ListenOptions {
  std::string who;
  TalkOptions talk;
  std::optional<std::string> team;
  bool is_new = false;
};

void declare_listen(Args& args, ListenOptions& options) {
  args.word(options.who, "WHO", "a colleague: a name, part of it or an e-mail; several with commas",
            Completes::person);
  declare_talk_options(args, options.talk);
  args.option(options.team, "--team", "NAME",
              "for a new colleague: sales, support, success, engineering or another word")
      .flag(options.is_new, "--new", "WHO is a new colleague, however near the name is to another")
      .example("rapport listen dana 30m: pain: every second ticket is about exports +orders",
               "heard from Dana, second-hand")
      .example("rapport listen \"Sam Lee\" 45m yest --team sales", "somebody new, in sales")
      .prose(
          "A colleague is somebody without a customer, or at a customer of class `internal`. What "
          "they tell is second-hand. These talks count for targets of the loop `colleague` alone: "
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

/// Whom the talk is with; creates people whom nobody knows.
void take_colleagues(const ListenOptions& options, Store& store, Writing& writing,
                     SavedTalk& saved) {
  Who who = resolve_who(store, options.who, options.is_new ? NearMiss::insist_new : NearMiss::stop);
  check_colleagues(who, options.who, saved.talk);
  if (options.team && who.unknown.empty())
    throw Error(ErrorKind::usage,
                fmt::format("'{}' is known already: --team describes a colleague whom the line "
                            "creates",
                            printable(options.who)),
                fmt::format("use {}", command_text("person edit", options.who, "--role TEAM")));
  for (const Customer& customer : who.customers) saved.talk.customers.insert(customer.uid);
  for (Person& person : who.people)
    saved.talk.people.insert(person.uid.is_nil() ? writing.add(person, space::team) : person.uid);
  for (const std::string& name : who.unknown) {
    const Uid uid = writing.add(new_colleague(options, name), space::team);
    saved.talk.people.insert(uid);
    saved.created.insert(uid);
  }
}

TypedTalk read(const ListenOptions& options, Session& session) {
  const Moment& now = session.now();
  const LogLine line = read_talk_options(options.talk, now, Leaning::past, Loop::colleague);
  TypedTalk typed = read_talk(options.talk, line);
  typed.talk.loop = Loop::colleague;
  take_time(line, session, typed.talk);
  check_start(typed.talk.start, now, "say so once it is over");
  edit_note(options.talk, session, typed);
  return typed;
}

Document run_listen(const ListenOptions& options, Session& session) {
  if (options.team) check_label(*options.team, "team");
  const TypedTalk typed = read(options, session);
  return record_talk(session, "listen", [&](Writing& writing) {
    SavedTalk saved{.talk = typed.talk, .host = {}, .created = {}, .says = {}};
    saved.host = host_of(session, writing, typed.talk.start.date, saved.says);
    take_colleagues(options, session.store(), writing, saved);
    write_talk(options.talk, typed, session, writing, saved);
    return saved;
  });
}

constexpr std::array listen_rows{
    Command{"listen", "record what a colleague told you",
            prepare<ListenOptions, declare_listen, run_listen>},
};

}  // namespace

std::span<const Command> listen_commands() { return listen_rows; }

}  // namespace rapport
