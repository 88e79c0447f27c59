#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/followups/closing.hpp"
#include "command/followups/loops.hpp"
#include "command/interactions.hpp"
#include "command/names.hpp"
#include "command/parties.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/worded.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/report/promises.hpp"

// `rapport promise`: what a PM said they would do, whether it was done, and who has heard.
namespace rapport {
namespace {

struct PromiseAddOptions {
  std::vector<std::string> text;
  std::optional<std::string> who, due, from;
};

struct PromiseListOptions {
  bool open = false;
  bool overdue = false;
  bool all = false;
};

struct PromiseKeepOptions {
  std::string id;
  std::optional<std::string> on;
  bool told = false;
};

struct PromiseToldOptions {
  std::string id;
  std::optional<std::string> who, on;
};

struct PromiseEditOptions {
  std::string id;
  std::optional<std::string> text, who, due;
};

struct PromiseDropOptions {
  std::string id;
};

constexpr const char* promise_id_help =
    "its number in `rapport promise list`, or words of the promise";

void declare_promise_add(Args& args, PromiseAddOptions& options) {
  args.word(options.text, "TEXT", "what you said you would do")
      .option(options.who, "--for", "WHO", "customers or a colleague: names with commas",
              Completes::who)
      .option(options.due, "--due", "DATE", "by when", Completes::future_date)
      .option(options.from, "--from", "ID", "the talk in which you said it", Completes::id)
      .no_option("--to --customer --who", "say whom it was promised to with --for WHO")
      .example("rapport promise add send the rollout plan --for acme --due fri")
      .example("rapport log acme 1h --promise \"send the plan\" --due fri",
               "the same, while logging the talk");
}

void declare_promise_list(Args& args, PromiseListOptions& options) {
  args.flag(options.open, "--open", "only those not done")
      .flag(options.overdue, "--overdue", "only overdue ones")
      .flag(options.all, "-a,--all", "include those done and told")
      .example("rapport promise list", "the most overdue first; then those done but not told")
      .prose("Lists the promises of one PM: --pm, or you; everybody's in a book without a `me`.");
}

void declare_promise_keep(Args& args, PromiseKeepOptions& options) {
  args.word(options.id, "ID", promise_id_help, Completes::promise)
      .option(options.on, "--on", "DATE", "when it was done; by default today", Completes::date)
      .flag(options.told, "--told", "and whoever it was for has been told")
      .example("rapport promise keep \"rollout plan\"")
      .example("rapport promise keep 3", "done; still to tell whoever it was for")
      .example("rapport promise keep 3 --told", "done and told in one go");
}

void declare_promise_told(Args& args, PromiseToldOptions& options) {
  args.word(options.id, "ID", promise_id_help, Completes::promise)
      .word(options.who, "WHO", "one of several; by default all", Completes::who)
      .option(options.on, "--on", "DATE", "when; by default today", Completes::date)
      .example("rapport promise told 3");
}

void declare_promise_edit(Args& args, PromiseEditOptions& options) {
  args.word(options.id, "ID", promise_id_help, Completes::promise)
      .option(options.text, "--text", "TEXT", "other words")
      .option(options.who, "--for", "WHO", "for somebody else instead", Completes::who)
      .option(options.due, "--due", "DATE", "when it is due; none clears the date",
              Completes::future_date)
      .example("rapport promise edit 3 --due \"next fri\"");
}

void declare_promise_drop(Args& args, PromiseDropOptions& options) {
  args.word(options.id, "ID", promise_id_help, Completes::promise)
      .example("rapport promise drop 3", "it was never a promise")
      .prose("The history keeps it, and `rapport undo` brings it back.");
}

/// By number, or by words of its text; of those that are open, if any has them.
Promise resolve_promise(Store& store, const std::string& typed) {
  return resolve_worded<Promise>(store, typed, "promise", "see `rapport promise list --all`",
                                 [](const Promise& promise) { return !promise.kept; });
}

PromiseReport load_promises(Session& session, PromiseFilter filter,
                            const std::optional<Uid>& pm = {}) {
  LoopFacts facts = load_loop_facts(session);
  if (pm) std::erase_if(facts.promises, [&](const Promise& promise) { return promise.pm != *pm; });
  std::map<Uid, std::string> pms;
  for (const Pm& one : session.store().all<Pm>()) pms.emplace(one.uid, one.name);
  return build_promises(facts, pms, session.today(), filter);
}

/// What a command that wrote the promise `uid` answers.
Document promise_answer(Session& session, const char* verb, const Uid& uid) {
  const PromiseReport report = load_promises(session, PromiseFilter::all);
  const auto line = std::find_if(report.lines.begin(), report.lines.end(),
                                 [&](const PromiseLine& one) { return one.promise.uid == uid; });
  if (line == report.lines.end())
    throw Error(ErrorKind::not_found, "that promise has been dropped since",
                "see `rapport history`");
  return promise_document(verb, *line, session.today());
}

void set_parties(Promise& promise, Store& store, const std::string& who) {
  const Parties parties = resolve_parties(store, who);
  promise.customers = parties.customers;
  promise.colleague = parties.customers.empty() ? parties.colleague : std::nullopt;
}

Document run_promise_add(const PromiseAddOptions& options, Session& session) {
  const std::string text = joined(options.text, " ");
  check_text(text, "promise");
  if (trim(text).empty())
    throw Error(ErrorKind::usage, "`promise add` needs to know what was promised",
                "rapport promise add \"send the plan\" --for acme --due fri");
  if (!options.who)
    throw Error(ErrorKind::usage, "whom was it promised to?",
                "rapport promise add " + shell_word(text) + " --for WHO");
  Promise promise{.text = text, .made = session.today()};
  if (options.due) promise.due = parse_date(*options.due, session.now(), Leaning::future);
  return write<Promise>(
      session, "promise add",
      [&](Writing& writing) -> Outcome {
        set_parties(promise, session.store(), *options.who);
        std::vector<std::string> notes;
        promise.pm = host_of(session, writing, session.today(), notes).uid;
        if (options.from) {
          const Interaction talk = resolve_interaction(session.store(), *options.from);
          promise.interaction = talk.uid;
          promise.made = talk.start.date;
        }
        return {writing.add(promise), notes};
      },
      promise_answer);
}

Document run_promise_list(const PromiseListOptions& options, Session& session) {
  if (options.open + options.overdue + options.all > 1)
    throw Error(ErrorKind::usage, "--open, --overdue and --all do not go together",
                "keep one of them");
  const PromiseFilter filter = options.open      ? PromiseFilter::open
                               : options.overdue ? PromiseFilter::overdue
                               : options.all     ? PromiseFilter::all
                                                 : PromiseFilter::waiting;
  const auto pm = find_current_pm(session);
  return document_of(load_promises(session, filter, pm ? std::optional{pm->uid} : std::nullopt),
                     filter);
}

Document run_promise_keep(const PromiseKeepOptions& options, Session& session) {
  const Date day =
      options.on ? parse_date(*options.on, session.now(), Leaning::past) : session.today();
  if (day > session.today())
    throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(day)),
                "say it once it is done");
  return write<Promise>(
      session, "promise keep",
      [&](Writing& writing) -> Outcome {
        Promise promise = resolve_promise(session.store(), options.id);
        if (promise.kept)
          throw Error(ErrorKind::not_found,
                      fmt::format("promise #{} was already done on {}", promise.number,
                                  to_string(*promise.kept)),
                      fmt::format("`rapport promise told {}` marks it as told", promise.number));
        promise.kept = day;
        if (options.told) promise.told = day;
        writing.update(promise);
        return {promise.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = promise_answer(session, "promise keep", outcome.uid);
        if (!options.told)
          document.blocks.emplace_back(
              Text{fmt::format(
                       "`rapport promise told {}` once you have told them, or `rapport told WHO`",
                       session.store().find<Promise>(outcome.uid).value().number),
                   Tone::quiet});
        return document;
      });
}

Document run_promise_told(const PromiseToldOptions& options, Session& session) {
  const Promise promise = resolve_promise(session.store(), options.id);
  if (!promise.kept)
    throw Error(ErrorKind::not_found,
                fmt::format("promise #{} is not done yet: {}", promise.number,
                            printable(shown_text(promise))),
                fmt::format("say `rapport promise keep {} --told`", promise.number));
  return close_loops(session, "promise told", options.on,
                     options.who ? "nothing to tell them: already told, or it was not for them"
                                 : "everybody has already been told",
                     loops_about(LoopKind::promise, promise.uid, options.who));
}

Document run_promise_edit(const PromiseEditOptions& options, Session& session) {
  if (!options.text && !options.who && !options.due)
    throw Error(ErrorKind::usage, "`promise edit` needs something to change",
                "say --text, --for or --due");
  if (options.text) check_text(*options.text, "promise");
  if (options.text && trim(*options.text).empty())
    throw Error(ErrorKind::usage, "a promise needs words", "`rapport promise drop` removes one");
  std::optional<Date> due;
  if (options.due && fold(*options.due) != "none")
    due = parse_date(*options.due, session.now(), Leaning::future);
  return write<Promise>(
      session, "promise edit",
      [&](Writing& writing) -> Outcome {
        Promise promise = resolve_promise(session.store(), options.id);
        if (options.text) promise.text = *options.text;
        if (options.due) promise.due = due;
        if (options.who) set_parties(promise, session.store(), *options.who);
        writing.update(promise);
        return {promise.uid, {}};
      },
      promise_answer);
}

Document run_promise_drop(const PromiseDropOptions& options, Session& session) {
  return write<Promise>(
      session, "promise drop",
      [&](Writing& writing) -> Outcome {
        const Promise promise = resolve_promise(session.store(), options.id);
        writing.remove<Promise>(promise.uid);
        return {promise.uid, {}};
      },
      [&](const Outcome& outcome) {
        return dropped_document(session.store().last_known<Promise>(outcome.uid));
      });
}

constexpr std::array promise_rows{
    Command{"promise add", "add something you said you would do",
            prepare<PromiseAddOptions, declare_promise_add, run_promise_add>},
    Command{"promise list", "list what you promised, most overdue first",
            prepare_report<PromiseListOptions, declare_promise_list, run_promise_list>},
    Command{"promise keep", "mark it done: whom to tell",
            prepare<PromiseKeepOptions, declare_promise_keep, run_promise_keep>},
    Command{"promise told", "mark whoever it was for as told",
            prepare<PromiseToldOptions, declare_promise_told, run_promise_told>},
    Command{"promise edit", "change its words, whom it is for, or when it is due",
            prepare<PromiseEditOptions, declare_promise_edit, run_promise_edit>},
    Command{"promise drop", "remove a promise",
            prepare<PromiseDropOptions, declare_promise_drop, run_promise_drop>},
};

}  // namespace

std::span<const Command> promise_commands() { return promise_rows; }

}  // namespace rapport
