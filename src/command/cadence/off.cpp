#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/cadence/off.hpp"
#include "command/current_pm.hpp"
#include "command/interactions.hpp"
#include "command/numbers.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/lines.hpp"
#include "rapport/report/offs.hpp"

namespace rapport {
namespace {

struct OffOptions {
  std::vector<std::string> words;
  bool all = false;
};

struct OffRemoveOptions {
  std::string id;
};

struct OffListOptions {};

void declare_off(Args& args, OffOptions& options) {
  args.word(options.words, "DAYS",
            "a day, or the first and the last; then the reason: vacation, sick, holiday …",
            Completes::date)
      .flag(options.all, "--all", "for every PM: a public holiday")
      .example("rapport off 2026-08-03..2026-08-14 vacation", "two weeks when nothing is expected")
      .example("rapport off fri", "the coming Friday")
      .example("rapport off mon to wed sick", "three days, with the reason")
      .example("rapport off 2026-12-25 --all Christmas", "for everybody")
      .prose(
          "Time off lowers what is expected, never what was done. A week off is paused: it neither "
          "extends nor breaks a streak.");
}

OffLine off_line(Store& store, const Off& off) {
  if (!off.pm) return {off, "everybody"};
  const auto pm = store.find<Pm>(*off.pm);
  return {off, pm ? pm->name : "?"};
}

void check_not_off(Store& store, const Off& off, Date today) {
  for (const Off& other : store.all<Off>())
    if (other.pm == off.pm && other.days == off.days)
      throw Error(ErrorKind::not_found,
                  fmt::format("{} is off already: {} (#{})", printable(off_line(store, off).whose),
                              days_text(off.days, today), other.number),
                  fmt::format("`rapport off remove {}` removes it", other.number));
}

/// Days to come, unless those of that name were a short while ago: "10-14 nov" on the 20th.
std::optional<Match<DateRange>> match_off(const std::vector<std::string>& words,
                                          const Moment& now) {
  constexpr Days far{183};
  const auto coming = match_days(words, now, Leaning::future);
  if (!coming || coming->value.from - now.date <= far) return coming;
  const auto gone = match_days(words, now, Leaning::past);
  return gone && now.date - gone->value.from < far ? gone : coming;
}

/// The days and the reason.
Off read_off(const std::vector<std::string>& typed, const Moment& now) {
  const auto words = words_between_blanks(joined(typed, " "));
  if (words.empty())
    throw Error(ErrorKind::usage, "which days are off?",
                "for example: rapport off 24 dec..31 dec vacation");
  const auto days = match_off(words, now);
  if (!days)
    return {.days = parse_days(words.front(), now, Leaning::future)};  // says what is wrong
  const std::span why(words.begin() + static_cast<std::ptrdiff_t>(days->words), words.end());
  Off off{.days = days->value, .why = joined(why, " ")};
  check_text(off.why, "reason");
  return off;
}

Document run_off(const OffOptions& options, Session& session) {
  Off off = read_off(options.words, session.now());
  std::optional<Pm> owner;
  if (options.all) off_owner(session, true);
  return write<Off>(
      session, "off",
      [&](Writing& writing) -> Outcome {
        std::vector<std::string> notes;
        if (!options.all) owner = host_of(session, writing, session.today(), notes);
        if (owner) off.pm = owner->uid;
        check_not_off(session.store(), off, session.today());
        return {writing.add(off), notes};
      },
      [&](const Outcome& outcome) {
        Store& store = session.store();
        Document document = off_document(
            "off", off_line(store, store.find<Off>(outcome.uid).value()), "off", session.today());
        add_notes(document, outcome);
        if (owner)
          for (Block& block : standing_blocks(session, *owner))
            document.blocks.push_back(std::move(block));
        return document;
      });
}

void declare_off_list(Args& args, OffListOptions&) {
  args.example("rapport off list", "this PM's time off, and everybody's");
}

Document run_off_list(const OffListOptions&, Session& session) {
  Store& store = session.store();
  const auto pm = find_current_pm(session);
  std::vector<OffLine> lines;
  for (const Off& off : store.all<Off>())
    if (!session.globals().pm || !off.pm || *off.pm == pm->uid)
      lines.push_back(off_line(store, off));
  return offs_document(lines);
}

void declare_off_remove(Args& args, OffRemoveOptions& options) {
  args.word(options.id, "ID", "its number in `rapport off list`", Completes::off)
      .example("rapport off remove 2", "something is expected on those days again");
}

Document run_off_remove(const OffRemoveOptions& options, Session& session) {
  const std::int64_t number = parse_number(options.id, "time off");
  return write<Off>(
      session, "off remove",
      [&](Writing& writing) -> Outcome {
        const auto off = session.store().find_number<Off>(number);
        if (!off)
          throw Error(ErrorKind::not_found, fmt::format("there is no time off #{}", number),
                      "see `rapport off list`");
        writing.remove<Off>(off->uid);
        return {off->uid, {}};
      },
      [&](const Outcome& outcome) {
        Store& store = session.store();
        const Off off = store.last_known<Off>(outcome.uid);
        return off_document("off remove", off_line(store, off), "removed", session.today());
      });
}

constexpr std::array off_rows{
    Command{"off", "time off: days when nothing is expected",
            prepare<OffOptions, declare_off, run_off>},
    Command{"off list", "time off, past and to come",
            prepare_report<OffListOptions, declare_off_list, run_off_list>},
    Command{"off remove", "remove time off",
            prepare<OffRemoveOptions, declare_off_remove, run_off_remove>},
    Command{"off import", "holidays from a calendar file", prepare_off_import},
};

}  // namespace

std::optional<Pm> off_owner(Session& session, bool all) {
  if (!all) return current_pm(session);
  if (session.globals().pm)
    throw Error(ErrorKind::usage, "--all and --pm do not go together", "leave one out");
  return std::nullopt;
}

std::span<const Command> off_commands() { return off_rows; }

}  // namespace rapport
