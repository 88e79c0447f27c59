#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/followups/closing.hpp"
#include "command/followups/showstoppers.hpp"
#include "command/names.hpp"
#include "command/parties.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/interactions.hpp"

// `rapport showstopper`: customers at a standstill, until it is resolved and all of them were told.
namespace rapport {
namespace {

struct ShowstopperOpenOptions {
  std::vector<std::string> name;
  std::optional<std::string> who, next, at;
};

struct ShowstopperResolveOptions {
  std::string id;
  std::optional<std::string> how, at;
};

struct ShowstopperToldOptions {
  std::string id;
  std::optional<std::string> who, on;
};

struct ShowstopperListOptions {
  bool all = false;
};

struct ShowstopperEditOptions {
  std::string id;
  std::optional<std::string> name, who, without, next;
  bool reopen = false;
};

constexpr const char* showstopper_id_help = "its number, its name or the beginning of a word in it";

void declare_showstopper_open(Args& args, ShowstopperOpenOptions& options) {
  args.word(options.name, "NAME", "what is broken, in a few words")
      .option(options.who, "--for", "WHO", "the customers affected: names with commas",
              Completes::customer)
      .option(options.next, "--next", "DATE", "when you promised the next update",
              Completes::future_date)
      .option(options.at, "--at", "WHEN", "since when; by default now", Completes::date)
      .no_option("--customer --who", "say who is affected with --for WHO")
      .example("rapport showstopper open \"Orders vanish\" --for acme,globex --next tomorrow")
      .prose(
          "It stays at the top of `status`, `week` and `team` until it is resolved and everybody "
          "affected has been told.");
}

void declare_showstopper_resolve(Args& args, ShowstopperResolveOptions& options) {
  args.word(options.id, "ID", showstopper_id_help, Completes::showstopper)
      .option(options.how, "--how", "TEXT", "how it was resolved")
      .option(options.at, "--at", "WHEN", "when; by default now", Completes::date)
      .example("rapport showstopper resolve 1 --how \"hotfix 4.2.1\"", "and whom to tell");
}

void declare_showstopper_told(Args& args, ShowstopperToldOptions& options) {
  args.word(options.id, "ID", showstopper_id_help, Completes::showstopper)
      .word(options.who, "WHO", "one of those affected; by default all", Completes::customer)
      .option(options.on, "--on", "DATE", "when; by default today", Completes::date)
      .example("rapport showstopper told 1 acme");
}

void declare_showstopper_list(Args& args, ShowstopperListOptions& options) {
  args.flag(options.all, "-a,--all", "include those that are over")
      .example("rapport showstopper list", "for how long, the first contact, and the next update")
      .prose(
          "First contact: from the opening until anybody's first talk with a customer affected, of "
          "any kind. With --pm, those that this PM looks after.");
}

void declare_showstopper_edit(Args& args, ShowstopperEditOptions& options) {
  args.word(options.id, "ID", showstopper_id_help, Completes::showstopper)
      .option(options.name, "--name", "NAME", "another name")
      .option(options.who, "--for", "WHO", "affected too", Completes::customer)
      .option(options.without, "--without", "WHO", "not affected after all", Completes::customer)
      .option(options.next, "--next", "DATE", "the next update; none clears the date",
              Completes::future_date)
      .flag(options.reopen, "--reopen", "it is not resolved after all")
      .no_option("--customer --who", "say who is affected with --for WHO")
      .example("rapport showstopper edit 1 --for initech --next fri");
}

std::set<Uid> affected_of(Store& store, const std::string& typed) {
  const Parties parties = resolve_parties(store, typed);
  if (parties.customers.empty())
    throw Error(ErrorKind::usage, fmt::format("'{}' is not a customer", printable(typed)),
                "say --for CUSTOMER");
  return parties.customers;
}

/// A moment up to now; `typed` or now itself.
Moment read_past_moment(const std::optional<std::string>& typed, Session& session) {
  if (!typed) return session.now();
  const Moment moment = parse_when(*typed, session.now(), Leaning::past);
  if (earlier(session.now(), moment))
    throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(moment)),
                "give a time up to now");
  return session.in_zone(moment);
}

Document run_showstopper_open(const ShowstopperOpenOptions& options, Session& session) {
  Showstopper stop{.name = joined(options.name, " ")};
  if (stop.name.empty())
    throw Error(ErrorKind::usage, "a showstopper needs a name: what is broken?",
                "for example: rapport showstopper open \"orders are lost\" --for acme");
  check_name(stop.name);
  if (!options.who)
    throw Error(ErrorKind::usage, "who is affected?",
                "rapport showstopper open " + shell_word(stop.name) + " --for WHO");
  stop.opened = read_past_moment(options.at, session);
  if (options.next) stop.next_update = parse_date(*options.next, session.now(), Leaning::future);
  return write<Showstopper>(
      session, "showstopper open",
      [&](Writing& writing) -> Outcome {
        stop.customers = affected_of(session.store(), *options.who);
        std::vector<std::string> notes;
        stop.pm = host_of(session, writing, session.today(), notes).uid;
        return {writing.add(stop), notes};
      },
      showstopper_answer);
}

void check_resolvable(const Showstopper& stop, const Moment& moment) {
  if (stop.resolved)
    throw Error(ErrorKind::not_found,
                fmt::format("showstopper #{} was already resolved on {}", stop.number,
                            to_string(stop.resolved->date)),
                fmt::format("`rapport showstopper edit {} --reopen` takes that back", stop.number));
  if (earlier(moment, stop.opened))
    throw Error(
        ErrorKind::usage,
        fmt::format("showstopper #{} was opened on {} only", stop.number, to_string(stop.opened)),
        "it cannot have been resolved earlier");
}

