#include "rapport/domain/checkpoint.hpp"

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/domain/cadence.hpp"

namespace rapport {
namespace {

/// The day of a week on which targets are looked up: see `Cadence::reference_day`.
Date looked_up_on(const DateRange& week, Date today) {
  if (week.contains(today)) return today;
  return week.until <= today ? week.until - Days(1) : week.from;
}

}  // namespace

bool covers(const Checkpoint& checkpoint, const BookFacts& book, const Pm& pm,
            const DateRange& shown) {
  const auto first = book.rules.week_start;
  const Date today = book.now.date;
  if (shown.from < checkpoint.day || shown.from < checkpoint.first_week) return false;
  if (today < checkpoint.day || week_start(today, first) < checkpoint.first_week) return false;
  const TargetHistory targets(book.targets, pm.uid, first);
  const Date last = std::max(shown.until, today + Days(1));
  for (Date day = checkpoint.first_week; day < last; day += Days(7))
    for (const auto& governed : targets.on(looked_up_on(week_of(day, first), today))) {
      if (governed.target->every.unit != Every::Unit::once) {
        if (governed.period.from < checkpoint.day) return false;
        continue;
      }
      // How far a version has come that governs no more is told of all days, not of its period.
      const auto now = targets.find(governed.target->name, today);
      if (!now || now->target != governed.target) return false;
    }
  return true;
}

DateRange Cadence::not_summed(const DateRange& days) const {
  if (!own_.before) return days;
  return {.from = std::max(days.from, own_.before->day), .until = days.until};
}

const Checkpoint::Once* Cadence::summed(const Target& target, const DateRange& days) const {
  if (!own_.before || own_.before->day <= days.from) return nullptr;
  const auto once = targets_.once();
  const auto place = std::find_if(once.begin(), once.end(), [&](const Governed& governed) {
    return governed.target == &target && governed.period.from == days.from;
  });
  if (place == once.end())
    throw Error(ErrorKind::internal, "a verdict was asked for that the talks read do not cover",
                "your data was not changed");
  return &own_.before->once.at(static_cast<std::size_t>(place - once.begin()));
}

StreakSoFar Cadence::streak_before() const {
  return own_.before ? own_.before->streak : StreakSoFar{};
}

bool Cadence::depends_on_talks_alone() const {
  const auto is_other = [](const Target& target) {
    return target.metric == Metric::learnings || row_of(target.metric).advance == nullptr;
  };
  return std::none_of(book_.targets.begin(), book_.targets.end(), is_other);
}

std::optional<Checkpoint> Cadence::checkpoint(Date wish) const {
  const DateRange week = week_of(std::min(wish, today()), rules().week_start);
  const auto main = targets_.main_on(reference_day(week));
  Checkpoint sums{.day = main ? main->period.from : week.from};
  if (own_.before && own_.before->day >= sums.day) return std::nullopt;
  if (!depends_on_talks_alone()) return std::nullopt;
  for (const auto& settled : settled_) {
    if (!settled.on || *settled.on >= sums.day) return std::nullopt;
    sums.settled.push_back(*settled.on);
  }
  if (!add_periods(sums)) return std::nullopt;
  add_run(sums);
  add_once(sums);
  add_named(sums);
  const auto& entries = entries_;
  sums.has_talks = (own_.before && own_.before->has_talks) ||
                   (!entries.empty() && entries.front().talk->start.date < sums.day);
  return sums;
}

bool Cadence::add_periods(Checkpoint& sums) const {
  const auto first = availability_.first_day();
  if (!first) return false;
  const Date running = week_start(today(), rules().week_start);
  Date day = own_.before ? own_.before->first_week : week_start(*first, rules().week_start);
  std::vector<Span> spans;
  for (;; day += Days(7)) {
    const auto main = targets_.main_on(reference_day(week_of(day, rules().week_start)));
    if (main ? main->period.until > sums.day : day >= sums.day) break;
    if (day >= running) return false;
    if (main && find_period(spans, main->period) == spans.end())
      spans.push_back({.period = main->period, .state = judge(*main).state});
  }
  if (day > running) return false;
  std::vector<State> states;
  for (const auto& span : spans) states.push_back(span.state);
  sums.first_week = day;
  sums.streak = streak_of(states, streak_before()).after;
  return true;
}

void Cadence::add_run(Checkpoint& sums) const {
  const Date earliest = week_start(*availability_.first_day(), rules().week_start);
  sums.judged_from = sums.first_week;
  while (sums.judged_from > earliest) {
    if (own_.before && sums.judged_from <= own_.before->first_week) {
      sums.judged_from = own_.before->judged_from;
      break;
    }
    const DateRange before = week_of(sums.judged_from - Days(1), rules().week_start);
    if (is_onboarding(before)) break;
    sums.judged_from = before.from;
  }
}

void Cadence::add_once(Checkpoint& sums) const {
  for (const auto& [target, period, own] : targets_.once()) {
    Checkpoint::Once once;
    if (const auto* earlier = summed(*target, period)) once = *earlier;
    Seen seen(once.seen.begin(), once.seen.end());
    const DateRange days{.from = period.from, .until = std::min(period.until, sums.day)};
    for (const auto& entry : entries(not_summed(days))) {
      if (obstacle(entry, *target)) continue;
      once.done += row_of(target->metric).advance(entry, *target, book_, seen);
      if (!once.met_on && once.done >= target->amount) once.met_on = entry.talk->start.date;
    }
    once.seen.assign(seen.begin(), seen.end());
    std::sort(once.seen.begin(), once.seen.end());
    sums.once.push_back(std::move(once));
  }
}

void Cadence::add_named(Checkpoint& sums) const {
  bool has_held = false;
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    const Talk& talk = *entry->talk;
    if (talk.start.date >= sums.day) continue;
    const bool is_last_held =
        talk.status == Status::held && talk.loop == Loop::customer && !has_held;
    if (is_last_held || talk.status == Status::planned)
      sums.named.push_back({talk.start.date, talk.number});
    has_held = has_held || is_last_held;
  }
}

}  // namespace rapport
