#include <fmt/format.h>

#include <array>

#include "command/asking.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/talk.hpp"
#include "command/talks/new_talk.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/dates.hpp"

// `rapport log`: one talk in one line. The most important command: everything else reads what it
// writes.
namespace rapport {
namespace {

struct LogOptions {
  std::optional<std::string> who;
  TalkOptions talk;
  NewCustomerOptions customer;
  std::vector<std::string> ideas;
};

void declare_log(Args& args, LogOptions& options) {
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

/// Whom somebody means, as a sentence. Throws Error as `resolve_who`.
std::string who_text(Store& store, const std::string& typed, NearMiss near_miss) {
  const Who who = resolve_who(store, typed, near_miss);
  std::vector<std::string> names;
  for (const Person& person : who.people) names.push_back(person.name);
  for (const Customer& customer : who.customers) names.push_back(customer.name);
  for (const std::string& name : who.unknown) names.push_back(name + ", a new customer");
  return fmt::format("with {}", fmt::join(names, " and "));
}

void ask_for_customer(Session& session, LogOptions& options) {
  std::string refused;
  const auto who = ask_until(session, "Whom did you talk with?", [&](const std::string& typed) {
    if (typed.empty()) throw Error(ErrorKind::usage, "a name, or Ctrl-C to leave it");
    options.customer.is_new = !refused.empty() && fold(typed) == refused;
    try {
      session.say(who_text(session.store(), typed,
                           options.customer.is_new ? NearMiss::insist_new : NearMiss::stop));
    } catch (const Error&) {
      refused = fold(typed);
      session.say("not yet: the same name once more makes a new customer");
      throw;
    }
    return typed;
  });
  if (!who) throw Error(ErrorKind::usage, "nothing was saved", "");
  options.who = *who;
}

/// The words of an answer, which make a talk that is over; says which. Throws Error(usage).
std::vector<std::string> words_of(const std::string& typed, Session& session) {
  std::vector<std::string> words;
  for (const std::string_view word : split(typed.empty() ? "1h" : typed, ' '))
    if (!word.empty()) words.emplace_back(word);
  const LogLine line = parse_log_line(words, session.now(), Leaning::past, Loop::customer);
  Interaction talk{.kind = line.kind.value_or(Kind::call)};
  if (line.when)
    check_start(session.in_zone(*line.when), session.now(),
                "a talk to come is planned: `rapport plan WHO WHEN`");
  take_time(line, session, talk);
  if (!line.length) words.push_back(fmt::format("{}m", talk.length.count()));
  const std::string at = talk.start.minute ? " " + clock_text(*talk.start.minute) : "";
  session.say(fmt::format("{} · {} · {}{}", name_of(talk.kind), length_text(talk.length),
                          day_text(talk.start.date, session.today()), at));
  return words;
}

/// Asks for what a log line needs, on a terminal; an empty answer keeps what stands in brackets.
void ask_for_line(Session& session, LogOptions& options) {
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "`log` needs to know with whom",
                "write it in one line: rapport log \"Acme Robotics\" 1h visit: what you learned");
  ask_for_customer(session, options);
  const auto words = ask_until(session, "How long, when, how? [1h, just now, call]",
                               [&](const std::string& typed) { return words_of(typed, session); });
  if (!words) throw Error(ErrorKind::usage, "nothing was saved", "");
  options.talk.words = *words;
  const auto learned = session.ask("What did you learn? [nothing yet]");
  if (learned && !learned->empty()) options.talk.learned.push_back(*learned);
}

TypedTalk read(const LogOptions& options, Session& session) {
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

Document run_log(const LogOptions& given, Session& session) {
  LogOptions options = given;
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

constexpr std::array log_rows{
    Command{"log", "record a talk with a customer", prepare<LogOptions, declare_log, run_log>},
};

}  // namespace

std::span<const Command> log_commands() { return log_rows; }

}  // namespace rapport
