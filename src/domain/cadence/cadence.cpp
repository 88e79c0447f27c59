#include "rapport/domain/cadence.hpp"

#include <algorithm>

namespace rapport {
namespace {

bool in_order(const Talk& a, const Talk& b) {
  if (earlier(a.start, b.start)) return true;
  return !earlier(b.start, a.start) && a.number < b.number;
}

/// Talks that are sessions at all, whatever the cadence.
const Target& any_session() {
  static const Target target{.name = "sessions", .metric = Metric::sessions};
  return target;
}

}  // namespace

Cadence::Cadence(const BookFacts& book, PmFacts own)
    : book_(book),
      own_(std::move(own)),
      availability_(own_.pm, book.offs, book.rules),
      targets_(book.targets, own_.pm.uid, book.rules.week_start) {
  look_up();
  for (const Target* target : targets_.onboarding())
    onboardings_.push_back({.target = target, .on = closed_on(*target)});
  if (const auto first = availability_.first_day())
    add_periods(periods_, week_start(*first, rules().week_start), today());
}

void Cadence::look_up() {
  auto& talks = own_.talks;
  if (!std::is_sorted(talks.begin(), talks.end(), in_order))
    std::sort(talks.begin(), talks.end(), in_order);

  std::size_t mentions = 0;
  for (const auto& talk : talks) mentions += talk.customers.size();
  customers_.reserve(mentions);  // entries point into it
  entries_.reserve(talks.size());
  for (const auto& talk : talks) {
    const Date day = talk.start.date;
    const std::size_t begin = customers_.size();
    std::size_t eligible = begin;
    for (const auto& uid : talk.customers) {
      const Customer* const customer = find_customer(book_.customers, uid);
      const auto known = customers_.begin() + static_cast<std::ptrdiff_t>(begin);
      if (customer == nullptr || std::find(known, customers_.end(), customer) != customers_.end())
        continue;
      customers_.push_back(customer);
      if (customer->class_on(day) == Class::customer)
        std::rotate(customers_.begin() + static_cast<std::ptrdiff_t>(eligible++),
                    std::prev(customers_.end()), customers_.end());
    }
    entries_.push_back({.talk = &talk,
                        .as_member = availability_.is_member(day),
                        .to_come = is_to_come(day, talk.recorded.date, today()),
                        .customers = std::span(customers_).subspan(begin),
                        .eligible = eligible - begin});
  }
}

std::span<const Entry> Cadence::entries(const DateRange& days) const {
  const auto before = [](const Entry& entry, Date day) { return entry.talk->start.date < day; };
  const auto begin = std::lower_bound(entries_.begin(), entries_.end(), days.from, before);
  const auto end = std::lower_bound(begin, entries_.end(), days.until, before);
  return {begin, end};
}

const Entry* Cadence::find_entry(std::int64_t number, Date day) const {
  const auto same_day = entries({day, day + Days{1}});
  const auto found = std::find_if(same_day.begin(), same_day.end(),
                                  [&](const Entry& entry) { return entry.talk->number == number; });
  return found == same_day.end() ? nullptr : &*found;
}

bool Cadence::has_talks() const { return !entries_.empty(); }

std::int64_t Cadence::done(const Target& target, const DateRange& days) const {
  const MetricRow& row = row_of(target.metric);
  if (row.advance == nullptr) {
    const auto& dates = own_.*row.days;
    return std::count_if(dates.begin(), dates.end(), [&](Date day) {
      return days.contains(day) && day <= today() && availability_.is_member(day);
    });
  }
  std::int64_t sum = 0;
  Seen seen;
  for (const auto& entry : entries(days))
    if (!obstacle(entry, target)) sum += row.advance(entry, target, book_, seen);
  return sum;
}

Date Cadence::reference_day(const DateRange& week) const {
  if (week.contains(today())) return today();
  return week.until <= today() ? week.until - Days(1) : week.from;
}

bool Cadence::is_late(const Talk& talk) const {
  if (talk.status != Status::held) return false;
  const Date day = talk.start.date;
  const auto main = targets_.main_on(day);
  const DateRange period = main ? main->period : week_of(day, rules().week_start);
  return period.until <= talk.recorded.date;
}

bool Cadence::overlaps(const Talk& talk) const {
  const auto states_time = [](const Talk& one) {
    return one.status == Status::held && !one.assumed;
  };
  if (!states_time(talk)) return false;
  const Date day = talk.start.date;
  const auto around = entries({day - Days(1), day + Days(2)});
  return std::any_of(around.begin(), around.end(), [&](const Entry& entry) {
    const Talk& other = *entry.talk;
    return other.number != talk.number && states_time(other) && share_time(talk, other);
  });
}

std::vector<const Entry*> Cadence::sessions(const DateRange& days) const {
  std::vector<const Entry*> sessions;
  for (const auto& entry : entries(days))
    if (!obstacle(entry, any_session())) sessions.push_back(&entry);
  return sessions;
}

void Cadence::add_sessions(Week& week) const {
  Seen customers;
  for (const Entry* entry : sessions(week.days)) {
    const Talk& talk = *entry->talk;
    ++week.sessions;
    if (talk.length >= rules().hour) ++week.one_hour_sessions;
    if (talk.kind == Kind::visit) ++week.on_site_sessions;
    week.session_minutes += talk.length.count();
    if (talk.purpose == Purpose::discovery) week.discovery_minutes += talk.length.count();
    if (talk.kind == Kind::board) continue;
    for (const Customer* customer : entry->eligible_customers()) customers.insert(customer->uid);
  }
  week.customers = static_cast<int>(customers.size());
}

Week Cadence::week(Date day) const {
  Week week;
  week.days = week_of(day, rules().week_start);
  week.label = week_label(week.days);
  week.running = week.days.contains(today());
  if (const auto governed = targets_.main_on(reference_day(week.days))) {
    week.main = judge(*governed);
    week.main->main = true;
    week.state = week.main->state;
  } else if (availability_.member_days(week.days) == 0) {
    week.state = State::not_a_member;
  }
  add_sessions(week);
  return week;
}

std::vector<Week> Cadence::weeks(Date first, Date last) const {
  std::vector<Week> weeks;
  for (Date day = first; week_start(day, rules().week_start) <= last; day += Days(7))
    weeks.push_back(week(day));
  if (weeks.empty()) return weeks;

  const auto periods = main_periods(weeks.back().days.from);
  const auto forgiven = streak_of(states_of(periods)).forgiven;
  for (auto& week : weeks) {
    if (!week.main) continue;
    const auto its = find_period(periods, week.main->period);
    if (its != periods.end())
      week.forgiven = forgiven[static_cast<std::size_t>(its - periods.begin())];
  }
  return weeks;
}

/// Periods are in the order of their first week, the latest last: where it is looked for. A week
/// that is over before `period` begins is judged in another one, and so are those before it.
std::vector<Cadence::Span>::const_iterator Cadence::find_period(const std::vector<Span>& spans,
                                                                const DateRange& period) {
  for (auto span = spans.end(); span != spans.begin();) {
    --span;
    if (span->period == period) return span;
    if (span->first_week + Days(7) <= period.from) break;
  }
  return spans.end();
}

std::vector<State> Cadence::states_of(const std::vector<Span>& spans) {
  std::vector<State> states;
  states.reserve(spans.size());
  for (const auto& span : spans) states.push_back(span.state);
  return states;
}

void Cadence::add_periods(std::vector<Span>& spans, Date first, Date last) const {
  for (Date day = first; day <= last; day += Days(7)) {
    const auto governed = targets_.main_on(reference_day(week_of(day, rules().week_start)));
    if (governed && find_period(spans, governed->period) == spans.end())
      spans.push_back(
          {.first_week = day, .period = governed->period, .state = judge(*governed).state});
  }
}

std::vector<Cadence::Span> Cadence::main_periods(Date last) const {
  std::vector<Span> spans = periods_;
  while (!spans.empty() && spans.back().first_week > last) spans.pop_back();
  const auto first = availability_.first_day();
  if (!first) return spans;
  const Date next = week_start(today(), rules().week_start) + Days(7);
  add_periods(spans, std::max(next, week_start(*first, rules().week_start)), last);
  return spans;
}

FourWeeks Cadence::four_weeks(Date day) const {
  const DateRange last = week_of(day, rules().week_start);
  const Week now = week(day);
  FourWeeks total;
  if (now.main) {
    total.target = now.main->target;
    total.expected = 0;
  }
  const DateRange four{.from = last.from - Days(21), .until = last.until};
  for (Date from = four.from; from < four.until; from += Days(7)) {
    const Week one = week(from);
    total.sessions += one.sessions;
    const bool alike = total.target != nullptr && one.main &&
                       one.main->target->metric == total.target->metric &&
                       one.main->target->every.unit == Every::Unit::week;
    if (!alike) total.expected.reset();
    if (total.expected) *total.expected += one.main->expected;
  }
  if (total.target != nullptr) total.done = done(*total.target, four);
  return total;
}

Streak Cadence::streak(Date day) const {
  const DateRange last = week_of(day, rules().week_start);
  const auto main = targets_.main_on(reference_day(last));
  if (is_onboarding(main ? main->period : last)) return {};
  return streak_of(states_of(main_periods(day))).streak;
}

}  // namespace rapport
