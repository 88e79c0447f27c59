#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/names.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"

// `rapport pm`: whose cadence is tracked, since when and until when.
namespace rapport {
namespace {

struct PmAddOptions {
  std::string name;
  std::optional<std::string> from, handle;
  std::vector<std::string> emails, aliases;
};

struct PmEditOptions {
  std::optional<std::string> who;
  std::optional<std::string> name, judge_from, joined;
  std::vector<std::string> emails, aliases, remove_emails, remove_aliases;
};

struct PmLeaveOptions {
  std::string name;
  std::optional<std::string> on;
};

struct PmListOptions {};

/// The membership that matters: the latest one; nothing for somebody who never joined.
std::optional<DateRange> latest_membership(const Pm& pm) {
  const auto ranges = memberships(pm);
  return ranges.empty() ? std::nullopt : std::optional{ranges.back()};
}

/// The first day no longer a member, where there is one.
std::optional<Date> left_on(const Pm& pm) {
  const auto latest = latest_membership(pm);
  return latest && latest->until != last_date ? std::optional{latest->until} : std::nullopt;
}

std::string line_of(const Pm& pm, Date today) {
  std::string line = fmt::format("#{} {} · {}", pm.number, printable(pm.name), pm.handle);
  if (const auto latest = latest_membership(pm))
    line += fmt::format(" · member since {}", day_text(latest->from, today));
  if (const auto left = left_on(pm))
    line += fmt::format(", last day {}", day_text(*left - Days{1}, today));
  if (pm.judge_from) line += fmt::format(" · judged from {}", day_text(*pm.judge_from, today));
  return line;
}

Document answer(Session& session, const char* report, const Uid& uid) {
  const Pm pm = session.store().find<Pm>(uid).value();
  const auto latest = latest_membership(pm);
  Document document{.report = report, .saved = fmt::format("saved as PM #{}", pm.number)};
  document.blocks.emplace_back(
      KeyValues{{value_for_programs("id", pm.number), value_for_programs("uid", to_string(pm.uid)),
                 value_for_programs("name", pm.name), value_for_programs("handle", pm.handle),
                 value_for_programs("since", latest ? Value{latest->from} : Value{}),
                 value_for_programs("until", value_of(left_on(pm))),
                 value_for_programs("judge_from", value_of(pm.judge_from)),
                 value_for_programs("emails", value_of(pm.emails)),
                 value_for_programs("aliases", value_of(pm.aliases)),
                 value_for_programs("me", session.store().me() == pm.uid)}});
  document.blocks.emplace_back(Text{line_of(pm, session.today()), Tone::strong});
  return document;
}

Document unchanged(Session& session, const char* report, const Uid& uid) {
  Document document = answer(session, report, uid);
  document.saved.clear();
  document.blocks.emplace_back(Text{"it was like that already", Tone::quiet});
  return document;
}

void declare_pm_add(Args& args, PmAddOptions& options) {
  args.word(options.name, "NAME", "what the PM is called")
      .option(options.from, "--from", "DATE", "the first day as a member", Completes::date)
      .option(options.emails, "--email", "ADDRESS", "an e-mail address; repeatable")
      .option(options.aliases, "--alias", "NAME", "another name; repeatable")
      .option(options.handle, "--handle", "WORD",
              "a short name that never changes; by default made from NAME")
      .example("rapport pm add Priya --from 2026-01-05", "a cadence from that day on")
      .example("rapport pm add Priya --from 2026-09-01",
               "back after having left: a second membership")
      .prose(
          "Without --from the membership begins today, and a talk logged for an earlier day moves "
          "it back. The first PM of a book becomes `me`, of whom commands speak without --pm.");
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
  check_free(store, {pm.name, pm.handle}, "pm", {});
  check_free(store, pm.emails, "pm", {});
  check_free(store, pm.aliases, "pm", {});
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
    throw Error(ErrorKind::not_found, fmt::format("there is a PM '{}' already", printable(pm.name)),
                "`rapport pm edit` changes what is known; another one needs another name");
  if (from < *left)
    throw Error(ErrorKind::usage,
                fmt::format("{} is a member until {}", printable(pm.name),
                            day_text(*left - Days{1}, today)),
                "coming back is on a later day: --from DATE");
  if (options.handle && read_handle(*options.handle) != pm.handle)
    throw Error(ErrorKind::usage,
                fmt::format("the handle of {} is '{}' for ever", printable(pm.name), pm.handle),
                "leave --handle out");
  pm.joined.insert(from);
  pm.implicit_join = false;
  pm.emails.merge(read_emails(options.emails));
  add_each(pm.aliases, options.aliases);
  return pm;
}

Document run_pm_add(const PmAddOptions& options, Session& session) {
  check_name(options.name);
  for (const std::string& alias : options.aliases) check_name(alias);
  read_emails(options.emails);
  if (options.handle) read_handle(*options.handle);
  std::optional<Date> from;
  if (options.from) from = parse_day_or_week(*options.from, session.now(), Leaning::past);

  Writing writing = session.write("pm add");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return answer(session, "pm add", written_by<Pm>(store, *before, "pm add").uid);
  std::string says;
  Uid uid;
  if (const auto known = find_pm_named(store, options.name)) {
    const Pm back = returning(options, *known, from.value_or(session.today()), session.today());
    uid = back.uid;
    check_free(store, back.aliases, "pm", uid);
    check_free(store, back.emails, "pm", uid);
    writing.update(back);
    says = fmt::format("{} is back: membership number {} begins on {}", printable(back.name),
                       memberships(back).size(),
                       day_text(from.value_or(session.today()), session.today()));
  } else {
    uid = writing.add(new_pm(options, store, from, session.today()), space::team);
    if (!store.me()) {
      writing.set_me(uid);
      says = fmt::format("this book is {}'s now; `rapport config set me NAME` changes that",
                         printable(options.name));
    }
  }
  writing.commit();
  Document document = answer(session, "pm add", uid);
  if (!says.empty()) document.blocks.emplace_back(Text{says});
  return document;
}

void declare_pm_edit(Args& args, PmEditOptions& options) {
  args.word(options.who, "NAME", "the PM; without it, me or --pm", Completes::pm)
      .option(options.name, "--name", "NEW", "call the PM that from now on; the handle stays")
      .option(options.emails, "--email", "ADDRESS", "add an e-mail address; repeatable")
      .option(options.remove_emails, "--remove-email", "ADDRESS", "take one away; repeatable")
      .option(options.aliases, "--alias", "NAME", "add another name; repeatable")
      .option(options.remove_aliases, "--remove-alias", "NAME", "take one away; repeatable")
      .option(options.joined, "--joined", "DATE", "the first day of the latest membership",
              Completes::date)
      .option(options.judge_from, "--judge-from", "DATE",
              "judge weeks from then on, whatever the onboarding; none: as the rules say",
              Completes::date)
      .example("rapport pm edit Priya --joined 2026-01-05", "she began earlier than was entered")
      .example("rapport pm edit Priya --judge-from 2026-W20", "no waiting for the 15 first visits");
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
                  "give a day that is later by more than one");
    pm.joined.erase(ranges.back().from);
  }
  pm.joined.insert(day);
  pm.implicit_join = false;
}

