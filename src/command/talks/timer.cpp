#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/asking.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "command/talks/new_talk.hpp"
#include "command/talks/timers.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"

// `rapport start`, `stop` and `discard`: a talk that runs. The timer is in the book, so it outlives
// the terminal in which it was started.
namespace rapport {
namespace {

constexpr Minutes longest_talk{24 * 60};

struct StartOptions {
  std::string who;
  TalkOptions talk;
  bool is_new = false;
};

struct StopOptions {
  TalkOptions talk;
  std::optional<std::string> who;
  NewCustomerOptions customer;
};

struct DiscardOptions {};

void declare_start(Args& args, StartOptions& options) {
  args.word(options.who, "WHO",
            "customer or person: a name, part of it, an alias or e-mail; several with commas",
            Completes::who)
      .word(options.talk.words, "WORDS", "how and why, and when it began if not just now",
            Completes::talk_word)
      .flag(options.is_new, "--new", "WHO is a new customer, however near its name is to another");
  declare_kind_options(args, options.talk);
  args.example("rapport start jane visit", "from now on")
      .example("rapport start acme 14:05", "from five past two on")
      .prose(
          "The timer goes on when the terminal is closed, and `rapport status` shows it. `rapport "
          "stop` makes a talk of it, `rapport discard` drops it.");
}

void declare_stop(Args& args, StopOptions& options) {
  args.word(options.talk.words, "WORDS",
            "the length where it is not what was measured; how and why it was", Completes::length)
      .colon_opens_text(0)
      .option(options.who, "--who", "WHO", "whom it was with, if not as the timer says",
              Completes::who);
  declare_learned_options(args, options.talk);
  declare_note_options(args, options.talk);
  declare_host_options(args, options.talk);
  declare_kind_options(args, options.talk);
  declare_new_customer_options(args, options.customer);
  args.example("rapport stop : they re-key every order", "a talk as long as the timer ran")
      .example("rapport stop 45m --mood good", "it was 45 minutes, and the timer ran on");
}

void declare_discard(Args& args, DiscardOptions&) {
  args.example("rapport discard", "nothing is logged; `rapport undo` lets the timer run again");
}

std::string since_text(const Timer& timer, const Moment& now) {
  return fmt::format("{} since {}", printable(timer.who),
                     timer.started.date == now.date ? clock_text(timer.started.minute.value_or(0))
                                                    : when_text(timer.started, now.date));
}

Timer running_timer(Session& session) {
  const auto pm = session.find_pm();
  if (const auto timer = pm ? timer_of(session.store(), pm->uid) : std::nullopt) return *timer;
  throw Error(ErrorKind::not_found, "no timer runs",
              "`rapport start WHO` starts one; `rapport log` records what is over");
}

Timer read_start(const StartOptions& options, Session& session) {
  const LogLine line = read_talk_options(options.talk, session.now(), Leaning::past);
  if (line.length)
    throw Error(ErrorKind::usage, "a timer measures how long it takes",
                "leave the length out; `rapport log` records what is over");
  if (line.learned)
    throw Error(ErrorKind::usage, "what is learned is said at the end",
                "leave it out now; then: `rapport stop : TEXT`");
  if (line.when && !line.when->minute)
    throw Error(ErrorKind::usage, "a timer needs the time of day at which it began",
                "write it as 14:05");
  Timer timer{.who = options.who,
              .started = session.in_zone(line.when.value_or(session.now())),
              .kind = line.kind.value_or(Kind::call),
              .purpose = line.purpose.value_or(Purpose::discovery)};
  check_start(timer.started, session.now(), "`rapport plan` is for talks to come");
  if (elapsed(timer, session.now()) > longest_talk)
    throw Error(ErrorKind::usage, fmt::format("{} is too long ago", to_string(timer.started)),
                "`rapport log` records what is over");
  return timer;
}

/// Checks whom the timer is for as `log` would. A new customer is created when it stops, but for an
/// insisted one, whose name might then be taken for that of another.
void check_who(const StartOptions& options, Store& store, Writing& writing,
               std::vector<std::string>& says) {
  const Who who =
      resolve_who(store, options.who, options.is_new ? NearMiss::insist_new : NearMiss::stop);
  refuse_colleagues(store, who);
  for (const std::string& name : who.unknown) {
    if (options.is_new) writing.add(Customer{.name = name}, space::team);
    says.push_back(fmt::format("{} is {} new customer", printable(name),
                               options.is_new ? "a" : "not known yet: it will be a"));
  }
}

Document start_answer(Session& session, const Timer& timer, const std::vector<std::string>& says) {
  Document document{.report = "start", .saved = "the timer runs"};
  document.blocks.push_back(
      KeyValues{{value_for_programs("uid", to_string(timer.uid)),
                 value_for_programs("who", timer.who), value_for_programs("started", timer.started),
                 value_for_programs("kind", std::string(name_of(timer.kind))),
                 value_for_programs("purpose", std::string(name_of(timer.purpose)))}});
  document.blocks.push_back(
      Text{fmt::format("the timer runs: {}", since_text(timer, session.now())), Tone::strong});
  for (const std::string& sentence : says) document.blocks.push_back(Text{sentence});
  return document;
}

Document run_start(const StartOptions& options, Session& session) {
  Timer timer = read_start(options, session);
  Writing writing = session.write("start");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return start_answer(session, written_by<Timer>(store, *before, "start"), {});
  std::vector<std::string> says;
  const Pm host = host_of(session, writing, timer.started.date, says);
  if (const auto running = timer_of(store, host.uid))
    throw Error(ErrorKind::not_found,
                fmt::format("a timer runs already: {}", since_text(*running, session.now())),
                "`rapport stop` logs that talk, `rapport discard` drops it");
  check_who(options, store, writing, says);
  timer.pm = host.uid;
  timer.uid = writing.add(timer, space::local);
  writing.commit();
  return start_answer(session, timer, says);
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

TypedTalk read_stop(const StopOptions& options, const Timer& timer, Session& session) {
  const LogLine line = read_talk_options(options.talk, session.now(), Leaning::past);
  if (line.when)
    throw Error(ErrorKind::usage, "the timer knows when the talk began",
                "say how long it was: `rapport stop 45m`; `rapport amend ID WHEN` moves it");
  TypedTalk typed = read_talk(options.talk, line);
  typed.talk.start = timer.started;
  typed.talk.kind = line.kind.value_or(timer.kind);
  typed.talk.purpose = line.purpose.value_or(timer.purpose);
  check_start(timer.started, session.now(), "the clock was put back; `rapport discard` drops it");
  typed.talk.length = line.length ? *line.length : measured_length(timer, session);
  edit_note(options.talk, session, typed);
  return typed;
}

Document run_stop(const StopOptions& options, Session& session) {
  if (session.repeated()) return talk_again(session, "stop");
  const Timer timer = running_timer(session);
  const TypedTalk typed = read_stop(options, timer, session);
  return record_talk(session, "stop", [&](Writing& writing) {
    SavedTalk saved{.talk = typed.talk, .host = {}, .created = {}, .says = {}};
    writing.remove<Timer>(timer.uid);
    saved.host = host_of(session, writing, typed.talk.start.date, saved.says);
    take_customers(options.customer, options.who.value_or(timer.who), session.store(), writing,
                   saved);
    write_talk(options.talk, typed, session, writing, saved);
    return saved;
  });
}

Document run_discard(const DiscardOptions&, Session& session) {
  if (session.repeated())
    return {.report = "discard", .blocks = {Text{"done already, under the same --op-id"}}};
  const Timer timer = running_timer(session);
  Writing writing = session.write("discard");
  writing.remove<Timer>(timer.uid);
  writing.commit();
  const Minutes ran = elapsed(timer, session.now());
  return {.report = "discard",
          .blocks = {KeyValues{{value_for_programs("who", timer.who),
                                value_for_programs("started", timer.started),
                                value_for_programs("minutes", ran)}},
                     Text{fmt::format("dropped: {}, {}", since_text(timer, session.now()),
                                      length_text(ran)),
                          Tone::strong},
                     Text{"`rapport undo` lets it run again", Tone::quiet}},
          .saved = "dropped"};
}

constexpr std::array timer_rows{
    Command{"start", "start a timer for a talk that begins",
            prepare<StartOptions, declare_start, run_start>},
    Command{"stop", "end the talk that runs and log it",
            prepare<StopOptions, declare_stop, run_stop>},
    Command{"discard", "drop the timer, log nothing",
            prepare<DiscardOptions, declare_discard, run_discard>},
};

}  // namespace

std::optional<Timer> timer_of(Store& store, const Uid& pm) {
  for (const Timer& timer : store.all<Timer>())
    if (timer.pm == pm) return timer;
  return std::nullopt;
}

std::optional<RunningTalk> running_talk(Session& session, const Pm& pm) {
  const auto timer = timer_of(session.store(), pm.uid);
  if (!timer) return std::nullopt;
  return RunningTalk{.who = timer->who,
                     .started = timer->started,
                     .elapsed = std::max(elapsed(*timer, session.now()), Minutes{0})};
}

std::span<const Command> timer_commands() { return timer_rows; }

}  // namespace rapport
