#include <algorithm>

#include "rapport/domain/cadence.hpp"

// Onboarding that does not move.
namespace rapport {
namespace {

/// True when nothing counted towards `target` in `days`, and it is not met at their end either, by
/// what was written down later. `done` says how much counted in some days.
template <typename Done>
bool stands_still(const Target& target, const std::optional<DateRange>& days, Done&& done) {
  return target.onboarding && days && done(*days) == 0 &&
         done({.from = first_date, .until = days->until}) < target.amount;
}

}  // namespace

/// The last closed weeks before that of `day` with a working day available, and those up to it;
/// nothing where onboarding does not last for as long yet.
std::optional<DateRange> Cadence::days_to_stall(Date day) const {
  const auto joined = availability_.first_day();
  DateRange days = week_of(std::min(day, today()), rules().week_start);
  for (int found = 0; found < weeks_to_stall;) {
    const DateRange week{.from = days.from - Days(7), .until = days.from};
    if (!joined || week.until <= *joined || !is_onboarding(week)) return std::nullopt;
    if (availability_.available_days(week) > 0) ++found;
    days.from = week.from;
  }
  return days;
}

/// True when nothing of what is asked before weeks are judged moves.
bool Cadence::is_stalled(const DateRange& period) const {
  bool has_open = false;
  for (const Onboarding& one : onboardings_) {
    if (!is_open(one, period)) continue;
    const auto days = days_to_stall(period.until - Days(1));
    const auto counted = [&](const DateRange& some) { return done(*one.target, some); };
    // What was never settled was not met at their end either.
    const bool stands = one.on ? stands_still(*one.target, days, counted)
                               : one.target->onboarding && days && counted(*days) == 0;
    if (!stands) return false;
    has_open = true;
  }
  return has_open;
}

std::optional<Stall> Cadence::stall(const Target& target, Date day) const {
  const auto days = days_to_stall(day);
  const auto counted = [&](const DateRange& some) { return done(target, some); };
  if (!stands_still(target, days, counted)) return std::nullopt;
  Stall stall;
  Date since = week_start(*availability_.first_day(), rules().week_start);
  const auto advance = row_of(target.metric).advance;
  for (const Entry& entry : entries({.from = first_date, .until = days->until})) {
    const auto found = obstacle(entry, target);
    Seen seen;
    if (found == Obstacle::kind && is_live(entry.talk->kind)) {
      ++stall.others[entry.talk->kind];
    } else if (!found && advance(entry, target, book_, seen) > 0) {
      since = week_of(entry.talk->start.date, rules().week_start).until;
      stall.others.clear();
    }
  }
  for (Date week = since; week < days->until - Days(7); week += Days(7))
    if (availability_.available_days({.from = week, .until = week + Days(7)}) > 0) ++stall.weeks;
  return stall;
}

}  // namespace rapport
