#include <fmt/format.h>

#include <algorithm>

#include "command/current_pm.hpp"
#include "command/data/import.hpp"
#include "command/data/import_newcomer.hpp"
#include "command/data/import_questions.hpp"
#include "command/data/import_talks.hpp"
#include "command/interactions.hpp"
#include "command/pm_book.hpp"
#include "command/write.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/calendar_match.hpp"
#include "rapport/exchange/calendar.hpp"

// `rapport import FILE.ics`: a calendar's meetings with customers become talks, those to come
// plans.
namespace rapport {
namespace {

constexpr Days ahead{8 * 7};  // how far series are followed

/// The first day from which events of `pm` matter. A join that the first talk made moves back.
Date first_day(const Pm& pm) {
  return pm.implicit_join || pm.joined.empty() ? first_date : *pm.joined.begin();
}

DateRange days_to_read(const std::vector<Pm>& pms, Date today) {
  Date from = pms.empty() ? first_date : today;
  for (const Pm& pm : pms) from = std::min(from, first_day(pm));
  if (from > first_date) from -= Days{1};  // it may be a day earlier where the meeting is
  return {from, last_date};
}

/// One calendar, from the first look to the answer.
class CalendarImport {
 public:
  CalendarImport(ImportFile& file, Session& session)
      : file_(file),
        session_(session),
        length_(length_of(file.options)),
        directory_(load_directory(session.store())),
        calendar_(read_calendar(file.text, days_to_read(directory_.pms(), session.today()),
                                session.today() + ahead + Days{2})) {
    for (const CalendarEvent& event : calendar_.events) events_.push_back(candidate_of(event));
    newcomer_ =
        find_newcomer(session, file.options.file, most_frequent_attendee(calendar_.name, events_));
    if (newcomer_) directory_ = directory_with(*newcomer_);
    owner_ = find_owner();
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (whole_days_of(calendar_.events[i], owner_.zone)) events_[i].start.minute.reset();
      if (events_[i].length == Minutes{0}) events_[i].length = length_;
    }
    make_plan();
  }

  Document run() {
    if (!file_.may_write) return answer();
    const auto answers = ask_for_customers(session_, plan_.unknown);
    if (!plan_.changes() && answers.empty() && !newcomer_) return answer();
    return write_many(
        session_, import_verb,
        [&](Writing& writing) {
          if (newcomer_) {
            owner_.pm = session_.store()
                            .find<Pm>(add_newcomer(writing, session_.store(), *newcomer_))
                            .value();
            report_.remarks.push_back({newcomer_text(*newcomer_)});
          }
          write_answers(writing, session_.store(), answers);
          directory_ = load_directory(session_.store());
          make_plan();
          TalkWriter writer(writing, directory_);
          for (PlannedTalk& planned : plan_.talks) writer.write(planned);
          for (std::string& sentence : writer.move_joins(session_.store()))
            report_.remarks.push_back({std::move(sentence)});
        },
        [&] { return answer(); });
  }

 private:
  void make_plan() {
    plan_ = plan_calendar(session_.store(), directory_, owner_, calendar_, events_, session_.now(),
                          longest_of(file_.options));
  }

  CalendarOwner find_owner() {
    const CalendarOwnerGuess guess = guess_owner(calendar_.name, events_, directory_);
    const bool is_guessed = guess.pm != nullptr && !session_.globals().pm;
    CalendarOwner owner{.pm = newcomer_    ? *newcomer_
                              : is_guessed ? *guess.pm
                                           : current_pm(session_),
                        .address = guess.address,
                        .zone = {},
                        .days = {first_date, session_.today() + ahead + Days{1}}};
    owner.days.from = first_day(owner.pm);
    const auto said = zone_of(file_.options);
    const auto of_calendar = find_zone(calendar_.zone);
    if (said)
      owner.zone = *said;
    else if (of_calendar)
      owner.zone = *of_calendar;
    else
      owner.zone = [&session = session_](Instant at) { return session.zone_offset(at); };
    if (!said && !of_calendar && !calendar_.zone.empty() && !knows_zones())
      report_.notices.push_back("this machine knows no time zones: install tzdata");
    if (!said && !of_calendar && !calendar_.zone.empty())
      report_.notices.push_back(
          fmt::format("the calendar's time zone '{}' is unknown: times are read in this machine's "
                      "zone; --zone names another",
                      calendar_.zone));
    return owner;
  }

