#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/current_pm.hpp"
#include "command/interactions.hpp"
#include "command/join.hpp"
#include "command/names.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/standings.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/pms.hpp"

// `rapport pm`: whose cadence is tracked, since when and until when.
namespace rapport {
namespace {

struct PmAddOptions {
  std::string name;
  std::optional<std::string> from, handle;
  std::vector<std::string> emails, aliases;
  bool yes = false;
};

struct PmEditOptions {
  std::optional<std::string> who;
  std::optional<std::string> name, judge_from, joined;
  std::vector<std::string> emails, aliases, remove_emails, remove_aliases;
  bool yes = false;
};

struct PmLeaveOptions {
  std::string name;
  std::optional<std::string> on;
  bool yes = false;
};

struct PmListOptions {};

Document pm_answer(Session& session, const char* report, const Outcome& outcome) {
  Store& store = session.store();
  Document document =
      pm_document(report, store.find<Pm>(outcome.uid).value(), store.me(), session.today());
  add_notes(document, outcome);
  return document;
}

/// Refuses what somebody else is called: `names`, and the aliases and addresses of `pm`.
void check_names_free(Store& store, const Pm& pm, std::set<std::string> names) {
  names.insert(pm.aliases.begin(), pm.aliases.end());
  check_free(store, names, "pm", pm.uid);
  check_free(store, pm.emails, "pm", pm.uid);
}

void declare_pm_add(Args& args, PmAddOptions& options) {
  args.word(options.name, "NAME", "what the PM is called")
      .option(options.from, "--from", "DATE", "the first day as a member", Completes::date)
      .option(options.emails, "--email", "ADDRESS", "an e-mail address; repeatable")
      .option(options.aliases, "--alias", "NAME", "another name; repeatable")
      .option(options.handle, "--handle", "WORD",
              "a short name that never changes; by default made from NAME")
      .flag(options.yes, "--yes", yes_flips_help)
      .example("rapport pm add Priya --from 2026-01-05", "she is tracked from this day")
      .example("rapport pm add Priya --from 2026-09-01", "back after a break: a second membership")
      .prose(
          "Without --from the membership begins today, and a talk logged for an earlier day moves "
          "it back. The first PM in a book becomes `me`, the one that commands mean without --pm.");
}

/// Refuses names and addresses that cannot be, before anything is read from the book.
void check_typed(const std::optional<std::string>& name, const std::vector<std::string>& aliases,
                 const std::vector<std::string>& emails) {
  if (name) check_name(*name);
  for (const std::string& alias : aliases) check_name(alias);
  read_emails(emails);
}

/// Who bears exactly that name, alias, handle or e-mail.
std::optional<Pm> find_pm_named(Store& store, const std::string& name) {
  for (const NameHit& hit : store.match_names(fold(name), NameLevel::exact, {"pm"}))
    return store.find<Pm>(hit.uid);
  return std::nullopt;
}

Pm new_pm(const PmAddOptions& options, Store& store, std::optional<Date> from, Date today) {
  Pm pm{.name = options.name,
        .handle = options.handle ? read_handle(*options.handle) : handle_of(options.name),
        .joined = {from.value_or(today)},
        .implicit_join = !from};
  pm.emails.merge(read_emails(options.emails));
  add_each(pm.aliases, options.aliases);
  check_names_free(store, pm, {pm.name, pm.handle});
  for (const Pm& other : store.all<Pm>())  // of a PM who was renamed, perhaps
    if (other.handle == pm.handle)
      throw Error(ErrorKind::not_found,
                  fmt::format("the handle '{}' belongs to {}", pm.handle, printable(other.name)),
                  "give another one with --handle");
  return pm;
}

/// A PM who left and comes back. Throws Error(not_found) for one who is there.
Pm returning(const PmAddOptions& options, Pm pm, Date from, Date today) {
  const auto left = left_on(pm);
  if (!left)
    throw Error(ErrorKind::not_found, fmt::format("there is already a PM '{}'", printable(pm.name)),
                "`rapport pm edit` changes it; another one needs another name");
  if (from < *left)
    throw Error(ErrorKind::usage,
                fmt::format("{} is a member until {}", printable(pm.name),
                            day_text(*left - Days{1}, today)),
                "give a later day to come back: --from DATE");
  if (options.handle && read_handle(*options.handle) != pm.handle)
    throw Error(ErrorKind::usage,
                fmt::format("{}'s handle is '{}' and never changes", printable(pm.name), pm.handle),
                "leave --handle out");
  pm.joined.insert(from);
  pm.implicit_join = false;
  pm.emails.merge(read_emails(options.emails));
  add_each(pm.aliases, options.aliases);
  return pm;
}

std::string back_text(const Pm& before, const Pm& back, Date first, Date today) {
  const auto ranges = memberships(back);
  if (ranges.size() == memberships(before).size())
    return fmt::format("{} is back without a break: a member since {}", printable(back.name),
                       day_text(ranges.back().from, today));
  return fmt::format("{} is back: membership number {} begins on {}", printable(back.name),
                     ranges.size(), day_text(first, today));
}

Document run_pm_add(const PmAddOptions& options, Session& session) {
  check_typed(options.name, options.aliases, options.emails);
  if (options.handle) read_handle(*options.handle);
  std::optional<Date> from;
  if (options.from) from = parse_day_or_week(*options.from, session.now(), Leaning::past);
  const Date today = session.today();
  const Date first = from.value_or(today);
  check_join(first);
  return write<Pm>(
      session, "pm add",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        if (const auto known = find_pm_named(store, options.name)) {
          const Pm back = returning(options, *known, first, today);
          check_names_free(store, back, {});
          writing.update(back);
          return {back.uid, {back_text(*known, back, first, today)}};
        }
        const Uid uid = writing.add(new_pm(options, store, from, today));
        if (store.me()) return {uid, {}};
        writing.set_me(uid);
        return {uid,
                {fmt::format("this book is {}'s now; `rapport config set me NAME` changes that",
                             printable(options.name))}};
      },
      [&](const Outcome& outcome) { return pm_answer(session, "pm add", outcome); },
      {.asks = true, .yes = options.yes});
}

void declare_pm_edit(Args& args, PmEditOptions& options) {
  args.word(options.who, "NAME", "the PM; without it, me or --pm", Completes::pm)
      .option(options.name, "--name", "NEW", "call the PM that from now on; the handle stays")
      .option(options.emails, "--email", "ADDRESS", "add an e-mail address; repeatable")
      .option(options.remove_emails, "--remove-email", "ADDRESS", "remove one; repeatable")
      .option(options.aliases, "--alias", "NAME", "add another name; repeatable")
      .option(options.remove_aliases, "--remove-alias", "NAME", "remove one; repeatable")
      .option(options.joined, "--joined", "DATE", "the first day of the latest membership",
              Completes::date)
      .option(options.judge_from, "--judge-from", "DATE",
              "count weeks from then on, whatever the onboarding; none: follow the rules",
              Completes::date)
      .flag(options.yes, "--yes", yes_flips_help)
      .example("rapport pm edit Priya --joined 2026-01-05", "she joined earlier than recorded")
      .example("rapport pm edit Priya --judge-from 2026-W20",
               "without waiting for the first 15 visits");
}

void check_given(const PmEditOptions& options) {
  const bool any = options.name || options.judge_from || options.joined ||
                   !options.emails.empty() || !options.aliases.empty() ||
                   !options.remove_emails.empty() || !options.remove_aliases.empty();
  if (!any)
    throw Error(ErrorKind::usage, "`pm edit` needs something to change",
                "give --name, --email, --remove-email, --alias, --remove-alias, --joined or "
                "--judge-from");
}

/// Moves the first day of the latest membership, which must stay apart from the one before it.
void move_join(Pm& pm, Date day, Date today) {
  check_join(day);
  const auto ranges = memberships(pm);
  if (!ranges.empty()) {
    if (day >= ranges.back().until)
      throw Error(
          ErrorKind::usage,
          fmt::format("{} left before {}", printable(pm.name), day_text(day, today)),
          fmt::format("the last day was {}", day_text(ranges.back().until - Days{1}, today)));
    if (ranges.size() > 1 && day <= ranges[ranges.size() - 2].until)
      throw Error(ErrorKind::usage,
                  fmt::format("{} was a member until {} before", printable(pm.name),
                              day_text(ranges[ranges.size() - 2].until - Days{1}, today)),
                  "leave at least one day in between");
    pm.joined.erase(ranges.back().from);
  }
  pm.joined.insert(day);
  pm.implicit_join = false;
}

void apply_pm_edit(const PmEditOptions& options, Pm& pm, Session& session) {
  if (options.name) rename(session.store(), pm, *options.name);
  remove_each(pm.emails, options.remove_emails, "e-mail");
  remove_each(pm.aliases, options.remove_aliases, "alias");
  pm.emails.merge(read_emails(options.emails));
  add_each(pm.aliases, options.aliases);
  check_names_free(session.store(), pm, {pm.name});
  const Moment& now = session.now();
  if (options.joined)
    move_join(pm, parse_day_or_week(*options.joined, now, Leaning::past), session.today());
  if (options.judge_from && fold(*options.judge_from) == "none")
    pm.judge_from.reset();
  else if (options.judge_from)
    pm.judge_from = parse_day_or_week(*options.judge_from, now, Leaning::past);
}

Document run_pm_edit(const PmEditOptions& options, Session& session) {
  check_given(options);
  if (options.who && session.globals().pm)
    throw Error(ErrorKind::usage, "the PM is named twice", "leave --pm out");
  check_typed(options.name, options.aliases, options.emails);
  return write<Pm>(
      session, "pm edit",
      [&](Writing& writing) -> Outcome {
        Pm pm = options.who ? resolve_pm(session.store(), *options.who) : current_pm(session);
        apply_pm_edit(options, pm, session);
        writing.update(pm);
        return {pm.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = pm_answer(session, "pm edit", outcome);
        if (options.joined || options.judge_from)
          for (Block& block :
               standing_blocks(session, session.store().find<Pm>(outcome.uid).value()))
            document.blocks.push_back(std::move(block));
        return document;
      },
      {.asks = true, .yes = options.yes});
}

void declare_pm_leave(Args& args, PmLeaveOptions& options) {
  args.word(options.name, "NAME", "the PM who leaves", Completes::pm)
      .option(options.on, "--on", "DATE", "the last day as a member; today without it",
              Completes::date)
      .flag(options.yes, "--yes", yes_flips_help)
      .example("rapport pm leave Priya --on 2026-06-30", "nothing is expected from 1 July on")
      .prose(
          "DATE is the last day that counts. Everything logged stays, and `rapport pm add NAME "
          "--from DATE` begins a second membership. Run it again with --on to correct the last "
          "day.");
}

/// Ends the latest membership with `last` as its last day.
void end_membership(Pm& pm, Date last, bool is_dated, Date today) {
  const auto latest = latest_membership(pm);
  if (!latest || last < latest->from)
    throw Error(
        ErrorKind::usage,
        fmt::format("{} was not a member on {}", printable(pm.name), day_text(last, today)),
        latest ? fmt::format("the latest membership began on {}", day_text(latest->from, today))
               : "see `rapport pm list`");
  if (const auto left = left_on(pm)) {
    if (!is_dated)
      throw Error(ErrorKind::not_found,
                  fmt::format("{} has already left: the last day was {}", printable(pm.name),
                              day_text(*left - Days{1}, today)),
                  "--on DATE moves it");
    pm.left.erase(*left);
  }
  pm.left.insert(last + Days{1});
}

Document run_pm_leave(const PmLeaveOptions& options, Session& session) {
  const Date last =
      options.on ? parse_date(*options.on, session.now(), Leaning::past) : session.today();
  return write<Pm>(
      session, "pm leave",
      [&](Writing& writing) -> Outcome {
        Pm pm = resolve_pm(session.store(), options.name);
        end_membership(pm, last, options.on.has_value(), session.today());
        writing.update(pm);
        return {pm.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = pm_answer(session, "pm leave", outcome);
        const auto later = session.store().talks(outcome.uid, {last + Days{1}, last_date});
        if (!later.empty())
          document.blocks.emplace_back(
              Text{fmt::format("{} not count",
                               count_text(static_cast<std::int64_t>(later.size()),
                                          "talk after that day does", "talks after that day do")),
                   Tone::warn});
        return document;
      },
      {.asks = true, .yes = options.yes});
}

void declare_pm_list(Args& args, PmListOptions&) {
  args.example("rapport pm list", "who is tracked, since when, and who left");
}

Document run_pm_list(const PmListOptions&, Session& session) {
  Store& store = session.store();
  return pms_document(session.globals().pm ? std::vector{current_pm(session)} : store.all<Pm>(),
                      store.me(), session.today());
}

constexpr std::array pm_rows{
    Command{"pm add", "start tracking a PM, or one who is back",
            prepare<PmAddOptions, declare_pm_add, run_pm_add>},
    Command{"pm edit", "change a PM's name, addresses or dates",
            prepare<PmEditOptions, declare_pm_edit, run_pm_edit>},
    Command{"pm list", "list the PMs", prepare_report<PmListOptions, declare_pm_list, run_pm_list>},
    Command{"pm leave", "end a PM's membership",
            prepare<PmLeaveOptions, declare_pm_leave, run_pm_leave>},
};

}  // namespace

std::span<const Command> pm_commands() { return pm_rows; }

}  // namespace rapport
