#include "rapport/report/week.hpp"

#include <array>

#include "command/current_pm.hpp"
#include "command/followups/follow_ups.hpp"
#include "command/followups/loops.hpp"
#include "command/pm_book.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

struct WeekOptions {
  std::vector<std::string> when;
};

void declare_week(Args& args, WeekOptions& options) {
  args.word(options.when, "WEEK",
            "2026-W40, W40, last week, or any day in it; without it, this week", Completes::date)
      .example("rapport week", "how it stands, what counts, and what is still needed by when")
      .example("rapport week 2026-W40 --pm Priya --as-of 2026-10-05",
               "another PM's week, as the report stood that evening")
      .prose(
          "A talk counts when it was held by a PM who was a member, with somebody of class "
          "`customer`, and fits what the target asks for. Whatever does not count is listed with "
          "the reason; `rapport why` shows the rules with their numbers.");
}

Document run_week(const WeekOptions& options, Session& session) {
  const Date day = week_asked_for(options.when, session);
  const Pm pm = current_pm_or_new(session);
  PmBook book = load_pm_book(session, pm, week_of(day, session.store().rules().week_start));
  const Cadence cadence(book.facts, std::move(book.own));
  WeekReport report = build_week(cadence, day);
  report.showstoppers = load_open_showstoppers(session, pm.uid);
  if (session.globals().pm) report.pm_option = " --pm " + shell_word(pm.name);
  if (report.week.running)
    report.follow_ups = FollowUpBook(session).of(cadence, report.showstoppers);
  return document_of(report);
}

constexpr std::array week_rows{
    Command{"week", "how a week stands, and why",
            prepare_report<WeekOptions, declare_week, run_week>},
};

}  // namespace

std::span<const Command> week_commands() { return week_rows; }

}  // namespace rapport
