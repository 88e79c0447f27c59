#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/availability.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/domain/target_history.hpp"

/// The judgement of a PM's weeks: a pure function of recorded facts and the report date.
namespace rapport {

enum class State {
  met,
  on_pace,
  behind,
  out_of_reach,
  missed,
  partial,
  paused,
  onboarding,
  stalled,  ///< onboarding that does not move
  not_a_member
};

/// "on-pace", as programs read it.
std::string_view name_of(State state);

/// "on pace", as people do.
std::string state_text(State state);

/// How a target stands in one of its periods.
struct Judgement {
  const Target* target = nullptr;  ///< never null; lives as long as the `Cadence`
  DateRange period;
  State state = State::on_pace;
  std::int64_t done = 0;      ///< minutes or a count, as `row_of(target->metric).unit` says
  std::int64_t expected = 0;  ///< after proration
  std::int64_t amount = 0;    ///< before
  int working_days = 0;       ///< of the period
  int available_days = 0;     ///< of these, as a member and not off
  int passed_days = 0;        ///< of these, before today
  bool closed = false;        ///< the period is over
  bool judged = false;        ///< false while onboarding, paused or not a member
  bool main = false;

  std::int64_t missing() const { return done < expected ? expected - done : 0; }
};

/// One calendar week.
struct Week {
  DateRange days;
  std::string label;
  std::optional<Judgement> main;  ///< of the main target, in its period around this week
  State state = State::paused;    ///< that of `main`; paused where nothing is asked
  int sessions = 0;               ///< live talks that count, whatever the filters of targets
  int one_hour_sessions = 0;
  int on_site_sessions = 0;
  std::int64_t session_minutes = 0;
  std::int64_t discovery_minutes = 0;
  int customers = 0;      ///< distinct, boards left out
  bool forgiven = false;  ///< a miss that does not break the streak
  bool running = false;   ///< today is in it
};

struct Streak {
  int streak = 0;  ///< periods of the main target, weeks as a rule
  int met = 0;     ///< of the last `judged`
  int judged = 0;  ///< at most 13
  bool operator==(const Streak&) const = default;
};

/// What a main target's periods come to, oldest first: the streak at the end, and which misses are
/// forgiven. Other states than met and missed are transparent.
struct StreakResult {
  Streak streak;
  std::vector<bool> forgiven;  ///< one for each state
};
StreakResult streak_of(std::span<const State> states);

/// What four weeks come to, the last of them the one reported on: no surplus is carried over from
/// one week to the next, but it can be seen here.
struct FourWeeks {
  const Target* target = nullptr;        ///< the main one of the last week; null without any
  std::int64_t done = 0;                 ///< in its metric
  std::optional<std::int64_t> expected;  ///< nothing unless all four had weekly main targets alike
  int sessions = 0;
};

/// How far a target that is asked for once has come.
struct Progress {
  const Target* target = nullptr;
  State state = State::on_pace;
  std::int64_t done = 0;
  std::int64_t of = 0;
  std::optional<Date> met_on;      ///< the day of the talk that met it
  std::optional<Date> closed_on;   ///< the first day on which enough was both held and recorded
  std::optional<Date> forecast;    ///< "at this pace"; nothing when met, or without a pace
  std::vector<const Talk*> talks;  ///< those that count, by start, until it was met

  std::int64_t missing() const { return done < of ? of - done : 0; }
};

/// Onboarding that does not move: what passed since something counted towards it.
struct Stall {
  int weeks = 0;               ///< closed, with a working day available; at least `weeks_to_stall`
  std::map<Kind, int> others;  ///< live talks of these weeks that do not count for their kind
};
inline constexpr int weeks_to_stall = 4;

/// The answer to "is TARGET met?".
struct Gate {
  std::string name;
  bool met = false;
  Judgement judgement;
  std::string missing;  ///< "6 customers in region EU"; empty when met
};

/// The facts of one PM, looked up and sorted once, and what they come to. Each judgement looks only
/// at the talks of its period.
class Cadence {
 public:
  /// Keeps a reference to `book`, which must outlive it.
  Cadence(const BookFacts& book, PmFacts own);
  Cadence(BookFacts&& book, PmFacts own) = delete;
  Cadence(const Cadence&) = delete;
  Cadence& operator=(const Cadence&) = delete;

  Date today() const { return book_.now.date; }
  const BookFacts& book() const { return book_; }
  const Rules& rules() const { return book_.rules; }
  const Pm& pm() const { return own_.pm; }
  const Availability& availability() const { return availability_; }
  const TargetHistory& targets() const { return targets_; }

  /// Talks in order of their start; those of `days` alone.
  std::span<const Entry> entries() const { return entries_; }
  std::span<const Entry> entries(const DateRange& days) const;

