#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/report/lines.hpp"

// The words for weeks and targets.
namespace rapport {
namespace {

std::string last_day_text(const DateRange& period, Date today) {
  return day_text(period.until - Days(1), today);
}

/// "9 of 15 visits; at this pace, 15 on Tue 12 Jan", with its name where that says more.
std::string progress_text(const TargetLine& line, Date today) {
  std::string text = line.name == "onboarding" ? std::string() : line.name + ' ';
  text += share_text(line.done, line.expected, line.metric);
  if (line.forecast)
    text += "; at this pace, " + std::to_string(line.expected) + " on " +
            day_text(*line.forecast, today);
  return text;
}

/// "0 visits in 11 weeks", and what of these weeks does not count.
std::string stall_text(const TargetLine& line) {
  std::string text = line.name == "onboarding" ? std::string() : line.name + ' ';
  text += amount_text(0, line.metric) + " in " + count_text(line.stall->weeks, "week");
  std::vector<std::string> left_out;
  std::vector<Kind> kinds;
  for (const auto& [kind, count] : line.stall->others) {
    left_out.push_back(count_text(count, name_of(kind)));
    kinds.push_back(kind);
  }
  const std::string why = kinds_text(kinds, line.metric);
  return text + (why.empty()        ? ""
                 : left_out.empty() ? "; " + why
                                    : ". " + joined(left_out) + ": " + why);
}

std::string stalled_verdict(const WeekStanding& standing) {
  std::vector<std::string> stalled;
  for (const auto& line : standing.targets)
    if (line.onboarding && line.stall) stalled.push_back(stall_text(line));
  return "Onboarding stalled" + (stalled.empty() ? "" : ": " + joined(stalled, "; "));
}

std::string onboarding_verdict(const WeekStanding& standing) {
  if (standing.judged_from)
    return "Onboarding: weeks count from " + day_text(*standing.judged_from, standing.today) +
           " on";
  std::vector<std::string> unmet;
  for (const auto& line : standing.targets)
    if (line.onboarding && line.state != State::met)
      unmet.push_back(progress_text(line, standing.today));
  return "Onboarding: " + (unmet.empty() ? "no week counts yet" : joined(unmet));
}

/// Why less is expected than people know the target to ask for: "3h in a full week".
std::string whole_text(const TargetLine& line) {
  if (line.whole <= line.expected) return "";
  const char* const period = line.every.unit == Every::Unit::week      ? "week"
                             : line.every.unit == Every::Unit::month   ? "month"
                             : line.every.unit == Every::Unit::quarter ? "quarter"
                                                                       : "period";
  return " (" + amount_text(line.whole, line.metric) + " in a full " + period + ")";
}

}  // namespace

std::string days_text(const DateRange& days, Date today) {
  const Date last = days.until - Days{1};
  return day_text(days.from, today) + (last > days.from ? " to " + day_text(last, today) : "");
}

std::string share_text(std::int64_t done, std::int64_t expected, Metric metric) {
  if (expected == 0) return amount_text(done, metric);  // "0 of 0" says nothing
  if (row_of(metric).unit == Unit::minutes)
    return length_text(Minutes(done)) + " of " + length_text(Minutes(expected));
  return std::to_string(done) + " of " + amount_text(expected, metric);
}

std::string share_text(const WeekLine& week) {
  const bool says_something = week.done() > 0 || week.expected() > 0;
  return says_something ? share_text(week.done(), week.expected(), week.main->metric) : "";
}

std::string part_text(std::int64_t part, std::int64_t whole, Metric metric) {
  return share_text(part, whole, metric) + " (" + std::to_string(percent_of(part, whole)) + "%)";
}

std::string short_share_text(std::int64_t done, std::int64_t expected, Metric metric) {
  if (expected == 0) return amount_text(done, metric);
  const bool is_time = row_of(metric).unit == Unit::minutes;
  return (is_time ? length_text(Minutes(done)) : std::to_string(done)) + '/' +
         amount_text(expected, metric);
}

std::string state_text(const WeekLine& week) {
  if (week.unheard) return "not known yet";
  return state_text(week.state) + (week.forgiven ? ", grace week" : "");
}

std::string caption_of(const TargetLine& line, Date today) {
  if (line.state == State::paused || line.state == State::not_a_member)
    return amount_text(line.done, line.metric) + ", nothing expected";
  std::string share = share_text(line.done, line.expected, line.metric);
  if (line.every.unit != Every::Unit::once)
    return share + whole_text(line) + ", " +  // stalled is the onboarding, not this one
           state_text(line.state == State::stalled ? State::onboarding : line.state);
  if (line.state == State::stalled) return share + ", stalled";
  if (line.state == State::met)
    return share + ", met" + (line.met_on ? ' ' + day_text(*line.met_on, today) : std::string());
  if (line.period.until < last_date)
    return share + " by " + last_day_text(line.period, today) + ", " + state_text(line.state);
  if (line.forecast) return share + ", at this pace on " + day_text(*line.forecast, today);
  return share;
}

std::string verdict_of(const WeekStanding& standing) {
  const WeekLine& week = standing.week;
  if (week.state == State::not_a_member && standing.starts)
    return "The first week begins on " + day_text(*standing.starts, standing.today) +
           ": nothing is expected before";
  if (week.state == State::not_a_member)
    return "No working day as a member this week: nothing is expected";
  if (week.state == State::onboarding) return onboarding_verdict(standing);
  if (week.state == State::stalled) return stalled_verdict(standing);
  if (!week.main) return "Paused: no target asks for anything this week";
  const TargetLine& main = *week.main;
  const std::string verdict = capitalised(state_text(week.state)) + ": ";
  switch (week.state) {
    case State::paused:
      return verdict + "no working day this week, nothing is expected" +
             (main.done > 0 ? "; " + amount_text(main.done, main.metric) + " done" : "");
    case State::partial:
      return verdict + share_text(week) + ", does not count: a member for part of it only";
    case State::on_pace:
    case State::behind:
    case State::out_of_reach:
      return verdict + share_text(week) + ", " + amount_text(main.missing(), main.metric) +
             " still needed by " + last_day_text(main.period, standing.today);
    default:
      return verdict + share_text(week) + (week.forgiven ? ", grace week" : "");
  }
}

std::string kinds_text(const std::vector<Kind>& left_out, Metric metric) {
  if (metric != Metric::visits) return "";
  const auto a = [](Kind kind) {
    const std::string name(name_of(kind));
    return (std::string_view("aeiou").find(name[0]) == std::string::npos ? "a " : "an ") + name;
  };
  const std::string what = left_out.empty()       ? "what counts: "
                           : left_out.size() == 1 ? a(left_out.front()) + " is not a visit; "
                                                  : "none of these is a visit; ";
  return what + "--visit and --video" + (left_out.empty() ? "" : " are");
}

bool is_long_met(const TargetLine& line, Date today) {
  constexpr Days long_ago{28};
  return line.every.is_once() && line.state == State::met && line.met_on &&
         *line.met_on + long_ago <= today;
}

std::string confirm_text(const std::vector<std::int64_t>& plans) {
  constexpr std::size_t most_named = 3;
  if (plans.empty()) return {};
  std::vector<std::string> held;
  for (std::size_t i = 0; i < std::min(plans.size(), most_named); ++i)
    held.push_back("held " + std::to_string(plans[i]));
  return count_text(static_cast<std::int64_t>(plans.size()), "planned talk is over.",
                    "planned talks are over.") +
         " Did it happen? rapport " + joined(held) + (plans.size() > most_named ? " …" : "") +
         " (or cancel, no-show)";
}

std::string streak_text(const Streak& streak, const std::optional<TargetLine>& main) {
  const std::string unit = !main || main->every.unit == Every::Unit::week ? "week" : "period";
  if (streak.judged == 0) return "no " + unit + " counts yet";
  if (streak.judged == 1)
    return count_text(streak.streak, unit) + ", " + std::to_string(streak.met) + " of 1 " + unit +
           " met";
  return count_text(streak.streak, unit) + ", met " + std::to_string(streak.met) + " of the last " +
         std::to_string(streak.judged);
}

std::string total_text(const FourWeekTotal& total) {
  return total.expected ? share_text(total.done, *total.expected, *total.metric)
                        : amount_text(total.done, *total.metric);
}

}  // namespace rapport
