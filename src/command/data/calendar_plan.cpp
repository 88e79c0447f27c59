#include "command/data/calendar_plan.hpp"

#include <algorithm>

#include "command/data/import.hpp"

namespace rapport {
namespace {

/// Plans the events of one file.
class Planner {
 public:
  Planner(Store& store, const CalendarOwner& owner, const Moment& now)
      : store_(store),
        owner_(owner),
        now_(instant_of(now)),
        today_(now.date),
        matcher_(directory_of(store), owner.pm, owner.address) {}

  void add(const CalendarEvent& event);
  void remove(const RemovedEvent& event);
  void drop_plans(const std::set<std::string>& series);
  void find_vanished();
  CalendarPlan finish();

 private:
  Interaction talk_of(const CalendarEvent& event, const EventMatch& match,
                      const Moment& start) const;
  void change(const Interaction& ours, const Interaction& theirs, const std::string& title);
  void call_off(const std::string& source, const std::string& title);
  bool adopt(const Interaction& talk, const std::string& title);

  Store& store_;
  const CalendarOwner& owner_;
  Instant now_;
  Date today_;
  CalendarMatcher matcher_;
  CalendarPlan plan_;
  std::set<std::string> seen_;  // sources
  std::set<Uid> adopted_;
  DateRange told_{last_date, first_date};  // from the first day of an event to behind the last one
};

std::int64_t length_of(const CalendarEvent& event) {
  const bool zones = event.start.offset && event.end.offset;
  return zones ? instant_of(event.end) - instant_of(event.start)
               : minutes_between(event.start, event.end);
}

Interaction Planner::talk_of(const CalendarEvent& event, const EventMatch& match,
                             const Moment& start) const {
  Interaction talk{
      .start = start,
      .length = Minutes{length_of(event)},
      .kind = kind_of(event),
      .status = instant_of(start) + length_of(event) <= now_ ? Status::held : Status::planned,
      .hosts = match.hosts,
      .customers = match.customers,
      .people = {},
      .is_private = event.is_private,
      .note = event.summary,
      .sources = {source_of(event)}};
  for (const Person& person : match.people)
    if (!person.uid.is_nil()) talk.people.insert(person.uid);
  return talk;
}

void Planner::change(const Interaction& ours, const Interaction& theirs, const std::string& title) {
  const Reconciled result =
      reconcile(ours, store_.as_written_by(ours.uid, import_verb), theirs, owner_.pm.uid);
  plan_.talks.push_back(
      {.talk = result.talk, .people = {}, .change = result.change, .title = title});
}

/// An event that is off, for whatever reason: the talk that it had become is too.
void Planner::call_off(const std::string& source, const std::string& title) {
  const auto ours = store_.from_source(source);
  if (!ours || ours->status == Status::cancelled) return;
  Interaction theirs = store_.as_written_by(ours->uid, import_verb);
  theirs.status = Status::cancelled;
  const Reconciled result =
      reconcile(*ours, store_.as_written_by(ours->uid, import_verb), theirs, owner_.pm.uid);
  if (result.change == EventChange::cancelled)
    plan_.talks.push_back(
        {.talk = result.talk, .people = {}, .change = result.change, .title = title});
}

/// A talk of the same PM and customer at that time was typed in: it is this one.
bool Planner::adopt(const Interaction& talk, const std::string& title) {
  const DateRange near{talk.start.date - Days{1}, talk.start.date + Days{2}};
  for (Interaction& typed : store_.interactions({.pm = owner_.pm.uid, .days = near})) {
    const bool is_known =
        std::any_of(typed.sources.begin(), typed.sources.end(),
                    [](const std::string& source) { return source.starts_with("ics:"); });
    if (is_known || adopted_.contains(typed.uid) || !is_same_talk(typed, talk)) continue;
    adopted_.insert(typed.uid);
    typed.sources.insert(talk.sources.begin(), talk.sources.end());
    plan_.talks.push_back({.talk = typed, .people = {}, .is_adopted = true, .title = title});
    return true;
  }
  return false;
}

void Planner::add(const CalendarEvent& event) {
  const Moment start = event.all_day        ? event.start
                       : event.start.offset ? in_zone(instant_of(event.start), owner_.zone)
                                            : placed(event.start, owner_.zone);
  const std::string source = source_of(event);
  if (!seen_.insert(source).second) return;
  told_.from = std::min(told_.from, start.date);
  told_.until = std::max(told_.until, start.date + Days{1});
  const bool is_far = start.date >= owner_.days.until && event.recurrence_id;
  if (is_far && !store_.has_source(source)) return;
  EventMatch match = matcher_.match(event);
  LeftOutEvent told{.start = start,
                    .title = event.summary,
                    .unknown = match.unknown,
                    .series = event.recurrence_id ? event.uid : ""};
  if (match.left_out) {
    if (match.left_out == LeftOut::cancelled || match.left_out == LeftOut::declined)
      call_off(source, event.summary);
    if (start.date >= owner_.days.from) plan_.left_out[*match.left_out].push_back(std::move(told));
    return;
  }
  const Interaction talk = talk_of(event, match, start);
  if (const auto ours = store_.from_source(source)) {
    change(*ours, talk, event.summary);
    return;
  }
  if (start.date < owner_.days.from) {
    plan_.before_join.push_back(std::move(told));
    return;
  }
  if (!event.unknown_zone.empty()) ++plan_.zones[event.unknown_zone];
  if (!match.unknown.empty()) plan_.partly.push_back(std::move(told));
  if (adopt(talk, event.summary)) return;
  std::erase_if(match.people, [](const Person& person) { return !person.uid.is_nil(); });
  plan_.talks.push_back(
      {.talk = talk, .people = std::move(match.people), .is_new = true, .title = event.summary});
}

void Planner::remove(const RemovedEvent& event) {
  const std::string source = source_of(event);
  if (seen_.insert(source).second) call_off(source, "");
}

/// Plans from a series that has no such occurrence any more: it ends earlier, or was moved whole.
void Planner::drop_plans(const std::set<std::string>& series) {
  constexpr Days back{8 * 7};  // plans that nobody has settled; older ones are let be
  if (series.empty()) return;
  std::set<std::string> names;
  for (const std::string& uid : series) names.insert(series_source(uid));
  const DateRange days{std::max(owner_.days.from, today_ - back), owner_.days.until};
  for (const Interaction& plan : store_.interactions({.pm = owner_.pm.uid, .days = days})) {
    if (plan.status != Status::planned) continue;
    for (const std::string& source : plan.sources)
      if (names.contains(source.substr(0, source.rfind(' ') + 1)) && seen_.insert(source).second)
        call_off(source, plan.note);
  }
}

/// Plans that came from a calendar and are in none of the events of this one, though it speaks of
/// their days. Whether they were deleted there or stand in another calendar, people know: they are
/// told, and only where this calendar is one that came in before.
void Planner::find_vanished() {
  const bool is_known = std::any_of(plan_.talks.begin(), plan_.talks.end(),
                                    [](const PlannedTalk& planned) { return !planned.is_new; });
  if (!is_known || told_.from >= told_.until) return;
  for (const Interaction& plan : store_.interactions({.pm = owner_.pm.uid, .days = told_})) {
    if (plan.status != Status::planned) continue;
    bool is_ics = false, is_seen = false;
    for (const std::string& source : plan.sources) {
      is_ics = is_ics || source.starts_with("ics:");
      is_seen = is_seen || seen_.contains(source);
    }
    if (is_ics && !is_seen) plan_.vanished.push_back(plan);
  }
}

CalendarPlan Planner::finish() {
  std::stable_sort(plan_.talks.begin(), plan_.talks.end(),
                   [](const PlannedTalk& a, const PlannedTalk& b) {
                     return earlier(a.talk.start, b.talk.start);
                   });
  return std::move(plan_);
}

/// People by address, so that somebody in two events is added once.
class Newcomers {
 public:
  explicit Newcomers(Writing& writing) : writing_(writing) {}

