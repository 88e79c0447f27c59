#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/cadence.hpp"

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

  std::int64_t missing() const { return done < expected ? expected - done : 0; }
};

/// "Mon 16 Nov to Fri 20 Nov", both included, or "Mon 16 Nov"; `days` are not empty.
std::string days_text(const DateRange& days, Date today);

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
  bool learned = false;
};

TargetLine target_line(const Cadence& cadence, const Judgement& judgement);
WeekLine week_line(const Cadence& cadence, const Week& week);
TalkLine talk_line(const Cadence& cadence, const Entry& entry);

/// Whom or what a talk was with: customers, in the other loops colleagues or "own product".
std::vector<std::string> parties_of(const Cadence& cadence, const Entry& entry);

/// Names of the customers of a talk, sorted; those that the book does not know are left out.
std::vector<std::string> customer_names(const Entry& entry);

/// "2h of 3h", "21 of 15 visits".
std::string share_text(std::int64_t done, std::int64_t expected, Metric metric);

/// "2h of 3h, on pace"; "21 of 15 visits, met Tue 20 Oct"; "9 of 15 visits, at this pace on 12
/// Jan".
std::string caption_of(const TargetLine& line, Date today);

/// "On pace: 2h of 3h, 1h still needed by Sun 22 Nov".
std::string verdict_of(const WeekLine& week, const std::vector<TargetLine>& targets,
                       std::optional<Date> judged_from, Date today);

/// "2 plans are past. Were they held? rapport held 12, held 14 (or cancel, no-show)"; empty when
/// there are none.
std::string confirm_text(const std::vector<std::int64_t>& plans);

/// "2 weeks · met 2 of the last 3".
std::string streak_text(const Streak& streak, const std::optional<TargetLine>& main);

Tone tone_of(State state);

/// One letter or sign for each state, and what they mean; a forgiven miss has its own.
char mark_of(const WeekLine& week);
std::string marks_legend(const std::vector<WeekLine>& weeks);

/// A week as it stands in a strip.
StripMark strip_mark(const WeekLine& week);

Bars bars_of(const std::vector<TargetLine>& lines, Date today);

/// The facts that `week` and `trend` have in common, for programs.
KeyValues week_facts(const std::string& pm, const WeekLine& week, const Streak& streak);

/// Whole per cent; 0 of nothing.
int percent_of(std::int64_t part, std::int64_t whole);

}  // namespace rapport
