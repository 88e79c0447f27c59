#include "oracle_model.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace rapport {
namespace {

constexpr Days one(1);
constexpr Days seven(7);

bool contains(const DateRange& days, Date day) { return day >= days.from && day < days.until; }

unsigned iso_weekday(Date day) { return std::chrono::weekday(day).iso_encoding(); }

unsigned day_of_month(Date day) {
  return static_cast<unsigned>(std::chrono::year_month_day(day).day());
}

unsigned month_of(Date day) {
  return static_cast<unsigned>(std::chrono::year_month_day(day).month());
}

bool begins_month(Date day) { return day_of_month(day) == 1; }

bool begins_quarter(Date day) { return begins_month(day) && month_of(day) % 3 == 1; }

/// From the last day before `day` (or `day`) that begins something to the next one.
template <typename Begins>
DateRange between(Date day, Begins begins) {
  DateRange range{.from = day, .until = day + one};
  while (!begins(range.from)) range.from -= one;
  while (!begins(range.until)) range.until += one;
  return range;
}

bool live(Kind kind) { return kind != Kind::email && kind != Kind::chat; }

/// Whether a kind can move a metric at all; an e-mail is a contact, but never a session nor time.
bool moves(Kind kind, Metric metric) {
  switch (metric) {
    case Metric::visits:
      return kind == Kind::visit || kind == Kind::video;
    case Metric::sessions:
    case Metric::hours:
      return live(kind);
    case Metric::customers:
      return kind != Kind::board;
    case Metric::stories:
      return false;
    default:
      return true;
  }
}

std::string name_of_kind(Kind kind) {
  const std::vector<std::string> names{"visit", "video", "call", "board", "event", "email", "chat"};
  return names.at(static_cast<std::size_t>(kind));
}

std::string name_of_purpose(Purpose purpose) {
  const std::vector<std::string> names{"discovery", "demo",       "support", "sales",
                                       "training",  "escalation", "check-in"};
  return names.at(static_cast<std::size_t>(purpose));
}

std::string name_of_class(Class value) {
  const std::vector<std::string> names{"customer", "prospect", "partner", "internal"};
  return names.at(static_cast<std::size_t>(value));
}

Class class_on(const Customer& customer, Date day) {
  Class result = customer.first_class;
  for (const auto& [from, value] : customer.classes)
    if (from <= day) result = value;
  return result;
}

bool same(std::string a, std::string b) {  // the words of these lives have no accents
  for (auto* text : {&a, &b})
    for (auto& letter : *text) letter = static_cast<char>(std::tolower(letter));
  return a == b;
}

bool in_place(const Customer& customer, const Filter& filter) {
  bool tagged = filter.tag.empty();
  for (const auto& tag : customer.tags) tagged |= same(tag, filter.tag);
  return tagged && (filter.region.empty() || same(customer.region, filter.region)) &&
         (filter.segment.empty() || same(customer.segment, filter.segment));
}

bool counts_minutes(Metric metric) { return metric == Metric::hours; }

}  // namespace

Oracle::Oracle(const BookFacts& book, const PmFacts& own)
    : book_(book), own_(own), talks_(own.talks), first_(book.now.date), last_(book.now.date) {
  targets_.push_back({.name = "weekly", .metric = Metric::hours, .amount = 180, .main = true});
  targets_.push_back({.name = "onboarding",
                      .metric = Metric::visits,
                      .amount = 15,
                      .every = {.unit = Every::Unit::once},
                      .onboarding = true});
  for (const auto& target : book.targets)
    if (!target.pm || *target.pm == own.pm.uid) targets_.push_back(target);
  std::sort(talks_.begin(), talks_.end(), [](const Talk& a, const Talk& b) {
    const int left = a.start.minute ? *a.start.minute : -1;
    const int right = b.start.minute ? *b.start.minute : -1;
    if (a.start.date != b.start.date) return a.start.date < b.start.date;
    return left != right ? left < right : a.number < b.number;
  });
  const auto stretch = [&](Date day) {
    first_ = std::min(first_, day);
    last_ = std::max(last_, day);
  };
  for (const auto& talk : talks_) stretch(talk.start.date), stretch(talk.recorded.date);
  for (const auto& day : own.pm.joined) stretch(day);
  for (const auto& day : own.pm.left) stretch(day);
  for (const auto& off : book.offs) stretch(off.days.from), stretch(off.days.until);
  for (const Date day : own.pm.joined) membership_[day] = true;
  for (const Date day : own.pm.left)  // who joins and leaves on one day stays what they were
    if (!membership_.try_emplace(day, false).second) membership_.erase(day);
  std::set<std::string> names;
  for (const auto& target : targets_) names.insert(target.name);
  names_.assign(names.begin(), names.end());
  first_ -= Days(40);
  last_ += Days(40);
}

