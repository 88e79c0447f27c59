#include <fmt/format.h>

#include <algorithm>
#include <array>

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
#include "rapport/exchange/calendar.hpp"
#include "rapport/exchange/file.hpp"
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

struct OffImportOptions {
  std::string file;
  std::optional<std::string> since, until;
  bool all = false;
  bool dry_run = false;
};

constexpr std::size_t largest_calendar = std::size_t{32} << 20;  // bytes

struct OffListOptions {};

void declare_off(Args& args, OffOptions& options) {
  args.word(options.words, "DAYS",
            "one day, or the first and the last; then why: vacation, sick, holiday …",
            Completes::date)
      .flag(options.all, "--all", "for every PM: a public holiday")
      .example("rapport off 2026-08-03..2026-08-14 vacation",
               "two weeks in which nothing is expected")
      .example("rapport off fri", "the coming Friday")
      .example("rapport off mon to wed sick", "three days, with the reason")
      .example("rapport off 2026-12-25 --all Christmas", "for everybody")
      .prose(
          "Time off lowers what is expected and never what was done. A week wholly off is paused: "
          "it neither extends nor breaks a streak.");
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
                  fmt::format("`rapport off remove {}` takes it away", other.number));
}

/// Whose days: everybody's with `--all`, else those of the PM. Throws where both are asked for.
std::optional<Pm> off_owner(Session& session, bool all) {
  if (!all) return current_pm(session);
  if (session.globals().pm)
    throw Error(ErrorKind::usage, "--all and --pm contradict each other", "leave one out");
  return std::nullopt;
}

/// The days and the reason.
Off read_off(const std::vector<std::string>& typed, const Moment& now) {
  const auto words = words_between_blanks(joined(typed, " "));
  if (words.empty())
    throw Error(ErrorKind::usage, "which days are off?",
                "for example: rapport off 24 dec..31 dec vacation");
  const auto days = match_days(words, now, Leaning::future);
  if (!days)
    return {.days = parse_days(words.front(), now, Leaning::future)};  // says what is wrong
  const std::span why(words.begin() + static_cast<std::ptrdiff_t>(days->words), words.end());
  Off off{.days = days->value, .why = joined(why, " ")};
  check_text(off.why, "reason");
  return off;
}

Document run_off(const OffOptions& options, Session& session) {
  Off off = read_off(options.words, session.now());
  const auto owner = off_owner(session, options.all);
  if (owner) off.pm = owner->uid;
  return write<Off>(
      session, "off",
      [&](Writing& writing) -> Outcome {
        check_not_off(session.store(), off, session.today());
        return {writing.add(off), {}};
      },
      [&](const Outcome& outcome) {
        Store& store = session.store();
        Document document = off_document(
            "off", off_line(store, store.find<Off>(outcome.uid).value()), "off", session.today());
        if (owner)
          for (Block& block : standing_blocks(session, *owner))
            document.blocks.push_back(std::move(block));
        return document;
      });
}