  /// With the numbers that new talks were given.
  void add_tables() {
    Store& store = session_.store();
    std::vector<PlannedLine> talks;
    for (PlannedTalk& planned : plan_.talks) {
      if (planned.change == ImportChange::same) continue;
      if (const auto saved = store.find<Interaction>(planned.talk.uid); saved && store.has_saved())
        planned.talk = *saved;
      talks.push_back({&planned, customer_names(store, planned.talk.customers)});
    }
    std::vector<GoneLine> gone;
    for (const Interaction& talk : plan_.gone)
      gone.push_back({&talk, customer_names(store, talk.customers)});
    report_.found = {planned_table(talks), skipped_table(plan_.tally, "Events"),
                     unknown_table(plan_.unknown), gone_table(gone)};
  }

  /// What lets more of a calendar in, when it comes in for the first time.
  void add_hints() {
    const ImportTally& tally = plan_.tally;
    if (tally.same + tally.changed + tally.adopted > 0) return;
    std::vector<Text> hints;
    if (tally.skipped_for(SkipReason::unmatched) > 0)
      hints.push_back(
          {"`rapport customer add NAME --domain DOMAIN` says whose they are", Tone::quiet});
    if (tally.skipped_for(SkipReason::before_join) > 0)
      hints.push_back(
          {fmt::format("{} joined on {}; earlier talks: `rapport pm edit {} --joined DATE`",
                       printable(owner_.pm.name), to_string(owner_.days.from), owner_.pm.handle),
           Tone::quiet});
    report_.remarks.insert(report_.remarks.begin(), hints.begin(), hints.end());
  }

  Document answer() {
    const ImportTally& tally = plan_.tally;
    const auto me = session_.store().me();
    report_.is_rehearsal = file_.options.dry_run;
    report_.is_written = session_.has_saved();
    report_.pm = owner_.pm.name;
    if (me && *me != owner_.pm.uid) report_.whose = printable(owner_.pm.name) + "'s calendar: ";
    add_talk_counts(report_, tally);
    for (const ImportCount& one :
         {ImportCount{"changed", tally.changed, "changed", "changed"},
          ImportCount{"adopted", tally.adopted, "already logged", "already logged"},
          ImportCount{"same", tally.same, "as before", "as before"},
          ImportCount{"kept", tally.kept, "changed here and left", "changed here and left"},
          ImportCount{"older", tally.older, "older than here and left", "older than here and left"},
          ImportCount{"left_out_events", tally.all_skipped(), "left out", "left out"}})
      report_.counts.push_back(one);
    add_tables();
    add_hints();
    if (tally.unanswered > 0)
      report_.remarks.push_back(
          {fmt::format("{} without an answer: planned until you say `rapport held` and its #",
                       count_text(static_cast<std::int64_t>(tally.unanswered), "invitation")),
           Tone::quiet});
    for (const auto& [zone, count] : tally.unknown_zones)
      report_.notices.push_back(
          fmt::format("{} {} the unknown time zone '{}': read as the PM's own",
                      count_text(static_cast<std::int64_t>(count), "event"),
                      count == 1 ? "names" : "name", zone));
    if (!file_.options.dry_run)
      report_.standing = standing_blocks(session_, *session_.store().find<Pm>(owner_.pm.uid));
    return import_document(std::move(report_));
  }

  ImportFile& file_;
  Session& session_;
  Minutes length_;  // of what has none
  Directory directory_;
  Calendar calendar_;
  std::vector<ImportCandidate> events_;
  std::optional<Pm> newcomer_;  // whose first command it is
  CalendarOwner owner_;
  ImportPlan plan_;
  ImportReport report_;
};

}  // namespace

Document import_calendar(ImportFile& file, Session& session) {
  zone_of(file.options);  // refused before the file is read
  return CalendarImport(file, session).run();
}

}  // namespace rapport