bool Oracle::member(Date day) const {
  bool is = false;
  for (const auto& [change, joins] : membership_)
    if (change <= day) is = joins;
  return is;
}

bool Oracle::working(Date day) const { return book_.rules.work_days.count(iso_weekday(day)) > 0; }

bool Oracle::off(Date day) const {
  for (const auto& off : book_.offs)
    if ((!off.pm || *off.pm == own_.pm.uid) && contains(off.days, day)) return true;
  return false;
}

bool Oracle::available(Date day) const { return working(day) && member(day) && !off(day); }

int Oracle::count(const DateRange& days, const std::function<bool(Date)>& is) const {
  int result = 0;
  for (Date day = days.from; day < days.until; day += one)
    if (is(day)) ++result;
  return result;
}

const Customer* Oracle::customer(Uid uid) const {
  for (;;) {
    const auto found = book_.customers.find(uid);
    if (found == book_.customers.end()) return nullptr;
    if (!found->second.merged_into) return &found->second;
    uid = *found->second.merged_into;
  }
}

std::vector<const Customer*> Oracle::all_customers(const Talk& talk) const {
  std::vector<const Customer*> result;
  for (const auto& uid : talk.customers) {
    const Customer* one_of = customer(uid);
    if (one_of && std::count(result.begin(), result.end(), one_of) == 0) result.push_back(one_of);
  }
  return result;
}

std::vector<const Customer*> Oracle::customers_of_class(const Talk& talk) const {
  std::vector<const Customer*> result;
  for (const auto* one_of : all_customers(talk))
    if (class_on(*one_of, talk.start.date) == Class::customer) result.push_back(one_of);
  return result;
}

DateRange Oracle::week_around(Date day) const {
  return between(day, [&](Date at) { return std::chrono::weekday(at) == book_.rules.week_start; });
}

DateRange Oracle::period_around(const std::vector<Target>& versions, const Target& target,
                                Date day) const {
  switch (target.every.unit) {
    case Every::Unit::week:
      return week_around(day);
    case Every::Unit::month:
      return between(day, begins_month);
    case Every::Unit::quarter:
      return between(day, begins_quarter);
    case Every::Unit::once:
      return {.from = target.onboarding ? first_date : target.from,
              .until = target.by ? *target.by + one : last_date};
    case Every::Unit::weeks:
      break;
  }
  const DateRange first = week_around(counted_from(versions, target));
  const Days length = seven * target.every.count;
  DateRange period{.from = first.from};
  while (period.from > day) period.from -= length;
  while (period.from + length <= day) period.from += length;
  period.until = period.from + length;
  return period;
}

/// "N weeks counts from the target's first week": a new amount does not move it, another period or
/// a target that was removed in between does. `versions` are in order.
Date Oracle::counted_from(const std::vector<Target>& versions, const Target& target) const {
  Date from = target.from;
  bool unbroken = false;
  for (std::size_t at = versions.size(); at-- > 0;) {
    const bool alike = versions[at].every == target.every && !versions[at].removed;
    if (unbroken && !alike) break;
    if (versions[at].uid == target.uid) unbroken = true;
    if (unbroken) from = versions[at].from;
  }
  return from;
}

/// The first day of the first period that starts on or after the day a version is in force from.
Date Oracle::first_governed(const std::vector<Target>& versions, const Target& version) const {
  if (version.every.unit == Every::Unit::once) return version.from;
  Date day = version.from;
  if (version.every.unit == Every::Unit::weeks) day = week_around(day).from;
  while (period_around(versions, version, day).from != day) day += one;
  return day;
}

