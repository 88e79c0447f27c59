#include <algorithm>

#include "rapport/domain/cadence.hpp"

namespace rapport {
namespace {

constexpr int longest_forecast = 3 * 366;  // days; a pace slower than that is none

/// A talk or something else and the first day on which it was both past and written down.
struct Known {
  Date day{};
  const Entry* entry = nullptr;  ///< null for what is no talk
};

bool by_day(const Known& a, const Known& b) { return a.day < b.day; }

Date known_on(const Talk& talk) { return std::max(talk.start.date, talk.recorded.date); }

}  // namespace

/// Looks at no more talks than it must: the day on which enough were held bounds the search.
std::optional<Date> Cadence::closed_on(const Target& target) const {
  const MetricRow& row = row_of(target.metric);
  std::vector<Known> all;
  std::int64_t sum = 0;
  Seen seen;
  std::optional<Date> bound;
  if (row.advance == nullptr) {
    for (const Date day : own_.*row.days)
      if (day <= today() && availability_.is_member(day)) all.push_back({.day = day});
  } else {
    for (const auto& entry : entries_) {
      if (bound && entry.talk->start.date > *bound) break;
      if (obstacle(entry, target)) continue;
      all.push_back({.day = known_on(*entry.talk), .entry = &entry});
      if (!bound && (sum += row.advance(entry, target, book_, seen)) >= target.amount)
        bound = std::max_element(all.begin(), all.end(), by_day)->day;
    }
  }
  std::stable_sort(all.begin(), all.end(), by_day);
  sum = 0;
  seen.clear();
  for (const auto& known : all) {
    sum += known.entry == nullptr ? 1 : row.advance(*known.entry, target, book_, seen);
    if (sum >= target.amount) return known.day;
  }
  return std::nullopt;
}

bool Cadence::is_onboarding(const DateRange& period) const {
  if (own_.pm.judge_from) return period.until <= *own_.pm.judge_from;
  return std::any_of(onboardings_.begin(), onboardings_.end(),
                     [&](const Onboarding& one) { return is_open(one, period); });
}

/// It is asked for on the first day of `period`, and was not met in a week before.
bool Cadence::is_open(const Onboarding& onboarding, const DateRange& period) const {
  const auto governed = targets_.find(onboarding.target->name, period.from);
  if (!governed || governed->target != onboarding.target) return false;
  return !onboarding.on || period.from < week_of(*onboarding.on, rules().week_start).until;
}

std::optional<Date> Cadence::judged_from() const {
  const auto first = rules().week_start;
  const auto joined = availability_.first_day();
  if (!joined) return std::nullopt;
  const Date earliest = week_start(*joined, first);
  if (own_.pm.judge_from) return std::max(earliest, week_start(*own_.pm.judge_from, first));
  DateRange week = week_of(today(), first);
  if (is_onboarding(week)) {
    week = week_of(week.until, first);
    if (is_onboarding(week)) return std::nullopt;
    return std::max(earliest, week.from);
  }
  while (week.from > earliest) {
    const DateRange before = week_of(week.from - Days(1), first);
    if (is_onboarding(before)) break;
    week = before;
  }
  return std::max(earliest, week.from);
}

Progress Cadence::progress(const Judgement& judgement) const {
  const Target& target = *judgement.target;
  Progress progress{.target = &target,
                    .state = judgement.state,
                    .done = judgement.done,
                    .of = target.amount,
                    .talks = {}};
  if (const auto advance = row_of(target.metric).advance) {
    std::int64_t sum = 0;
    Seen seen;
    for (const auto& entry : entries(judgement.period)) {
      if (obstacle(entry, target)) continue;
      progress.talks.push_back(entry.talk);
      sum += advance(entry, target, book_, seen);
      if (sum < target.amount) continue;
      progress.met_on = entry.talk->start.date;
      break;
    }
  } else if (progress.missing() == 0) {
    progress.met_on = day_that_met(target, judgement.period);
  }
  for (const Onboarding& one : onboardings_)
    if (one.target == &target) progress.closed_on = one.on;
  progress.forecast = forecast(judgement);
  return progress;
}

std::optional<Date> Cadence::day_that_met(const Target& target, const DateRange& period) const {
  std::vector<Date> days;
  for (const Date day : own_.*row_of(target.metric).days)
    if (period.contains(day) && availability_.is_member(day)) days.push_back(day);
  std::sort(days.begin(), days.end());
  const auto last = static_cast<std::size_t>(std::max<std::int64_t>(target.amount, 1)) - 1;
  if (last >= days.size()) return std::nullopt;
  return days[last];
}

/// What is left, at as much an available day as there was since the first one that could count.
std::optional<Date> Cadence::forecast(const Judgement& judgement) const {
  const auto first = availability_.first_day();
  if (!first || judgement.done == 0 || judgement.missing() == 0) return std::nullopt;
  const Date from = std::max(*first, judgement.period.from);
  const std::int64_t passed =
      availability_.available_days({.from = from, .until = today() + Days(1)});
  if (passed == 0) return std::nullopt;
  std::int64_t days_needed = (judgement.missing() * passed + judgement.done - 1) / judgement.done;
  Date day = today();
  for (int ahead = 0; ahead < longest_forecast; ++ahead) {
    day += Days(1);
    if (availability_.is_available(day) && --days_needed <= 0) return day;
  }
  return std::nullopt;
}

std::vector<Progress> Cadence::onboarding() const {
  std::vector<Progress> all;
  for (const auto& governed : targets_.on(today()))
    if (governed.target->onboarding) all.push_back(progress(judge(governed)));
  return all;
}

}  // namespace rapport
