#include <algorithm>

#include "rapport/domain/cadence.hpp"

// Onboarding that does not move.
namespace rapport {

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
  for (const Settled& one : settled_) {
    if (!is_open(one, period)) continue;
    // As `stall` has it, without counting the weeks: this is asked for each period of a life.
    const Target& target = *one.target;
    const auto days = days_to_stall(period.until - Days(1));
    if (!target.onboarding || !days || done(target, *days) > 0 ||
        done(target, {.from = first_date, .until = days->until}) >= target.amount)
      return false;
    has_open = true;
  }
  return has_open;
}

std::optional<Stall> Cadence::stall(const Target& target, Date day) const {
  const auto days = days_to_stall(day);
  if (!target.onboarding || !days || done(target, *days) > 0) return std::nullopt;
  if (done(target, {.from = first_date, .until = days->until}) >= target.amount)
    return std::nullopt;  // held, if not written down by then
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
