#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/ideas.hpp"
#include "rapport/command/new_talk.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/talk.hpp"

// `rapport log`: one talk in one line. The most important command: everything else reads what it
// writes.
namespace rapport {
namespace {

struct Options {
  std::optional<std::string> who;
  TalkOptions talk;
  NewCustomerOptions customer;
  std::vector<std::string> ideas;
};

void declare(Args& args, Options& options) {
  args.word(options.who, "WHO",
            "customer or person: a name, part of it, an alias or e-mail; several with commas",
            Completes::who);
  declare_talk_options(args, options.talk);
  declare_new_customer_options(args, options.customer);
  args.option(options.ideas, "--idea", "WHAT",
              "what they ask for: its number or name, a new name for a new one; repeatable",
              Completes::idea)
      .example("rapport log jane 1h yest: exports fail silently",
               "an hour with Jane's company yesterday, and what was learned")
      .example("rapport log acme 45m 14:00 visit demo", "today at two, face to face, a demo")
      .example("rapport log globex,initech 2h board mon --mood rough")
      .example(
          "rapport log acme 1h --promise \"send the plan\" --due fri -l \"pain: re-keying "
          "#orders\"")
      .example("rapport log globex 30m --idea \"Bulk export\"",
               "they want it, and the talk proves it")
      .prose(
          "Without a date the talk has just ended. Lengths: 45m, 1h, 1h30, 1.5h, 90, 14:00-15:10. "
          "Dates: today, yest, mon, last tue, -3d, 3 mar, 2026-11-20, 2 weeks ago. A name that "
          "nobody has makes a new customer, and says so. Given nothing on a terminal, it asks.");
}

/// Asks for what a log line needs, on a terminal; an empty answer keeps what stands in brackets.
void ask_for_line(Session& session, Options& options) {
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "`log` needs to know with whom",
                "write it in one line: rapport log \"Acme Robotics\" 1h visit: what you learned");
  const auto who = session.ask("Whom did you talk with?");
  if (!who || who->empty()) throw Error(ErrorKind::usage, "nothing was saved", "");
  options.who = *who;
  const auto rest = session.ask("How long, when, how? [1h, just now, call]");
  if (!rest) throw Error(ErrorKind::usage, "nothing was saved", "");
  for (const std::string_view word : split(rest->empty() ? "1h" : *rest, ' '))
    if (!word.empty()) options.talk.words.emplace_back(word);
  const auto learned = session.ask("What did you learn? [nothing yet]");
  if (learned && !learned->empty()) options.talk.learned.push_back(*learned);
}

TypedTalk read(const Options& options, Session& session) {
  const Moment& now = session.now();
  const LogLine line = read_talk_options(options.talk, now, Leaning::past);
  TypedTalk typed = read_talk(options.talk, line);
  Interaction& talk = typed.talk;
  take_time(line, session, talk);
  check_start(talk.start, now,
              fmt::format("a talk to come is planned: {}",
                          command_text("plan", *options.who, typed_words(talk))));
  edit_note(options.talk, session, typed);
  return typed;
}

Document run(const Options& given, Session& session) {
  Options options = given;
  if (!options.who) ask_for_line(session, options);
  const TypedTalk typed = read(options, session);
  return record_talk(session, "log", [&](Writing& writing) {
    SavedTalk saved{.talk = typed.talk, .host = {}, .created = {}, .says = {}};
    saved.host = host_of(session, writing, typed.talk.start.date, saved.says);
    take_customers(options.customer, *options.who, session.store(), writing, saved);
    write_talk(options.talk, typed, session, writing, saved);
    for (std::string& sentence : add_votes(options.ideas, session.store(), writing, saved.talk))
      saved.says.push_back(std::move(sentence));
    return saved;
  });
}

constexpr std::array commands{
    Command{"log", "record a talk with a customer", prepare<Options, declare, run>},
};

}  // namespace

std::span<const Command> log_commands() { return commands; }

}  // namespace rapport