void apply(const PmEditOptions& options, Pm& pm, Store& store, Session& session) {
  if (options.name) pm.name = *options.name;
  remove_each(pm.emails, options.remove_emails, "e-mail");
  remove_each(pm.aliases, options.remove_aliases, "alias");
  pm.emails.merge(read_emails(options.emails));
  add_each(pm.aliases, options.aliases);
  check_free(store, {pm.name}, "pm", pm.uid);
  check_free(store, pm.aliases, "pm", pm.uid);
  check_free(store, pm.emails, "pm", pm.uid);
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
  if (options.name) check_name(*options.name);
  for (const std::string& alias : options.aliases) check_name(alias);
  read_emails(options.emails);
  const auto whose = [&] {
    return options.who ? resolve_pm(session.store(), *options.who) : session.pm();
  };
  if (!session.has_book()) whose();
  Writing writing = session.write("pm edit");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return answer(session, "pm edit", written_by<Pm>(store, *before, "pm edit").uid);
  Pm pm = whose();
  apply(options, pm, store, session);
  if (!writing.update(pm)) return unchanged(session, "pm edit", pm.uid);
  writing.commit();
  Document document = answer(session, "pm edit", pm.uid);
  if (options.joined || options.judge_from)
    for (Block& block : standing_blocks(session, *store.find<Pm>(pm.uid)))
      document.blocks.push_back(std::move(block));
  return document;
}