std::optional<OracleTarget> Oracle::of_scope(const std::vector<Target>& versions, Date day) const {
  for (std::size_t at = versions.size(); at-- > 0;) {
    const Target& version = versions[at];
    if (first_governed(versions, version) > day) continue;
    const DateRange period = period_around(versions, version, day);
    const Date start = version.every.unit == Every::Unit::once ? day : period.from;
    if (version.until && start >= *version.until) return std::nullopt;
    // Nothing longer than a week starts once a newer version is in force that will cut it short.
    const bool cut = std::any_of(versions.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                 versions.end(), [&](const Target& newer) {
                                   return newer.from <= period.from &&
                                          first_governed(versions, newer) < period.until;
                                 });
    const bool longer = version.every.unit != Every::Unit::once && period.days() > 7;
    OracleTarget found{.version = version, .period = period};
    if (longer && cut) found.version.removed = true;  // and that for all stays out of it, too
    return found;
  }
  return std::nullopt;
}

const std::optional<OracleTarget>& Oracle::find(const std::string& name, Date day) const {
  const auto [kept, added] = found_.try_emplace({name, day});
  if (added) kept->second = looked_for(name, day);
  return kept->second;
}

std::optional<OracleTarget> Oracle::looked_for(const std::string& name, Date day) const {
  for (const bool own : {true, false}) {
    std::vector<Target> versions;
    for (const auto& target : targets_)
      if (target.name == name && target.pm.has_value() == own) versions.push_back(target);
    std::sort(versions.begin(), versions.end(), [](const Target& a, const Target& b) {
      return std::tie(a.from, a.uid) < std::tie(b.from, b.uid);
    });
    auto found = of_scope(versions, day);
    if (!found) continue;
    if (found->version.removed) return std::nullopt;
    found->own = own;
    return found;
  }
  return std::nullopt;
}

const OracleTarget* Oracle::main_at(Date day) const {
  const OracleTarget* best = nullptr;
  for (const auto& name : names()) {
    const auto& found = find(name, day);
    if (!found || found->version.every.unit == Every::Unit::once) continue;
    const auto rank = [](const OracleTarget& target) {
      const bool flag = target.version.main;
      return std::tuple(flag, flag && target.own, flag ? target.version.from : first_date,
                        flag ? target.version.uid : Uid{});
    };
    if (!best || rank(*best) < rank(*found)) best = &*found;
  }
  return best;
}

std::vector<OracleTarget> Oracle::governing(Date day) const {
  std::vector<OracleTarget> result;
  const auto* main = main_at(day);
  if (main) result.push_back(*main);
  for (const bool once : {false, true})
    for (const auto& name : names()) {
      const auto& found = find(name, day);
      if (!found || (main && main->version.name == name)) continue;
      if ((found->version.every.unit == Every::Unit::once) == once) result.push_back(*found);
    }
  return result;
}

std::optional<OracleReason> Oracle::reason(const Talk& talk, const Target& target) const {
  const Filter& filter = target.filter;
  const Date day = talk.start.date;
  if (talk.status == Status::planned) return OracleReason{"status", "planned, not held"};
  if (talk.status != Status::held) return OracleReason{"status", ""};
  if (ahead(talk)) return OracleReason{"to-come", "still to come"};
  if (!member(day)) return OracleReason{"membership", ""};
  const auto customers = customers_of_class(talk);
  if (filter.loop == Loop::customer && customers.empty()) {
    std::set<Class> theirs;
    for (const auto& uid : talk.customers)
      if (const auto* other = customer(uid)) theirs.insert(class_on(*other, day));
    if (theirs.size() != 1) return OracleReason{"class", ""};
    return OracleReason{"class", name_of_class(*theirs.begin()) + ", not a customer"};
  }
  const bool asked = filter.kinds.empty() ? live(talk.kind) : filter.kinds.count(talk.kind) > 0;
  if (!asked || !moves(talk.kind, target.metric)) {
    const bool contact = !live(talk.kind) && target.metric != Metric::visits;
    return OracleReason{"kind", contact ? name_of_kind(talk.kind) + ", not a session" : ""};
  }
  if (talk.loop != filter.loop) return OracleReason{"loop", ""};
  if (!filter.purposes.empty() && !filter.purposes.count(talk.purpose))
    return OracleReason{"purpose", name_of_purpose(talk.purpose) + ", not counted"};
  if (talk.length < filter.least) {
    const auto least = filter.least.count();
    return OracleReason{"length", least < 60 ? "shorter than " + std::to_string(least) + "m" : ""};
  }
  if (filter.region.empty() && filter.segment.empty() && filter.tag.empty()) return std::nullopt;
  for (const auto* one_of : filter.loop == Loop::customer ? customers : all_customers(talk))
    if (in_place(*one_of, filter)) return std::nullopt;
  return OracleReason{"place", ""};
}

