#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/asking.hpp"
#include "command/current_pm.hpp"
#include "command/interactions.hpp"
#include "command/pm_book.hpp"
#include "command/talks/participants.hpp"
#include "command/talks/timers.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/interactions.hpp"

// `rapport start`, `stop` and `discard`: a talk that runs. The timer is in the book, so it outlives
// the terminal in which it was started.
namespace rapport {
namespace {

constexpr Minutes longest_talk{24 * 60};

struct StartOptions {
  std::string who;
  InteractionOptions talk;
  bool is_new = false;
};

struct StopOptions {
  InteractionOptions talk;
  std::optional<std::string> who;
  NewCustomerOptions customer;
};

struct DiscardOptions {};

void declare_start(Args& args, StartOptions& options) {
  args.word(
          options.who, "WHO",
          "customer or person: a name, the beginning of a word in it, an alias or e-mail; several "
          "with commas",
          Completes::who)
      .word(options.talk.words, "WORDS", "how and why, and when it began if not just now",
            Completes::talk_word)
      .flag(options.is_new, "--new", "WHO is a new customer, even if the name is close to another");
  declare_kind_options(args, options.talk);
  args.example("rapport start jane visit", "from now on")
      .example("rapport start acme 14:05", "from five past two on")
      .prose(
          "The timer keeps running when you close the terminal, and `rapport status` shows it. "
          "`rapport stop` logs the talk, `rapport discard` drops it.");
}

void declare_stop(Args& args, StopOptions& options) {
  args.word(options.talk.words, "WORDS", "how long it really was, how and why", Completes::length)
      .colon_opens_text(0)
      .option(options.who, "--who", "WHO", "whom it was with, if not whom you named at the start",
              Completes::who);
  declare_learned_options(args, options.talk);
  declare_note_options(args, options.talk);
  declare_host_options(args, options.talk);
  declare_kind_options(args, options.talk);
  declare_new_customer_options(args, options.customer);
  args.example("rapport stop : they re-key every order", "a talk as long as the timer ran")
      .example("rapport stop 45m --mood good", "it was only 45 minutes");
}

void declare_discard(Args& args, DiscardOptions&) {
  args.example("rapport discard", "nothing is logged; `rapport undo` lets the timer run again");
}

std::optional<Timer> find_timer(Store& store, const Uid& pm) {
  for (Timer& timer : store.all<Timer>())
    if (timer.pm == pm) return std::move(timer);
  return std::nullopt;
}

std::optional<Timer> find_timer(Session& session) {
  const auto pm = find_current_pm(session);
  return pm ? find_timer(session.store(), pm->uid) : std::nullopt;
}

/// Removes it. Throws Error(not_found) where none runs.
void end_timer(const std::optional<Timer>& timer, Writing& writing) {
  if (!timer)
    throw Error(ErrorKind::not_found, "no timer is running",
                "`rapport start WHO` starts one; `rapport log` records what is over");
  writing.remove<Timer>(timer->uid);
}

Timer read_start(const StartOptions& options, Session& session) {
  const LogLine line = read_line(options.talk, session, Leaning::past);
  if (line.length)
    throw Error(ErrorKind::usage, "a timer measures how long it takes",
                "leave the length out; `rapport log` records what is over");
  if (line.learned)
    throw Error(ErrorKind::usage, "what is learned is said at the end",
                "leave it out now; then: `rapport stop : TEXT`");
  if (line.when && !line.when->minute)
    throw Error(ErrorKind::usage, "a timer needs the time of day at which it began",
                "write it as 14:05");
  Timer timer{.started = session.in_zone(line.when.value_or(session.now())),
              .kind = line.kind.value_or(Kind::call),
              .purpose = line.purpose.value_or(Purpose::discovery)};
  refuse_future(timer.started, session.now(), "`rapport plan` is for talks to come");
  if (elapsed(timer, session.now()) > longest_talk)
    throw Error(ErrorKind::usage, fmt::format("{} is too long ago", to_string(timer.started)),
                "`rapport log` records what is over");
  return timer;
}

/// Settles whom the timer is for, as `log` would; what is found out later changes nothing. A new
/// customer is created when it stops, but for an insisted one, whose name might then be taken for
/// that of another.
void settle_who(Timer& timer, const StartOptions& options, Store& store, Writing& writing,
                std::vector<std::string>& notes) {
  const Who who =
      resolve_who(store, options.who, options.is_new ? NearMiss::insist_new : NearMiss::stop);
  refuse_colleagues(store, who);
  for (const Customer& customer : who.customers) timer.customers.insert(customer.uid);
  std::vector<std::string> to_be_made;
  for (const Person& person : who.people)
    if (person.uid.is_nil())
      to_be_made.push_back(*person.emails.begin());
    else
      timer.people.insert(person.uid);
  for (const std::string& name : who.unknown) {
    if (!options.is_new) refuse_odd(store, name, true);
    if (options.is_new)
      timer.customers.insert(writing.add(Customer{.name = name}));
    else
      to_be_made.push_back(name);
    notes.push_back(fmt::format("{} is {} new customer", printable(name),
                                options.is_new ? "a" : "not known yet: it will be a"));
  }
  timer.who = joined(to_be_made);
}

/// Whom the timer is for, wherever they are now. Throws Error(not_found) where nobody is left.
Who settled_who(Store& store, const Timer& timer) {
  Who who = timer.who.empty() ? Who{} : resolve_who(store, timer.who, NearMiss::insist_new);
  for (const Uid& uid : timer.customers)
    if (auto customer = store.find<Customer>(uid)) who.customers.push_back(std::move(*customer));
  for (const Uid& uid : timer.people)
    if (auto person = store.find<Person>(uid)) who.people.push_back(std::move(*person));
  if (who.customers.empty() && who.unknown.empty())
    throw Error(ErrorKind::not_found,
                "whoever the timer was started for is not in the book any more",
                "say whom it was with: `rapport stop --who NAME`");
  return who;
}

std::string since_text(Session& session, const Timer& timer) {
  return since_text(timer_parties(session.store(), timer), timer.started, session.today());
}

Document start_answer(Session& session, const Outcome& outcome) {
  const Timer timer = session.store().find<Timer>(outcome.uid).value();
  Document document{
      .report = "start",
      .blocks = {KeyValues{{value_for_programs("uid", to_string(timer.uid)),
                            value_for_programs("who", timer_parties(session.store(), timer)),
                            value_for_programs("started", timer.started),
                            value_for_programs("kind", std::string(name_of(timer.kind))),
                            value_for_programs("purpose", std::string(name_of(timer.purpose)))}},
                 Text{"timer started: " + since_text(session, timer), Tone::strong}},
      .saved = "timer started"};
  add_notes(document, outcome);
  return document;
}

Document run_start(const StartOptions& given, Session& session) {
  StartOptions options = given;
  options.talk.name = options.who;
  options.talk.may_learn = false;
  take_whole_name(session, options.who, options.talk.words);
  const Timer read = read_start(options, session);
  return write<Timer>(
      session, "start",
      [&](Writing& writing) {
        Outcome outcome;
        Timer timer = read;
        timer.pm = host_of(session, writing, timer.started.date, outcome.notes).uid;
        if (const auto running = find_timer(session.store(), timer.pm))
          throw Error(ErrorKind::not_found,
                      "a timer is already running: " + since_text(session, *running),
                      "`rapport stop` logs that talk, `rapport discard` drops it");
        settle_who(timer, options, session.store(), writing, outcome.notes);
        outcome.uid = writing.add(timer);
        return outcome;
      },
      [&](const Outcome& outcome) { return start_answer(session, outcome); });
}

/// As long as the timer ran; somebody is asked where that can hardly be.
Minutes measured_length(const Timer& timer, Session& session) {
  const Minutes length = std::max(elapsed(timer, session.now()), Minutes{1});
  if (length < forgotten_after) return length;
  const std::string ran = fmt::format("the timer has run for {}", length_text(length));
  const std::string hint = "say how long the talk was: `rapport stop 45m`; or `rapport discard` it";
  if (length > longest_talk)
    throw Error(ErrorKind::usage, ran + ", longer than a talk can be", hint);
  if (!session.can_ask()) throw Error(ErrorKind::usage, ran + ": was it forgotten?", hint);
  const auto answer = ask_until(
      session,
      fmt::format("The timer has run for {0}. How long was it? [{0}]", length_text(length)),
      [&](const std::string& typed) { return typed.empty() ? length : parse_length(typed); });
  if (!answer) throw Error(ErrorKind::usage, "nothing was saved");
  return *answer;
}

InteractionDraft read_stop(const StopOptions& options, const Timer& timer, Session& session) {
  const LogLine line = read_line(options.talk, session, Leaning::past);
  if (line.when)
    throw Error(ErrorKind::usage, "the timer knows when the talk began",
                "say how long it was: `rapport stop 45m`; `rapport amend ID WHEN` moves it");
  InteractionDraft draft{
      .interaction = {.start = timer.started, .kind = timer.kind, .purpose = timer.purpose}};
  apply(draft, line, options.talk, session);
  refuse_future(timer.started, session.now(), "the clock was put back; `rapport discard` drops it");
  if (!line.length) draft.interaction.length = measured_length(timer, session);
  // Longer than the timer ran: it was started late, for a talk ends before it is logged.
  if (line.length && *line.length > elapsed(timer, session.now()))
    draft.interaction.start = session.in_zone(later_by(session.now(), -line.length->count()));
  edit_note(draft, options.talk, session);
  return draft;
}

Document run_stop(const StopOptions& options, Session& session) {
  const auto timer = find_timer(session);  // none: refused below, unless it is a retry
  const auto draft = timer ? read_stop(options, *timer, session) : InteractionDraft{};
  return record(session, "stop", draft, [&](Recording& recording) {
    end_timer(timer, recording.writing);
    if (options.who)
      add_customers(recording, *options.who, options.customer);
    else
      add_customers(recording, settled_who(session.store(), *timer), options.customer);
    save(recording);
  });
}

Document run_discard(const DiscardOptions&, Session& session) {
  return write<Timer>(
      session, "discard",
      [&](Writing& writing) -> Outcome {
        const auto timer = find_timer(session);
        end_timer(timer, writing);
        return {timer->uid, {}};
      },
      [&](const Outcome& outcome) -> Document {
        const auto timer = session.store().last_known<Timer>(outcome.uid);
        const Minutes ran = elapsed(timer, session.now());
        return {
            .report = "discard",
            .blocks = {KeyValues{{value_for_programs("who", timer_parties(session.store(), timer)),
                                  value_for_programs("started", timer.started),
                                  value_for_programs("minutes", ran)}},
                       Text{fmt::format("dropped: {}, {}", since_text(session, timer),
                                        length_text(ran)),
                            Tone::strong},
                       Text{"`rapport undo` lets it run again", Tone::quiet}},
            .saved = "dropped"};
      });
}

constexpr std::array timer_rows{
    Command{"start", "start a timer for a talk", prepare<StartOptions, declare_start, run_start>},
    Command{"stop", "stop the timer and log the talk",
            prepare<StopOptions, declare_stop, run_stop>},
    Command{"discard", "drop the timer without logging",
            prepare<DiscardOptions, declare_discard, run_discard>},
};

}  // namespace

std::optional<RunningTalk> running_talk(Session& session, const Pm& pm) {
  const auto timer = find_timer(session.store(), pm.uid);
  if (!timer) return std::nullopt;
  return RunningTalk{.who = timer_parties(session.store(), *timer),
                     .started = timer->started,
                     .elapsed = std::max(elapsed(*timer, session.now()), Minutes{0})};
}

std::span<const Command> timer_commands() { return timer_rows; }

}  // namespace rapport