void declare_off_list(Args& args, OffListOptions&) {
  args.example("rapport off list", "time off of this PM and of everybody");
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
  args.word(options.id, "ID", "the number that `rapport off list` shows", Completes::off)
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

void declare_off_import(Args& args, OffImportOptions& options) {
  args.word(options.file, "FILE.ics", "a calendar of holidays", Completes::file)
      .flag(options.all, "--all", "for every PM: public holidays")
      .option(options.since, "--since", "DATE", "from that day on; else from last year on",
              Completes::date)
      .option(options.until, "--until", "DATE",
              "up to and with that day; else to the end of next year", Completes::date)
      .flag(options.dry_run, "--dry-run", "only show what would come in")
      .example("rapport off import holidays.ics --all", "public holidays, for everybody")
      .prose(
          "Events of whole days become time off; meetings, and what was cancelled, are left out. "
          "Days that are off already stay as they are: importing the same file twice adds "
          "nothing.");
}

/// The days to import: as asked, else last year to next year.
DateRange imported_days(const OffImportOptions& options, const Moment& now) {
  const auto year = static_cast<int>(std::chrono::year_month_day(now.date).year());
  DateRange days{make_date(std::max(year - 1, 1), 1, 1).value_or(first_date),
                 make_date(std::min(year + 2, 9999), 1, 1).value_or(last_date)};
  if (options.since) days.from = parse_date(*options.since, now, Leaning::past);
  if (options.until) days.until = parse_date(*options.until, now, Leaning::future) + Days{1};
  return days;
}

/// What a calendar comes to.
struct Holidays {
  std::vector<Off> offs;     ///< those that are new
  std::size_t known = 0;     ///< off already
  std::size_t left_out = 0;  ///< not of whole days, or cancelled
};

/// True when each of `days` is off for `pm` by one of `offs` alone.
bool is_off(const std::vector<Off>& offs, const std::optional<Uid>& pm, const DateRange& days) {
  return std::any_of(offs.begin(), offs.end(), [&](const Off& off) {
    return off.pm == pm && off.days.from <= days.from && days.until <= off.days.until;
  });
}

Holidays holidays_of(const Calendar& calendar, const std::optional<Uid>& pm,
                     const std::vector<Off>& there) {
  Holidays holidays;
  for (const CalendarEvent& event : calendar.events) {
    const DateRange days{event.start.date, event.end.date};
    if (!event.all_day || event.status == EventStatus::cancelled || days.empty())
      ++holidays.left_out;
    else if (is_off(there, pm, days) || is_off(holidays.offs, pm, days))
      ++holidays.known;
    else
      holidays.offs.push_back({.pm = pm, .days = days, .why = event.summary});
  }
  return holidays;
}

std::string import_text(const Holidays& holidays, const Calendar& calendar, bool dry_run) {
  std::string text = fmt::format("{} {} · {} off already", holidays.offs.size(),
                                 dry_run ? "would come in" : "came in", holidays.known);
  if (holidays.left_out > 0)
    text += fmt::format(" · {} left out: not of whole days, or cancelled", holidays.left_out);
  if (calendar.unreadable > 0) text += fmt::format(" · {} without a date", calendar.unreadable);
  return text;
}

Document run_off_import(const OffImportOptions& options, Session& session) {
  const auto owner = off_owner(session, options.all);
  const auto pm = owner ? std::optional{owner->uid} : std::nullopt;
  const Calendar calendar = read_calendar(read_file(options.file, largest_calendar),
                                          imported_days(options, session.now()));
  const auto read_holidays = [&] { return holidays_of(calendar, pm, session.store().all<Off>()); };
  Holidays holidays = read_holidays();
  const auto answer = [&](bool dry_run) {
    Document document{.report = "off import",
                      .blocks = {imported_offs_table(holidays.offs),
                                 Text{import_text(holidays, calendar, dry_run), Tone::strong}},
                      .saved = dry_run ? "" : "saved"};
    return document;
  };
  if (options.dry_run) return answer(true);
  return write<Off>(
      session, "off import",
      [&](Writing& writing) -> Outcome {
        holidays = read_holidays();
        Outcome outcome;
        for (const Off& off : holidays.offs) outcome.uid = writing.add(off);
        return outcome;
      },
      [&](const Outcome& outcome) {
        const auto added = written<Off>(session.store(), outcome);
        if (holidays.offs.empty()) holidays.known -= added.size();  // a retry knows its own
        holidays.offs = added;
        return answer(false);
      });
}

constexpr std::array off_rows{
    Command{"off", "days on which nothing is expected", prepare<OffOptions, declare_off, run_off>},
    Command{"off list", "time off, past and to come",
            prepare_report<OffListOptions, declare_off_list, run_off_list>},
    Command{"off remove", "take time off away again",
            prepare<OffRemoveOptions, declare_off_remove, run_off_remove>},
    Command{"off import", "holidays from a calendar file",
            prepare<OffImportOptions, declare_off_import, run_off_import>},
};

}  // namespace

std::span<const Command> off_commands() { return off_rows; }

}  // namespace rapport
