#include "rapport/report/status.hpp"

#include <array>

#include "command/current_pm.hpp"
#include "command/followups/follow_ups.hpp"
#include "command/followups/loops.hpp"
#include "command/pm_book.hpp"
#include "command/talks/timers.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/book_place.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/db.hpp"

namespace rapport {
namespace {

struct StatusOptions {
  bool is_short = false;
};

void declare_status(Args& args, StatusOptions& options) {
  args.flag(options.is_short, "-s,--short", "one line for a shell prompt; silent without a book")
      .example("rapport", "the same thing")
      .example("PS1='$(rapport status --short) $ '", "in the prompt of a shell");
}

/// What somebody sees who has no book yet.
Document welcome(const BookPath& place) {
  Document document{
      .report = "status",
      .blocks = {
          Text{"rapport keeps track of your talks with customers.", Tone::strong},
          Text{"Log the first one, in one line:"},
          Text{"  rapport log \"Acme Robotics\" 1h visit: they re-key every order by hand"},
          Text{"Words with ' ( & or ; go in quotes; or end the line with : and be asked."},
          Text{"Then `rapport week` says where you stand: 15 visits first, then 3 hours a week."},
          Text{"`rapport help` lists all commands; `rapport demo` is a year to look at.",
               Tone::quiet}}};
  if (place.named)
    document.blocks.emplace_back(
        Text{"There is no book at " + quoted(place.path) + " yet: the first talk starts it.",
             Tone::quiet});
  return document;
}

Document read_status(const StatusOptions& options, Session& session) {
  const Pm pm = current_pm_or_new(session);
  PmBook book = load_pm_book(session, pm);
  const Cadence cadence(book.facts, std::move(book.own));
  StatusReport report = build_status(cadence);
  report.running = running_talk(session, pm);
  report.showstoppers = load_open_showstoppers(session, pm.uid);
  if (session.globals().pm) report.pm_option = " --pm " + shell_word(pm.name);
  report.follow_ups = FollowUpBook(session).of(cadence, report.showstoppers);
  if (options.is_short) return short_document_of(report);
  return document_of(report);
}

Document answer_status(const StatusOptions& options, Session& session) {
  const bool is_new = !session.has_book() && !session.globals().pm;
  if (is_new && options.is_short) return {.report = "status", .blocks = {}};
  if (session.globals().db) session.insist_on_book();  // a name typed now may be a slip
  if (is_new) return welcome(book_path(session.world(), session.globals().db));
  return read_at_once(session, [&] { return read_status(options, session); });
}

/// A prompt gets two words where every other command explains at length.
Document run_status(const StatusOptions& options, Session& session) {
  if (!options.is_short) return answer_status(options, session);
  try {
    return answer_status(options, session);
  } catch (const UnusableFile&) {
    return {.report = "status", .blocks = {Text{"book unusable", Tone::bad}}, .answer = false};
  }
}

constexpr std::array status_rows{
    Command{"status", "where you stand, in a few lines",
            prepare<StatusOptions, declare_status, run_status>},
};

}  // namespace

std::span<const Command> status_commands() { return status_rows; }

}  // namespace rapport