Document run_showstopper_resolve(const ShowstopperResolveOptions& options, Session& session) {
  check_text(options.how.value_or(""), "text");
  const Moment moment = read_past_moment(options.at, session);
  return write<Showstopper>(
      session, "showstopper resolve",
      [&](Writing& writing) -> Outcome {
        Showstopper stop = resolve_showstopper(session.store(), options.id);
        check_resolvable(stop, moment);
        stop.resolved = moment;
        stop.how = options.how.value_or("");
        writing.update(stop);
        return {stop.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = showstopper_answer(session, "showstopper resolve", outcome.uid);
        document.blocks.emplace_back(Text{
            fmt::format("`rapport told WHO` marks each; `rapport showstopper told {}` marks all",
                        session.store().find<Showstopper>(outcome.uid).value().number),
            Tone::quiet});
        return document;
      });
}

Document run_showstopper_told(const ShowstopperToldOptions& options, Session& session) {
  const Showstopper stop = resolve_showstopper(session.store(), options.id);
  if (!stop.resolved)
    throw Error(
        ErrorKind::not_found,
        fmt::format("showstopper #{} {} is not resolved yet", stop.number, printable(stop.name)),
        fmt::format("say `rapport showstopper resolve {0}`; a call meanwhile is `rapport "
                    "showstopper contact {0}`",
                    stop.number));
  return close_loops(session, "showstopper told", options.on,
                     options.who ? "nothing to tell them: already told, or not affected"
                                 : "everybody has already been told",
                     loops_about(LoopKind::showstopper, stop.uid, options.who));
}

Document run_showstopper_list(const ShowstopperListOptions& options, Session& session) {
  const auto pm = session.globals().pm ? std::optional{current_pm(session).uid} : std::nullopt;
  return options.all
             ? showstopper_list(load_showstoppers(session, pm), "No showstopper yet.")
             : showstopper_list(load_open_showstoppers(session, pm), "No showstopper is open.");
}

/// Takes `who` off those affected. Throws Error(not_found) for others, Error(usage) for the last.
void remove_affected(Showstopper& stop, Store& store, const std::string& who) {
  for (const Uid& gone : affected_of(store, who)) {
    const auto erased = std::erase_if(stop.customers, [&](const Uid& uid) {
      const auto customer = store.find<Customer>(uid);
      const bool is_gone = customer && surviving(store, *customer).uid == gone;
      if (is_gone) stop.told.erase(uid);
      return is_gone;
    });
    if (erased == 0)
      throw Error(ErrorKind::not_found,
                  fmt::format("'{}' is not affected by #{} {}", printable(who), stop.number,
                              printable(stop.name)),
                  "see `rapport showstopper list`");
  }
  if (stop.customers.empty())
    throw Error(ErrorKind::usage, "somebody has to be affected",
                fmt::format("`rapport showstopper resolve {}` closes it", stop.number));
}

Document run_showstopper_edit(const ShowstopperEditOptions& options, Session& session) {
  if (options.name) check_name(*options.name);
  if (!options.name && !options.who && !options.without && !options.next && !options.reopen)
    throw Error(ErrorKind::usage, "`showstopper edit` needs something to change",
                "say --name, --for, --without, --next or --reopen");
  const auto next = read_next_update(options.next, session);
  return write<Showstopper>(
      session, "showstopper edit",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        Showstopper stop = resolve_showstopper(store, options.id);
        if (options.name) stop.name = *options.name;
        if (options.who) stop.customers.merge(affected_of(store, *options.who));
        if (options.without) remove_affected(stop, store, *options.without);
        if (options.next) stop.next_update = next;
        if (options.reopen) {
          stop.resolved.reset();
          stop.how.clear();
        }
        writing.update(stop);
        return {stop.uid, {}};
      },
      showstopper_answer);
}

constexpr std::array showstopper_rows{
    Command{"showstopper open", "open one: customers are at a standstill",
            prepare<ShowstopperOpenOptions, declare_showstopper_open, run_showstopper_open>},
    Command{"showstopper list", "who is at a standstill, and for how long",
            prepare_report<ShowstopperListOptions, declare_showstopper_list, run_showstopper_list>},
    Command{
        "showstopper resolve", "resolve it: whom to tell",
        prepare<ShowstopperResolveOptions, declare_showstopper_resolve, run_showstopper_resolve>},
    Command{"showstopper told", "mark those affected as told",
            prepare<ShowstopperToldOptions, declare_showstopper_told, run_showstopper_told>},
    Command{"showstopper edit", "change who is affected, or the next update",
            prepare<ShowstopperEditOptions, declare_showstopper_edit, run_showstopper_edit>},
};

}  // namespace

std::optional<Date> read_next_update(const std::optional<std::string>& typed, Session& session) {
  if (!typed || fold(*typed) == "none") return std::nullopt;
  return parse_date(*typed, session.now(), Leaning::future);
}

Document showstopper_answer(Session& session, const char* verb, const Uid& uid) {
  ShowstopperReport report = load_showstoppers(session);
  std::erase_if(report.lines, [&](const ShowstopperLine& line) { return line.uid != uid; });
  if (report.lines.empty())
    throw Error(ErrorKind::not_found, "that showstopper has been taken back since",
                "see `rapport history`");
  return showstopper_saved(verb, report);
}

std::span<const Command> showstopper_commands() { return showstopper_rows; }

}  // namespace rapport