  Uid uid_of(const Person& person) {
    const std::string& email = *person.emails.begin();
    const auto known = by_email_.find(email);
    if (known != by_email_.end()) return known->second;
    return by_email_.emplace(email, writing_.add(person, space::team)).first->second;
  }

 private:
  Writing& writing_;
  std::map<std::string, Uid> by_email_;
};

}  // namespace

bool CalendarPlan::changes() const {
  return std::any_of(talks.begin(), talks.end(), [](const PlannedTalk& planned) {
    return planned.is_new || planned.is_adopted || planned.change != EventChange::none;
  });
}

Directory directory_of(Store& store) {
  Directory directory{.pms = store.all<Pm>(),
                      .customers = {},
                      .people = store.all_with_duplicates<Person>(),
                      .own_domains = store.rules().own_domains};
  for (Customer& customer : store.all_with_duplicates<Customer>())
    directory.customers.emplace(customer.uid, std::move(customer));
  return directory;
}

CalendarPlan plan_of(Store& store, const Calendar& calendar, const CalendarOwner& owner,
                     const Moment& now) {
  Planner planner(store, owner, now);
  for (const CalendarEvent& event : calendar.events) planner.add(event);
  for (const RemovedEvent& event : calendar.removed) planner.remove(event);
  planner.drop_plans(calendar.series);
  planner.find_vanished();
  return planner.finish();
}

void write_plan(Writing& writing, Store& store, const CalendarOwner& owner, CalendarPlan& plan) {
  Newcomers newcomers(writing);
  for (PlannedTalk& planned : plan.talks) {
    Interaction& talk = planned.talk;
    if (!planned.is_new) {
      if (planned.is_adopted || planned.change != EventChange::none) writing.update(talk);
      continue;
    }
    for (const Person& person : planned.people) talk.people.insert(newcomers.uid_of(person));
    PrivateNote kept{.uid = {}, .mood = {}, .note = talk.note};
    if (talk.is_private) talk.note.clear();
    talk.uid = writing.add(talk, space::of(owner.pm));
    kept.uid = talk.uid;
    if (talk.is_private && !kept.note.empty()) writing.add(kept, space::local);
  }
  for (PlannedTalk& planned : plan.talks)
    if (const auto saved = store.find<Interaction>(planned.talk.uid)) planned.talk = *saved;
}

}  // namespace rapport
