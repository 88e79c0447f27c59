#include <algorithm>

#include "rapport/domain/cadence.hpp"

namespace rapport {
namespace {

/// More than this for each day that is left is out of reach.
std::int64_t most_in_a_day(Unit unit) { return unit == Unit::minutes ? 8 * 60 : 8; }

/// Where a running period stands that is not met yet.
State running_state(const Judgement& judgement, Date today) {
  const Date next = std::max(today, judgement.period.from);
  const std::int64_t days_left = (judgement.period.until - next).count();
  const Unit unit = row_of(judgement.target->metric).unit;
  if (judgement.missing() > most_in_a_day(unit) * days_left) return State::out_of_reach;
  const bool on_pace =
      judgement.done * judgement.available_days >= judgement.expected * judgement.passed_days;
  return on_pace ? State::on_pace : State::behind;
}

}  // namespace

/// Before joining there are no days to share the amount of a target of once among.
DateRange Cadence::once_days(const DateRange& period) const {
  return {.from = std::max(period.from, availability_.first_day().value_or(period.until)),
          .until = period.until};
}

State Cadence::once_state(const Judgement& judgement) const {
  if (judgement.target->by) {
    if (availability_.member_days(once_days(judgement.period)) == 0) return State::not_a_member;
    if (judgement.available_days == 0) return State::paused;
  }
  if (judgement.missing() == 0) return State::met;
  if (judgement.closed) return State::missed;
  if (judgement.target->by) return running_state(judgement, today());
  return stall(*judgement.target, today()) ? State::stalled : State::on_pace;
}

State Cadence::periodic_state(const Judgement& judgement) const {
  const DateRange& period = judgement.period;
  if (availability_.member_days(period) == 0) return State::not_a_member;
  if (judgement.available_days == 0 || judgement.amount <= 0) return State::paused;
  if (is_onboarding(period)) return is_stalled(period) ? State::stalled : State::onboarding;
  if (judgement.missing() == 0) return State::met;
  if (!judgement.closed) return running_state(judgement, today());
  return availability_.changes_within(period) ? State::partial : State::missed;
}

Judgement Cadence::judge(const Governed& governed) const {
  return judge(governed, done(*governed.target, governed.period));
}

Judgement Cadence::judge(const Governed& governed, std::int64_t done) const {
  const Target& target = *governed.target;
  const DateRange& period = governed.period;
  Judgement judgement{.target = &target, .period = period, .done = done, .amount = target.amount};
  judgement.closed = period.until <= today();

  const auto count_days = [&](const DateRange& days) {
    judgement.working_days = availability_.working_days(days);
    judgement.available_days = availability_.available_days(days);
    judgement.passed_days =
        availability_.available_days({.from = days.from, .until = std::min(days.until, today())});
  };
  if (target.every.is_once()) {
    if (target.by) count_days(once_days(period));  // without an end there is nothing to share
    judgement.expected = target.amount;
    judgement.state = once_state(judgement);
  } else {
    count_days(period);
    judgement.expected = prorated(target.amount, row_of(target.metric).unit,
                                  judgement.available_days, judgement.working_days);
    judgement.state = periodic_state(judgement);
  }
  const bool is_held_back = judgement.state == State::stalled && !target.every.is_once();
  judgement.judged = judgement.state != State::onboarding && !is_held_back &&
                     judgement.state != State::paused && judgement.state != State::not_a_member;
  return judgement;
}

std::vector<Judgement> Cadence::judge_all(Date day) const {
  std::vector<Judgement> all;
  const auto main = targets_.main_on(day);
  const bool onboarding = is_onboarding(week_of(day, rules().week_start));
  for (const auto& governed : targets_.on(day)) {
    all.push_back(judge(governed));
    all.back().main = main && governed.target == main->target;
    if (governed.target->every.is_once() && onboarding) all.back().judged = false;
  }
  return all;
}

std::optional<Gate> Cadence::gate(std::string_view name) const {
  const auto governed = targets_.find(name, today());
  if (!governed) return std::nullopt;
  const Target& target = *governed->target;
  Gate gate{.name = target.name, .judgement = judge(*governed)};
  gate.met = gate.judgement.missing() == 0;
  if (!gate.met) {
    gate.missing = amount_text(gate.judgement.missing(), target.metric);
    const Filter& filter = target.filter;
    if (!filter.region.empty()) gate.missing += " in region " + filter.region;
    if (!filter.segment.empty()) gate.missing += " in segment " + filter.segment;
    if (!filter.tag.empty()) gate.missing += " tagged " + filter.tag;
  }
  return gate;
}

}  // namespace rapport