void declare_pm_leave(Args& args, PmLeaveOptions& options) {
  args.word(options.name, "NAME", "the PM who leaves", Completes::pm)
      .option(options.on, "--on", "DATE", "the last day as a member; today without it",
              Completes::date)
      .example("rapport pm leave Priya --on 2026-06-30", "nothing is expected from 1 July on")
      .prose(
          "DATE is the last day that still counts; the membership ends with the day after. "
          "Whatever "
          "was done stays, and `rapport pm add NAME --from DATE` begins a second membership. Given "
          "again with --on, it corrects the last day.");
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
                  fmt::format("{} left already: the last day is {}", printable(pm.name),
                              day_text(*left - Days{1}, today)),
                  "--on DATE moves it");
    pm.left.erase(*left);
  }
  pm.left.insert(last + Days{1});
}

Document run_pm_leave(const PmLeaveOptions& options, Session& session) {
  const Date last =
      options.on ? parse_date(*options.on, session.now(), Leaning::past) : session.today();
  if (!session.has_book()) resolve_pm(session.store(), options.name);
  Writing writing = session.write("pm leave");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return answer(session, "pm leave", written_by<Pm>(store, *before, "pm leave").uid);
  Pm pm = resolve_pm(store, options.name);
  end_membership(pm, last, options.on.has_value(), session.today());
  if (!writing.update(pm)) return unchanged(session, "pm leave", pm.uid);
  writing.commit();
  Document document = answer(session, "pm leave", pm.uid);
  const auto later = store.talks(pm.uid, {last + Days{1}, last_date});
  if (!later.empty())
    document.blocks.emplace_back(
        Text{fmt::format("{} after that day {} not count",
                         later.size() == 1 ? "1 talk" : fmt::format("{} talks", later.size()),
                         later.size() == 1 ? "does" : "do"),
             Tone::warn});
  return document;
}

void declare_pm_list(Args& args, PmListOptions&) {
  args.example("rapport pm list", "who is tracked, since when, and who left");
}

std::vector<Cell> row_of(const Pm& pm, bool is_me, Date today) {
  const auto latest = latest_membership(pm);
  const auto left = left_on(pm);
  const Tone tone = is_member(pm, today) ? Tone::plain : Tone::quiet;
  return {{pm.number, tone},
          {to_string(pm.uid)},
          {pm.name, tone},
          {is_me ? "me" : "", Tone::strong},
          {is_me},
          {pm.handle, tone},
          {latest ? Value{latest->from} : Value{}, tone},
          {value_of(left)},
          {left ? Value{*left - Days{1}} : Value{}, tone},
          {is_member(pm, today)},
          {value_of(pm.judge_from)},
          {value_of(pm.emails), tone},
          {value_of(pm.aliases), tone}};
}

Document run_pm_list(const PmListOptions&, Session& session) {
  Table table{.key = "pms",
              .columns = {{"id", "#"},
                          {"uid", "", Audience::programs},
                          {"name", "Name"},
                          {"mark", "Me", Audience::people},
                          {"me", "", Audience::programs},
                          {"handle", "Handle"},
                          {"since", "Since"},
                          {"until", "", Audience::programs},
                          {"last_day", "Last day", Audience::people},
                          {"member", "", Audience::programs},
                          {"judge_from", "", Audience::programs},
                          {"emails", "E-mail"},
                          {"aliases", "", Audience::programs}},
              .empty = "No PM yet. The first talk adds you, or: rapport pm add NAME"};
  const auto me = session.store().me();
  std::vector<Pm> pms = session.store().all<Pm>();
  if (session.globals().pm) pms = {session.pm()};
  for (const Pm& pm : pms) table.rows.push_back(row_of(pm, me == pm.uid, session.today()));
  return {.report = "pm list", .title = "PMs", .blocks = {std::move(table)}};
}

constexpr std::array pm_rows{
    Command{"pm add", "track the cadence of a PM, or of one who comes back",
            prepare<PmAddOptions, declare_pm_add, run_pm_add>},
    Command{"pm edit", "change a PM's name, addresses or dates",
            prepare<PmEditOptions, declare_pm_edit, run_pm_edit>},
    Command{"pm list", "the PMs of this book",
            prepare_report<PmListOptions, declare_pm_list, run_pm_list>},
    Command{"pm leave", "end a PM's membership",
            prepare<PmLeaveOptions, declare_pm_leave, run_pm_leave>},
};

}  // namespace

std::span<const Command> pm_commands() { return pm_rows; }

}  // namespace rapport
