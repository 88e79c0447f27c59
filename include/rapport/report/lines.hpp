#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/report/follow_ups.hpp"
#include "rapport/report/showstoppers.hpp"

/// What several reports say of a week, a target and a talk: values that outlive the `Cadence`, and
/// the words for them. A sentence states its rule and never scolds.
namespace rapport {

/// What an empty page shows to type.
inline constexpr const char* log_example = "rapport log \"Acme Robotics\" 1h visit";

/// One target in its period around the day of the report.
struct TargetLine {
  std::string name;
  Metric metric = Metric::hours;
  Every every;
  DateRange period;
  std::int64_t done = 0;
  std::int64_t expected = 0;
  std::int64_t whole = 0;  ///< what a period without days off asks for; 0 where that is not told
  State state = State::on_pace;
  bool main = false;
  bool judged = false;
  bool onboarding = false;
  std::optional<Date> met_on;    ///< of what is asked once
  std::optional<Date> forecast;  ///< "at this pace"
  std::optional<Stall> stall;    ///< of onboarding that does not move

  std::int64_t missing() const { return done < expected ? expected - done : 0; }
};

/// One week, with the verdict on the main target.
struct WeekLine {
  std::string label;
  DateRange days;
  State state = State::paused;
  std::optional<TargetLine> main;
  int sessions = 0;
  int one_hour_sessions = 0;
  int on_site_sessions = 0;
  std::int64_t session_minutes = 0;
  std::int64_t discovery_minutes = 0;
  int customers = 0;
  bool forgiven = false;
  bool running = false;
  bool unheard = false;  ///< its PM's book was not heard since it ended: it may have been met

  std::int64_t done() const { return main ? main->done : 0; }
  std::int64_t expected() const { return main ? main->expected : 0; }
  Unit unit() const { return main ? row_of(main->metric).unit : Unit::minutes; }
};

/// One interaction and whether it counts towards the main target.
struct TalkLine {
  std::int64_t id = 0;
  Moment start;
  Minutes length{};
  Kind kind = Kind::call;
  Purpose purpose = Purpose::discovery;
  Status status = Status::held;
  Loop loop = Loop::customer;
  std::vector<std::string> customers;
  std::vector<std::string> with;      ///< these; else colleagues, or "own product"
  std::vector<std::string> pms = {};  ///< who hosted it, where that is told
  std::optional<std::string> reason;  ///< why it does not count
  bool late = false;
  bool edited = false;
  bool overlaps = false;  ///< with another talk of the PM
  bool learned = false;
};

/// Where a PM stands in one week: what every page on that begins with.
struct WeekStanding {
  std::string pm;
  Date today{};
  WeekLine week;
  Streak streak;
  std::vector<TargetLine> targets;  ///< the main one first
  std::optional<Date> judged_from;
  std::optional<Date> starts;  ///< see `start_to_come`
  // Set by whoever has the book:
  ShowstopperReport showstoppers = {};    ///< on top of the page
  std::vector<FollowUp> follow_ups = {};  ///< what the PM owes to others
  std::string pm_option = {};  ///< " --pm Tom", where another PM is looked at than usually
};

/// The first working day of the PM as a member, where it comes after `day`.
std::optional<Date> start_to_come(const Cadence& cadence, Date day);

/// What four weeks come to, see `FourWeeks`.
struct FourWeekTotal {
  std::optional<Metric> metric;  ///< nothing without a main target
  std::int64_t done = 0;
  std::optional<std::int64_t> expected;
  int sessions = 0;
};

/// `day`: as seen from there.
TargetLine target_line(const Cadence& cadence, const Judgement& judgement, Date day);
WeekLine week_line(const Cadence& cadence, const Week& week);
TalkLine talk_line(const Cadence& cadence, const Entry& entry);

/// "late", "edited", "overlaps": facts about an entry, which lock nothing.
std::vector<std::string> honesty_marks(const TalkLine& talk);
WeekStanding standing_in(const Cadence& cadence, const Week& week);
FourWeekTotal four_week_total(const Cadence& cadence, Date day);

std::vector<WeekLine> week_lines(const Cadence& cadence, const std::vector<Week>& weeks);

/// Whom or what a talk was with: customers, in the other loops colleagues or "own product".
std::vector<std::string> parties_of(const Cadence& cadence, const Entry& entry);

/// Names of the customers of a talk, sorted; those that the book does not know are left out.
std::vector<std::string> customer_names(const Entry& entry);

/// Names of those of `uids` whom the book knows, duplicates followed, sorted and each once.
std::vector<std::string> customer_names(const Customers& customers, const std::set<Uid>& uids);

/// "Mon 16 Nov to Fri 20 Nov", both included, or "Mon 16 Nov"; `days` are not empty.
std::string days_text(const DateRange& days, Date today);

/// "2h of 3h", "21 of 15 visits"; of a week without a main target nothing.
std::string share_text(std::int64_t done, std::int64_t expected, Metric metric);
std::string share_text(const WeekLine& week);

/// "2 of 6 sessions (33%)".
std::string part_text(std::int64_t part, std::int64_t whole, Metric metric);

/// "2h/3h", "9/15 visits": where there is little room.
std::string short_share_text(std::int64_t done, std::int64_t expected, Metric metric);

/// "missed, grace week"; "not known yet" for one that is unheard.
std::string state_text(const WeekLine& week);

/// "2h of 3h, on pace"; "21 of 15 visits, met Tue 20 Oct"; "9 of 15 visits, at this pace on 12
/// Jan".
std::string caption_of(const TargetLine& line, Date today);

/// "On pace: 2h of 3h, 1h still needed by Sun 22 Nov".
std::string verdict_of(const WeekStanding& standing);

/// "a call is not a visit; --visit and --video are", where only kinds of talk that do not count
/// towards `metric` are named; empty for other metrics.
std::string kinds_text(const std::vector<Kind>& left_out, Metric metric);

/// Of what is asked once: met four weeks ago or longer. Daily pages leave it out.
bool is_long_met(const TargetLine& line, Date today);

/// "2 plans are past. Were they held? rapport held 12, held 14 (or cancel, no-show)"; empty when
/// there are none.
std::string confirm_text(const std::vector<std::int64_t>& plans);

/// "2 weeks · met 2 of the last 3".
std::string streak_text(const Streak& streak, const std::optional<TargetLine>& main);

/// "9h 15m of 12h"; only with a metric.
std::string total_text(const FourWeekTotal& total);

Tone tone_of(State state);
Tone tone_of(const WeekLine& week);

/// A week as it stands in a strip, and what the letters of these weeks mean.
StripMark strip_mark(const WeekLine& week);
std::vector<StripMark> strip_marks(const std::vector<WeekLine>& weeks);
std::string strip_legend(const std::vector<WeekLine>& weeks);

Bars bars_of(const std::vector<TargetLine>& lines, Date today);

/// The single values that pages on a week have in common, for programs.
KeyValues week_values(const WeekStanding& standing);

/// The beginning of a page: its title, and the showstoppers above all else. Their table comes last:
/// `showstoppers_table`.
std::vector<Block> page_top(std::string title, const ShowstopperReport& showstoppers);

/// Whole per cent; 0 of nothing.
int percent_of(std::int64_t part, std::int64_t whole);

/// What shows the name of `field`, as programs read it, in a column.
template <typename Row, typename E>
auto named(E Row::*field) {
  return [field](const Row& row) { return std::string(name_of(row.*field)); };
}

}  // namespace rapport