/// A talk of a day that has not begun, here or further east, where it was recorded.
bool Oracle::ahead(const Talk& talk) const {
  const Date day = talk.start.date;
  return day > today() + one + one || (day > today() && talk.recorded.date < day);
}

/// The talks that are not ahead and count towards a target, whatever the period.
const std::vector<const Talk*>& Oracle::counting(const Target& target) const {
  const auto [kept, added] = counting_.try_emplace({target.name, target.uid});
  if (added)
    for (const auto& talk : talks_)
      if (!ahead(talk) && !reason(talk, target)) kept->second.push_back(&talk);
  return kept->second;
}

std::int64_t Oracle::done(const Target& target, const DateRange& days, const Admits& admits) const {
  if (target.metric == Metric::stories) {
    std::int64_t shared = 0;
    for (const Date day : own_.stories)
      if (contains(days, day) && day <= today() && member(day)) ++shared;
    return shared;
  }
  std::int64_t result = 0;
  std::set<Uid> seen;
  for (const Talk* counted : counting(target)) {
    const Talk& talk = *counted;
    if (!contains(days, talk.start.date) || !admits(talk)) continue;
    switch (target.metric) {
      case Metric::hours:
        result += talk.length.count();
        break;
      case Metric::customers:
        for (const auto* one_of : customers_of_class(talk))
          if (in_place(*one_of, target.filter)) seen.insert(one_of->uid);
        break;
      case Metric::people:
        for (Uid person : talk.people) {
          while (book_.merged_people.count(person)) person = book_.merged_people.at(person);
          seen.insert(person);
        }
        break;
      case Metric::learnings:
        result += talk.learnings;
        break;
      default:
        ++result;
    }
  }
  return result + static_cast<std::int64_t>(seen.size());
}

bool Oracle::membership_changes(const DateRange& days) const {
  for (Date day = days.from; day + one < days.until; day += one)
    if (member(day) != member(day + one)) return true;
  return false;
}

Oracle::Key Oracle::key_of(const OracleTarget& target) {
  return {target.version.name, target.own, target.version.uid, target.period.from,
          target.period.until};
}

/// A period of `once` has no ends: of its days only those on which something happens are walked.
DateRange Oracle::counted_days(const Target& target, const DateRange& period) const {
  if (target.every.unit != Every::Unit::once) return period;
  const Date from = std::max(period.from, std::min(first_, period.until));
  return {.from = from, .until = period.until == last_date ? std::max(last_, from) : period.until};
}

const OracleVerdict& Oracle::verdict(const OracleTarget& of) const {
  const auto kept = verdicts_.find(key_of(of));
  if (kept != verdicts_.end()) return kept->second;
  const Target& target = of.version;
  OracleVerdict result{.target = target, .period = of.period};
  const DateRange days = counted_days(of.version, of.period);
  result.done = done(target, of.period, [](const Talk&) { return true; });
  result.working = count(days, [&](Date day) { return working(day); });
  result.available = count(days, [&](Date day) { return available(day); });
  result.passed = count(days, [&](Date day) { return day < today() && available(day); });
  result.closed = of.period.until <= today();
  result.expected = target.amount;
  if (target.every.unit != Every::Unit::once && result.working > 0) {
    const std::int64_t step = counts_minutes(target.metric) ? 15 : 1;
    const std::int64_t share = target.amount * result.available;  // in parts of a working day
    if (result.available < result.working) {
      result.expected = 0;
      while (result.expected * result.working < share) result.expected += step;
    }
  }
  result.state = state_of(result);
  result.judged = target.every.unit == Every::Unit::once || !onboarding(of.period);
  if (result.state == "paused" || result.state == "not-a-member") result.judged = false;
  return verdicts_[key_of(of)] = result;
}

