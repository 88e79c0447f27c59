#include <fmt/format.h>

#include <array>

#include "command/asking.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/talks/participants.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/interactions.hpp"

// `rapport log`: one talk in one line. The most important command: everything else reads what it
// writes. Top to bottom: what is typed, or asked for, becomes a draft (`read_past`); then, under
// the write lock, names become customers and people, and the draft is saved.
namespace rapport {
namespace {

struct LogOptions {
  std::optional<std::string> who;
  InteractionOptions talk;
  NewCustomerOptions customer;
  std::vector<std::string> ideas;
};

void declare_log(Args& args, LogOptions& options) {
  args.word(
      options.who, "WHO",
      "customer or person: a name, the beginning of a word in it, an alias or e-mail; several "
      "with commas",
      Completes::who);
  declare_interaction_options(args, options.talk);
  declare_new_customer_options(args, options.customer);
  args.option(options.ideas, "--idea", "WHAT",
              "what they ask for: its number or name, a new name for a new one; repeatable",
              Completes::idea)
      .example("rapport log jane 1h yest: exports fail silently",
               "an hour with Jane yesterday, and what you learned")
      .example("rapport log acme 45m 14:00 visit demo", "today at two, face to face, a demo")
      .example("rapport log globex,initech 2h board mon --mood rough")
      .example(
          "rapport log acme 1h --promise \"send the plan\" --due fri -l \"pain: re-keying "
          "#orders\"")
      .example("rapport log globex 30m --idea \"Bulk export\"",
               "they want it, and the talk proves it")
      .prose(
          "Without a date the talk has just ended. Lengths: 45m, 1h, 1h30, 1.5h, 90, 14:00-15:10. "
          "Dates: today, yest, mon, last tue, -3d, 3 mar, 2026-11-20, 2 weeks ago. An unknown name "
          "adds a new customer, and says so. Type `rapport log` alone to be asked. The shell "
          "treats some characters specially (' ( & ; $ #): put what you learned in quotes, or end "
          "the line with a bare : and type it when asked.");
}

/// Whom `typed` means, as a sentence. Throws Error as `resolve_who`.
std::string who_text(Store& store, const std::string& typed) {
  const Who who = resolve_who(store, typed, NearMiss::stop);
  std::vector<std::string> names;
  for (const Person& person : who.people) names.push_back(person.name);
  for (const Customer& customer : who.customers) names.push_back(customer.name);
  for (const std::string& name : who.unknown) {
    refuse_odd(store, name, true);
    names.push_back(name + ", a new customer");
  }
  return "with " + joined(names, " and ");
}

std::string ask_for_who(Session& session) {
  const auto who = ask_until(session, "Whom did you talk with?", [&](const std::string& typed) {
    if (typed.empty()) throw Error(ErrorKind::usage, "a name, or Ctrl-C to quit");
    session.inform(asking_which(session, [&] { return who_text(session.store(), typed); }));
    return typed;
  });
  if (!who) throw Error(ErrorKind::usage, "nothing was saved", "");
  return *who;
}

/// The words of an answer, once they make an interaction that is over; says which. Throws
/// Error(usage).
std::vector<std::string> words_of_answer(const std::string& typed, Session& session) {
  InteractionOptions options;
  for (const std::string_view word : split(typed.empty() ? "1h" : typed, ' '))
    if (!word.empty()) options.words.emplace_back(word);
  const Interaction talk = read_past(options, session, {}, [](const Interaction&) {
                             return "for a talk still to come: `rapport plan WHO WHEN`";
                           }).interaction;
  if (!parse_log_line(options.words, session.now(), Leaning::past).length)
    options.words.insert(options.words.begin(), fmt::format("{}m", talk.length.count()));
  session.inform(fmt::format("{} · {} · {}", name_of(talk.kind), length_text(talk.length),
                             when_text(talk.start, session.today())));
  return options.words;
}

/// Asks for what a log line needs, on a terminal; an empty answer keeps what stands in brackets.
void ask_for_line(Session& session, LogOptions& options) {
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "`log` needs to know with whom",
                "write it in one line: rapport log \"Acme Robotics\" 1h visit: what you learned");
  options.who = ask_for_who(session);
  const auto words =
      ask_until(session, "How long, when, how? [1h, just now, call]",
                [&](const std::string& typed) { return words_of_answer(typed, session); });
  if (!words) throw Error(ErrorKind::usage, "nothing was saved", "");
  options.talk.words = *words;
  const auto learned = session.ask("What did you learn? [nothing yet]");
  if (learned && !learned->empty()) options.talk.learned.push_back(*learned);
}

void add_votes(Recording& recording, const std::vector<std::string>& ideas) {
  for (std::string& sentence :
       add_votes(ideas, recording.session.store(), recording.writing, recording.draft.interaction))
    recording.outcome.notes.push_back(std::move(sentence));
}

Document run_log(const LogOptions& given, Session& session) {
  LogOptions options = given;
  options.talk.name = options.who.value_or("");
  if (options.who)
    take_whole_name(session, *options.who, options.talk.words);
  else
    ask_for_line(session, options);
  const InteractionDraft draft =
      read_past(options.talk, session, {}, [&](const Interaction& to_come) {
        return "for a talk still to come: " +
               command_hint("plan", *options.who, typed_words(to_come));
      });
  return record(session, "log", draft, [&](Recording& recording) {
    add_customers(recording, *options.who, options.customer);
    save(recording);
    add_votes(recording, options.ideas);
  });
}

constexpr std::array log_rows{
    Command{"log", "record a talk with a customer", prepare<LogOptions, declare_log, run_log>},
};

}  // namespace

std::span<const Command> log_commands() { return log_rows; }

}  // namespace rapport
