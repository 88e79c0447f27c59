#include <fmt/format.h>

#include <algorithm>

#include "command/cadence/off.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/holidays.hpp"
#include "rapport/exchange/calendar.hpp"
#include "rapport/exchange/encoding.hpp"
#include "rapport/exchange/file.hpp"
#include "rapport/report/lines.hpp"
#include "rapport/report/offs.hpp"

namespace rapport {
namespace {

struct OffImportOptions {
  std::string file;
  std::optional<std::string> since, until;
  std::vector<std::string> only, except;
  bool all = false;
  bool dry_run = false;
};

void declare_off_import(Args& args, OffImportOptions& options) {
  args.word(options.file, "FILE.ics", "a calendar of holidays", Completes::file)
      .flag(options.all, "--all", "for every PM: public holidays")
      .option(options.only, "--only", "WORDS",
              "only days with these words in their name; repeatable")
      .option(options.except, "--except", "WORDS",
              "no days with these words in their name; repeatable")
      .option(options.since, "--since", "DATE", "from this day; by default from last year",
              Completes::date)
      .option(options.until, "--until", "DATE",
              "up to and including this day; by default the end of next year", Completes::date)
      .flag(options.dry_run, "--dry-run", "only show what would be imported")
      .example("rapport off import holidays.ics --all", "public holidays, for everybody")
      .example("rapport off import holidays.ics --only 'corpus christi' --dry-run",
               "a holiday only where you are")
      .prose(
          "All-day events become time off; meetings and cancelled events are left out. So are "
          "observances and regional holidays, where the calendar marks them, unless --only names "
          "them. On a terminal it shows the days and asks. Days that are already off stay as they "
          "are: importing the same file twice adds nothing.");
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

/// "Corpus Christi, Epiphany" is two.
std::vector<std::string> listed_words(const std::vector<std::string>& options) {
  std::vector<std::string> words;
  for (const std::string& option : options)
    for (const std::string_view word : split(option, ',')) words.emplace_back(trim(word));
  return words;
}

std::vector<Off> new_offs(const std::vector<Holiday>& holidays) {
  std::vector<Off> offs;
  for (const Holiday& holiday : holidays)
    if (holiday.fate == HolidayFate::new_off) offs.push_back(holiday.off);
  return offs;
}

/// One calendar of holidays, from the first look to the answer.
class OffImport {
 public:
  OffImport(const OffImportOptions& options, Session& session)
      : options_(options),
        session_(session),
        calendar_(read_calendar(decoded(read_file(options.file, largest_calendar)).text,
                                imported_days(options, session.now()))) {
    if (const auto owner = off_owner(session, options.all)) choice_.pm = owner->uid;
    choice_.only = listed_words(options.only);
    choice_.except = listed_words(options.except);
    look();
  }

  Document run() {
    if (options_.dry_run) return answer(new_offs(holidays_), true);
    const auto count = static_cast<std::int64_t>(new_offs(holidays_).size());
    if (session_.can_ask() && count > 0) {
      for (const Holiday& one : holidays_)
        if (one.fate == HolidayFate::new_off)
          session_.inform(fmt::format("{} · {}", days_text(one.off.days, session_.today()),
                                      printable(one.off.why)));
      if (!session_.confirm(fmt::format("{} off?", count_text(count, "entry", "entries"))))
        return answer(new_offs(holidays_), true);
    }
    return write<Off>(
        session_, "off import",
        [&](Writing& writing) -> Outcome {
          look();
          Outcome outcome;
          for (const Off& off : new_offs(holidays_)) outcome.uid = writing.add(off);
          return outcome;
        },
        [&](const Outcome& outcome) {
          return answer(written<Off>(session_.store(), outcome), false);
        });
  }

 private:
  void look() {
    holidays_ = holidays_of(calendar_, choice_, session_.store().all<Off>(),
                            [&](Instant at) { return session_.zone_offset(at); });
  }

  std::size_t count(HolidayFate fate) const {
    return static_cast<std::size_t>(std::count_if(
        holidays_.begin(), holidays_.end(), [&](const Holiday& one) { return one.fate == fate; }));
  }

  std::string summary(const std::vector<Off>& offs, bool is_rehearsal) const {
    std::size_t known = count(HolidayFate::known);
    if (count(HolidayFate::new_off) == 0) known -= std::min(known, offs.size());  // a retry
    const std::size_t left_out =
        holidays_.size() - count(HolidayFate::known) - count(HolidayFate::new_off);
    std::string text = fmt::format("{} {} · {} off already", offs.size(),
                                   is_rehearsal ? "would be imported" : "came in", known);
    if (left_out > 0) text += fmt::format(" · {} left out", left_out);
    if (calendar_.unreadable > 0) text += fmt::format(" · {} without a date", calendar_.unreadable);
    return text;
  }

  Document answer(const std::vector<Off>& offs, bool is_rehearsal) const {
    return {.report = "off import",
            .blocks = {imported_offs_table(offs, holidays_), left_out_offs_table(holidays_),
                       Text{summary(offs, is_rehearsal), Tone::strong}},
            .saved = is_rehearsal ? "" : "saved"};
  }

  const OffImportOptions& options_;
  Session& session_;
  Calendar calendar_;
  HolidayChoice choice_;
  std::vector<Holiday> holidays_;
};

Document run_off_import(const OffImportOptions& options, Session& session) try {
  return OffImport(options, session).run();
} catch (const Error& error) {
  const std::string what = error.what();
  if (error.kind() != ErrorKind::bad_data || what.find(printable(options.file)) != what.npos) throw;
  throw Error(error.kind(), fmt::format("'{}': {}", printable(options.file), what), error.hint());
}

}  // namespace

Prepared prepare_off_import(Args& args) {
  return prepare<OffImportOptions, declare_off_import, run_off_import>(args);
}

}  // namespace rapport