std::string Oracle::state_of(const OracleVerdict& verdict) const {
  const bool once = verdict.target.every.unit == Every::Unit::once;
  if (once && !verdict.target.by) {
    if (verdict.done >= verdict.expected) return "met";
    return verdict.target.onboarding && unmoved(verdict.target, today()) ? "stalled" : "on-pace";
  }
  const DateRange days = counted_days(verdict.target, verdict.period);
  const int as_member = count(days, [&](Date day) { return working(day) && member(day); });
  if (as_member == 0) return "not-a-member";
  if (verdict.available == 0) return "paused";
  if (!once && onboarding(verdict.period))
    return stalled(verdict.period) ? "stalled" : "onboarding";
  if (verdict.done >= verdict.expected) return "met";
  if (verdict.closed) return !once && membership_changes(verdict.period) ? "partial" : "missed";
  const Date from = std::max(today(), verdict.period.from);
  const std::int64_t left = (verdict.period.until - from).count();
  const std::int64_t a_day = counts_minutes(verdict.target.metric) ? 8 * 60 : 8;
  if (verdict.expected - verdict.done > a_day * left) return "out-of-reach";
  return verdict.done * verdict.available >= verdict.expected * verdict.passed ? "on-pace"
                                                                               : "behind";
}

std::optional<Date> Oracle::first_day_enough(const OracleTarget& of, bool as_recorded) const {
  std::set<Date> eventful(own_.stories.begin(), own_.stories.end());
  for (const auto& talk : talks_) eventful.insert({talk.start.date, talk.recorded.date});
  for (const Date day : eventful) {  // on the others nothing changes
    if (day > today() + one + one) break;
    DateRange days = of.period;
    days.until = as_recorded ? day + one : std::min(days.until, day + one);  // late, but enough
    const auto known = [&](const Talk& talk) { return !as_recorded || talk.recorded.date <= day; };
    if (done(of.version, days, known) >= of.version.amount) return day;
  }
  return std::nullopt;
}

bool Oracle::onboarding(const DateRange& period) const {
  if (own_.pm.judge_from) return period.until <= *own_.pm.judge_from;
  for (const auto& name : names()) {
    const auto& found = find(name, period.from);
    if (found && open(*found, period.from)) return true;
  }
  return false;
}

bool Oracle::open(const OracleTarget& target, Date day) const {
  if (!target.version.onboarding) return false;
  auto [kept, added] = settled_.try_emplace(key_of(target));
  if (added) kept->second = first_day_enough(target, true);
  return !kept->second || week_around(*kept->second).until > day;
}

/// Walks back day by day: from the week of `last`, or the running one where that is to come, until
/// four whole weeks with a day of work were passed.
bool Oracle::unmoved(const Target& target, Date last) const {
  const DateRange week = week_around(std::min(last, today()));
  std::set<Date> worked;  // first days of such weeks
  Date day = week.until;
  while (worked.size() < 4) {
    day -= one;
    if (day < first_) return false;
    const DateRange around = week_around(day);
    if (around.from < week.from && !onboarding(around)) return false;
    if (around.from < week.from && available(day)) worked.insert(around.from);
  }
  const DateRange days{.from = week_around(day).from, .until = week.until};
  const auto any = [](const Talk&) { return true; };
  const DateRange all{.from = first_date, .until = days.until};
  return done(target, days, any) == 0 && done(target, all, any) < target.amount;
}

bool Oracle::stalled(const DateRange& period) const {
  int open_ones = 0;
  for (const auto& name : names()) {
    const auto& found = find(name, period.from);
    if (!found || !open(*found, period.from)) continue;
    if (!unmoved(found->version, period.until - one)) return false;
    ++open_ones;
  }
  return open_ones > 0;
}

std::optional<Date> Oracle::judged_from() const {
  std::optional<Date> joined;
  for (Date day = last_; day >= first_; day -= one)
    if (member(day)) joined = day;
  if (!joined) return std::nullopt;
  const Date first = week_around(*joined).from;
  if (own_.pm.judge_from) return std::max(first, week_around(*own_.pm.judge_from).from);
  DateRange week = week_around(today());
  if (onboarding(week)) {
    week = week_around(week.until);
    if (onboarding(week)) return std::nullopt;
  } else {
    while (week.from > first && !onboarding(week_around(week.from - one)))
      week = week_around(week.from - one);
  }
  return std::max(first, week.from);
}

Date Oracle::looked_up_on(const DateRange& week) const {
  if (contains(week, today())) return today();
  return week.until <= today() ? week.until - one : week.from;
}

