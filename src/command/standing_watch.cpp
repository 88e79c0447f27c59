#include "command/standing_watch.hpp"

#include <algorithm>
#include <optional>

#include "rapport/store/codec.hpp"

namespace rapport {
namespace {

/// So many changes that reach the past, and every PM is judged at once: an import may have any.
constexpr int many_changes = 16;

/// Whose weeks that are over a change may alter.
struct Reach {
  Session& session;
  bool everybody = false;
  std::set<Uid> pms = {};

  bool is_past(Date day) const {
    return day < session.today() &&
           day < week_start(session.today(), session.store().rules().week_start);
  }
  void add(const std::optional<Uid>& pm) {
    if (pm)
      pms.insert(*pm);
    else
      everybody = true;
  }
};

// What each kind of entity reaches, as it was (nothing: it is new) and as it will be (nothing: it
// is removed).

void extend(Reach& reach, const Interaction& talk) {
  if (reach.is_past(talk.start.date)) reach.pms.insert(talk.hosts.begin(), talk.hosts.end());
}
void extend(Reach& reach, const Learning& learning) {
  const auto targets = reach.session.store().all<Target>();
  const bool is_measured = std::any_of(targets.begin(), targets.end(), [](const Target& target) {
    return target.metric == Metric::learnings;
  });
  if (!is_measured) return;
  if (const auto talk = reach.session.store().find<Interaction>(learning.interaction))
    extend(reach, *talk);
}
void extend(Reach& reach, const Off& off) {
  if (reach.is_past(off.days.from)) reach.add(off.pm);
}
void extend(Reach& reach, const Target& target) {
  if (reach.is_past(target.from)) reach.add(target.pm);
}

template <typename T>
void extend(Reach& reach, const std::optional<T>& was, const std::optional<T>& is) {
  if (was) extend(reach, *was);
  if (is) extend(reach, *is);
}
void extend(Reach& reach, const std::optional<Pm>& was, const std::optional<Pm>& is) {
  const auto days = [](const Pm& pm) { return std::tie(pm.joined, pm.left, pm.judge_from); };
  if (was && is && days(*was) != days(*is)) reach.add(is->uid);
}
void extend(Reach& reach, const std::optional<Customer>& was, const std::optional<Customer>& is) {
  const auto facts = [](const Customer& customer) {
    return std::tie(customer.first_class, customer.classes, customer.region, customer.segment,
                    customer.tags, customer.merged_into);
  };
  if (was && (!is || facts(*was) != facts(*is))) reach.everybody = true;
}
void extend(Reach& reach, const std::optional<Person>& was, const std::optional<Person>& is) {
  if (was && (!is || was->merged_into != is->merged_into)) reach.everybody = true;
}
void extend(Reach& reach, const std::optional<RulesRecord>&, const std::optional<RulesRecord>&) {
  reach.everybody = true;
}

template <typename T>
std::optional<T> live(const EntityState* state) {
  if (state == nullptr || state->deleted) return std::nullopt;
  T value = decode<T>(state->fields);
  value.uid = state->uid;
  return value;
}

template <typename T>
bool extend_if(Reach& reach, const EntityState* before, const EntityState& after) {
  const bool is_it = after.ent == EntityTraits<T>::name;
  if (is_it) extend(reach, live<T>(before), live<T>(&after));
  return is_it;
}

template <typename... Kinds>
void extend_any(Reach& reach, const EntityState* before, const EntityState& after) {
  static_cast<void>((extend_if<Kinds>(reach, before, after) || ...));
}

/// What is no talk, and counts.
void extend_by_achievement(Reach& reach, const EntityState* state) {
  if (state == nullptr || state->deleted) return;
  const EntityKind* kind = find_kind(state->ent);
  const auto achieved = kind == nullptr ? std::nullopt : achievement_in(*kind, state->fields);
  if (achieved && reach.is_past(achieved->day)) reach.add(achieved->pm);
}

/// More weeks of which only the sum is another one are not told.
constexpr std::ptrdiff_t most_sums = 3;

PmBook book_of(Session& session, const Pm& pm) {
  return session.store().pm_book(pm, session.now());
}

/// Without those of which only the sum is another one, where these are many.
std::vector<StandingChange> worth_telling(std::vector<StandingChange> changes) {
  const auto is_sum = [](const StandingChange& change) { return !change.changes_state(); };
  if (std::count_if(changes.begin(), changes.end(), is_sum) > most_sums)
    std::erase_if(changes, is_sum);
  return changes;
}

bool is_judged(State state) {
  return state == State::met || state == State::missed || state == State::partial;
}

}  // namespace

StandingWatch::PastWeek StandingWatch::past_week(const Week& week) {
  PastWeek past{.days = week.days, .label = week.label, .state = week.state};
  if (!week.main) return past;
  past.is_final = week.main->closed;
  if (week.main->period != week.days) return past;  // its sum is not that of the week
  past.metric = week.main->target->metric;
  past.done = week.main->done;
  return past;
}

StandingWatch::StandingWatch(Session& session, Writing& writing) : session_(session) {
  writing.watch(
      [this](const EntityState* before, const EntityState& after) { see(before, after); });
}

void StandingWatch::see(const EntityState* before, const EntityState& after) {
  if (has_all_) return;
  Reach reach{session_};
  extend_any<Interaction, Learning, Off, Target, Pm, Customer, Person, RulesRecord>(reach, before,
                                                                                    after);
  extend_by_achievement(reach, before);
  extend_by_achievement(reach, &after);
  if (!reach.everybody && reach.pms.empty()) return;
  if (reach.everybody || ++seen_ == many_changes)
    note_all();
  else
    for (const Uid& uid : reach.pms)
      if (const auto pm = session_.store().find<Pm>(uid)) note(*pm);
  if (after.ent != EntityTraits<Interaction>::name)
    for (auto& [uid, past] : noted_) past.has_begun = true;
}

void StandingWatch::note_all() {
  for (const Pm& pm : session_.store().all<Pm>()) note(pm);
  has_all_ = true;
}

void StandingWatch::note(const Pm& pm) {
  const auto [place, is_new] = noted_.try_emplace(pm.uid);
  if (!is_new) return;
  PmBook book = book_of(session_, pm);
  place->second = past_weeks(Cadence(book.facts, std::move(book.own)));
}

StandingWatch::PastWeeks StandingWatch::past_weeks(const Cadence& cadence) {
  PastWeeks past{.week_start = cadence.rules().week_start, .has_begun = cadence.has_talks()};
  const auto first = cadence.availability().first_day();
  const Date running = week_start(cadence.today(), past.week_start);
  past.first = first ? std::min(week_start(*first, past.week_start), running) : running;
  for (Date day = past.first; day < running; day += Days{7}) {
    const Week week = cadence.week(day);
    past.has_begun |= is_judged(week.state);
    past.by_day.emplace(day, past_week(week));
  }
  return past;
}

void StandingWatch::compare(std::vector<StandingChange>& changes, const Cadence& cadence,
                            const PastWeeks& before) {
  const auto start = before.week_start;
  const Date running = week_start(cadence.today(), start);
  const Date joined = cadence.availability().first_day().value_or(running);
  for (Date day = std::min(before.first, week_start(joined, start)); day < running;
       day += Days{7}) {
    const PastWeek now = past_week(cadence.week(day + Days{3}));  // where weeks begin otherwise:
    const auto found = before.by_day.find(day);                   // most of it
    const PastWeek old = found == before.by_day.end()
                             ? PastWeek{.days = now.days, .label = now.label, .metric = now.metric}
                             : found->second;
    const bool is_member = old.state != State::not_a_member && now.state != State::not_a_member;
    const bool is_state_told = before.has_begun && (old.is_final || now.is_final) &&
                               (is_member || is_judged(old.state) || is_judged(now.state));
    const bool has_other_sum =
        now.metric && old.metric == now.metric && old.done != now.done && old.days == now.days;
    if (!has_other_sum && !(is_state_told && old.state != now.state)) continue;
    changes.push_back({.pm = cadence.pm().name,
                       .target = "",
                       .period = old.label,
                       .days = old.days,
                       .metric = now.metric.value_or(Metric::hours),
                       .done_before = has_other_sum ? old.done : 0,
                       .done_after = has_other_sum ? now.done : 0,
                       .before = old.state,
                       .after = is_state_told ? now.state : old.state});
  }
}

std::vector<StandingChange> StandingWatch::changes() {
  std::vector<StandingChange> changes;
  for (const Pm& pm : session_.store().all<Pm>())
    if (const auto noted = noted_.find(pm.uid); noted != noted_.end()) {
      PmBook book = book_of(session_, pm);
      compare(changes, Cadence(book.facts, std::move(book.own)), noted->second);
    }
  return worth_telling(std::move(changes));
}

std::vector<StandingChange> StandingWatch::between(const Cadence& before, const Cadence& after) {
  std::vector<StandingChange> changes;
  compare(changes, after, past_weeks(before));
  return worth_telling(std::move(changes));
}

}  // namespace rapport