  /// The talk of that number and start; null where it is not among those of the PM.
  const Entry* find_entry(std::int64_t number, Date day) const;

  /// False for a PM without any talk.
  bool has_talks() const;

  /// The live talks of `days` that are not to come and count whatever the filters of targets.
  std::vector<const Entry*> sessions(const DateRange& days) const;

  /// What was done for `target` on `days`, as far as it is not to come.
  std::int64_t done(const Target& target, const DateRange& days) const;

  /// The verdict on a period of a target.
  Judgement judge(const Governed& governed) const;

  /// Every target that governs around `day`, the main one first.
  std::vector<Judgement> judge_all(Date day) const;

  /// The calendar week around `day`, without `forgiven`.
  Week week(Date day) const;

  /// The weeks from that of `first` to that of `last`, oldest first.
  std::vector<Week> weeks(Date first, Date last) const;

  /// Streak and hit rate as they stand with the week of `day`; all 0 while it is onboarding.
  Streak streak(Date day) const;

  /// The week of `day` and the three before it.
  FourWeeks four_weeks(Date day) const;

  /// The same of a target of `once`.
  Progress progress(const Judgement& judgement) const;

  /// What has to be met before weeks are judged, as it stands today; empty when nothing has.
  std::vector<Progress> onboarding() const;

  /// The first day of the first week that is judged; nothing while that is not known. Where a later
  /// change made weeks onboarding again, of the first one after these.
  std::optional<Date> judged_from() const;

  /// True when nothing is judged yet in `period`.
  bool is_onboarding(const DateRange& period) const;

  /// Nothing unless `target`, which is onboarding and not met, did not move in the last four closed
  /// weeks with a working day available, nor since, as seen in the week of `day`. Weeks to come are
  /// seen from today.
  std::optional<Stall> stall(const Target& target, Date day) const;

  /// True when a talk was recorded after the main target's period around it had closed.
  bool is_late(const Talk& talk) const;

  /// True when the PM was in another talk at the same time, and both times were stated.
  bool overlaps(const Talk& talk) const;

  /// The day in a week on which targets are looked up: today in the running one, else the last one
  /// of a past and the first one of a future week.
  Date reference_day(const DateRange& week) const;

  /// Nothing when no target of that name governs today.
  std::optional<Gate> gate(std::string_view name) const;

 private:
  struct Onboarding {
    const Target* target;
    std::optional<Date> on;  ///< the first day on which enough was both held and recorded
  };
  struct Span {
    Date first_week{};  ///< that is judged in `period`
    DateRange period;
    State state;
  };
  void look_up();
  void add_sessions(Week& week) const;
  DateRange once_days(const DateRange& period) const;
  State once_state(const Judgement& judgement) const;
  State periodic_state(const Judgement& judgement) const;
  /// The periods of the main target that `weeks` shows, each once, up to the week of `last`.
  std::vector<Span> main_periods(Date last) const;
  void add_periods(std::vector<Span>& spans, Date first, Date last) const;
  Judgement judge(const Governed& governed, std::int64_t done) const;
  static std::vector<State> states_of(const std::vector<Span>& spans);
  static std::vector<Span>::const_iterator find_period(const std::vector<Span>& spans,
                                                       const DateRange& period);
  std::optional<Date> closed_on(const Target& target) const;
  bool is_open(const Onboarding& onboarding, const DateRange& period) const;
  bool is_stalled(const DateRange& period) const;
  std::optional<DateRange> days_to_stall(Date day) const;
  std::optional<Date> day_that_met(const Target& target, const DateRange& period) const;
  std::optional<Date> forecast(const Judgement& judgement) const;

  const BookFacts& book_;
  PmFacts own_;
  Availability availability_;
  TargetHistory targets_;
  std::vector<const Customer*> customers_;  // of all entries, one after the other
  std::vector<Entry> entries_;
  std::vector<Onboarding> onboardings_;
  std::vector<Span> periods_;  // of the main target, up to the running week
};

/// One rule and what came of it.
struct Reason {
  std::string rule;     ///< "expected"
  std::string finding;  ///< "3h × 3 of 5 working days available = 2h, up to a quarter of an hour"
};

/// Why the period of `judgement` has its state.
std::vector<Reason> why_judgement(const Cadence& cadence, const Judgement& judgement);

/// Why a talk counts, or does not, towards each target that governs its day.
struct TalkReason {
  const Target* target = nullptr;
  bool counts = false;
  std::string finding;  ///< "counts 1h", "partner, not a customer"
};
std::vector<TalkReason> why_talk(const Cadence& cadence, const Entry& entry);

}  // namespace rapport