OracleWeek Oracle::week(Date day) const {
  OracleWeek result{.days = week_around(day), .state = "paused"};
  if (const auto* main = main_at(looked_up_on(result.days))) {
    result.main = verdict(*main);
    result.state = result.main->state;
  } else if (count(result.days, [&](Date at) { return working(at) && member(at); }) == 0) {
    result.state = "not-a-member";
  }
  const Target any{.metric = Metric::sessions};
  std::set<Uid> seen;
  for (const auto& talk : talks_) {
    if (!contains(result.days, talk.start.date) || ahead(talk)) continue;
    if (reason(talk, any)) continue;
    ++result.sessions;
    if (talk.length >= book_.rules.hour) ++result.one_hour_sessions;
    if (talk.kind == Kind::visit) ++result.on_site_sessions;
    result.session_minutes += talk.length.count();
    if (talk.purpose == Purpose::discovery) result.discovery_minutes += talk.length.count();
    if (talk.kind == Kind::board) continue;
    for (const auto* one_of : customers_of_class(talk)) seen.insert(one_of->uid);
  }
  result.customers = static_cast<int>(seen.size());
  for (const auto& span : spans(day))
    if (result.main && span.period == result.main->period) result.forgiven = span.forgiven;
  return result;
}

std::vector<Oracle::Span> Oracle::spans(Date last) const {
  std::vector<Span> result;
  if (own_.pm.joined.empty()) return result;
  for (DateRange week = week_around(*own_.pm.joined.begin()); week.from <= last;
       week = week_around(week.until)) {
    const auto* main = main_at(looked_up_on(week));
    if (!main) continue;
    bool known = false;
    for (const auto& span : result) known |= span.period == main->period;
    if (known) continue;
    result.push_back({.period = main->period, .state = verdict(*main).state});
  }
  for (std::size_t at = 0; at < result.size(); ++at) {
    if (result[at].state != "missed") continue;
    int judged = 0;
    int met = 0;
    for (std::size_t before = at; before-- > 0 && judged < 4;) {
      if (result[before].state == "met") ++judged, ++met;
      if (result[before].state == "missed") ++judged;
    }
    result[at].forgiven = met == 4;
  }
  return result;
}

OracleStreak Oracle::streak(Date day) const {
  OracleStreak result;
  const auto* main = main_at(looked_up_on(week_around(day)));
  if (onboarding(main ? main->period : week_around(day))) return result;
  const auto all = spans(day);
  bool broken = false;
  for (std::size_t at = all.size(); at-- > 0;) {
    const bool met = all[at].state == "met";
    const bool missed = all[at].state == "missed";
    if (missed && !all[at].forgiven) broken = true;
    if (met && !broken) ++result.streak;
    if ((met || missed) && result.judged < 13) {
      ++result.judged;
      if (met) ++result.met;
    }
  }
  return result;
}

OracleProgress Oracle::progress(const OracleTarget& of) const {
  OracleProgress result;
  result.done = verdict(of).done;
  result.met_on = first_day_enough(of, false);
  result.closed_on = first_day_enough(of, true);
  if (of.version.metric == Metric::stories) return result;
  for (const auto& talk : talks_) {
    if (!contains(of.period, talk.start.date) || ahead(talk)) continue;
    if (reason(talk, of.version)) continue;
    result.talks.push_back(talk.number);
    const auto is_among = [&](const Talk& one_of) {
      return std::count(result.talks.begin(), result.talks.end(), one_of.number) > 0;
    };
    if (done(of.version, of.period, is_among) >= of.version.amount) break;
  }
  return result;
}

/// Minute by minute: is there one that another talk of a stated time has, too?
bool Oracle::overlaps(const Talk& talk) const {
  const auto minutes = [](const Talk& of) {
    std::set<long> all;
    if (of.status != Status::held || of.assumed || !of.start.minute) return all;
    const long first = (of.start.date - Date{}).count() * 1440L + *of.start.minute;
    for (long minute = first; minute < first + of.length.count(); ++minute) all.insert(minute);
    return all;
  };
  const auto own = minutes(talk);
  if (own.empty()) return false;
  for (const auto& other : talks_) {
    const auto apart = (other.start.date - talk.start.date).count();
    if (other.number == talk.number || apart < -1 || apart > 1) continue;
    for (const long minute : minutes(other))
      if (own.contains(minute)) return true;
  }
  return false;
}

bool Oracle::late(const Talk& talk) const {
  if (talk.status != Status::held) return false;
  const auto* main = main_at(talk.start.date);
  const DateRange period = main ? main->period : week_around(talk.start.date);
  return talk.recorded.date >= period.until;
}

}  // namespace rapport
