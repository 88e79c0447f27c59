#include "rapport/report/one_on_one.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "rapport/base/phrase.hpp"

namespace rapport {
namespace {

constexpr int page_weeks = 13;

using HeardIn = std::unordered_map<Uid, std::vector<HeardLearning>, UidHash>;

HeardIn heard_by_talk(const std::vector<Learning>& learnings) {
  HeardIn heard;
  for (const Learning& learning : learnings)
    heard[learning.interaction].push_back(
        {.type = learning.type,
         .text = learning.text,
         .themes = {learning.themes.begin(), learning.themes.end()},
         .second_hand = learning.second_hand});
  return heard;
}

MetTalk met_talk(const Cadence& cadence, const Entry& entry, const Interaction& talk,
                 const HeardIn& heard, const People& people) {
  MetTalk met{.talk = talk_line(cadence, entry), .mood = talk.mood, .people = {}, .heard = {}};
  for (const Uid& uid : talk.people)
    if (const auto person = people.find(uid); person != people.end())
      met.people.push_back(person->second.name);
  if (const auto found = heard.find(talk.uid); found != heard.end() && !talk.is_private)
    met.heard = found->second;
  return met;
}

std::string changed_text(const OneOnOneReport& report, const TalkLine& talk, const char* how,
                         Date on) {
  const Date today = report.today;
  return report.numbering.text("interaction", talk.id) + (talk.customers.empty() ? "" : " ") +
         joined(talk.customers) + ", " + day_text(talk.start.date, today) + ": " + how + ' ' +
         day_text(on, today);
}

bool is_new(const OneOnOneReport& report, const Interaction& talk) {
  return report.since.is_new(talk.start) || report.since.is_new(talk.recorded);
}

/// Sorts one talk into what is new, what changed about the time before, and what is ahead.
void sort_talk(OneOnOneReport& report, const Interaction& talk, MetTalk met) {
  const Since& since = report.since;
  if (talk.status == Status::planned) {
    auto& list = talk.start.date < report.today ? report.to_confirm : report.planned;
    if (talk.loop == Loop::customer) list.push_back(met.talk);
    return;
  }
  const bool is_recent = is_new(report, talk);
  if (talk.start.date < since.day && is_recent)
    report.changed.push_back(changed_text(report, met.talk, "entered", talk.recorded.date));
  if (!is_recent) {
    if (talk.edited && since.is_new(*talk.edited))
      report.changed.push_back(changed_text(report, met.talk, "edited", talk.edited->date));
    return;
  }
  if (talk.loop == Loop::customer)
    report.met.push_back(std::move(met));
  else
    (talk.loop == Loop::colleague ? report.listened : report.used).push_back(std::move(met));
}

void sort_talks(OneOnOneReport& report, const Cadence& cadence, const OneOnOneFacts& facts) {
  const HeardIn heard = heard_by_talk(facts.learnings);
  for (const Interaction& talk : facts.talks)
    if (const Entry* entry = cadence.find_entry(talk.number, talk.start.date))
      sort_talk(report, talk, met_talk(cadence, *entry, talk, heard, facts.people));
}

/// "has shipped", "is done": of what came of it.
std::string become_text(std::string_view outcome) {
  if (outcome == "shipped") return "has shipped";
  return outcome == "kept" ? "is done" : "was " + std::string(outcome);
}

/// The customers of a talk, duplicates followed.
std::set<Uid> customers_of(const Interaction& talk, const Customers& customers) {
  std::set<Uid> uids;
  for (const Uid& uid : talk.customers)
    if (const Customer* customer = find_customer(customers, uid)) uids.insert(customer->uid);
  return uids;
}

std::optional<Date> next_contact(const std::vector<Interaction>& talks, const Interaction& rough,
                                 const Customers& customers) {
  const std::set<Uid> sought = customers_of(rough, customers);
  std::optional<Date> next;
  for (const Interaction& talk : talks) {
    if (talk.loop != Loop::customer || talk.status != Status::held) continue;
    if (talk.start.date <= rough.start.date || (next && talk.start.date >= *next)) continue;
    const std::set<Uid> met = customers_of(talk, customers);
    if (std::any_of(met.begin(), met.end(), [&](const Uid& uid) { return sought.contains(uid); }))
      next = talk.start.date;
  }
  return next;
}

void add_rough(OneOnOneReport& report, const OneOnOneFacts& facts, const Customers& customers) {
  const Date quarter = report.weeks.front().days.from;
  for (const Interaction& talk : facts.talks) {
    if (talk.loop != Loop::customer || talk.status != Status::held || talk.is_private) continue;
    if (talk.mood != Mood::rough || is_to_come(talk.start.date, talk.recorded.date, report.today))
      continue;
    const auto again = next_contact(facts.talks, talk, customers);
    if (!is_new(report, talk) && (again || talk.start.date < quarter)) continue;
    report.rough.push_back({.number = talk.number,
                            .day = talk.start.date,
                            .customers = customer_names(customers, talk.customers),
                            .note = talk.note,
                            .again = again});
  }
}

void count_balance(OneOnOneReport& report, const OneOnOneFacts& facts) {
  std::unordered_map<Uid, const Interaction*, UidHash> talks;
  for (const Interaction& talk : facts.talks) talks.emplace(talk.uid, &talk);
  const auto add = [](LearningBalance& balance, LearningType type) {
    if (type == LearningType::request) ++balance.requests;
    if (type == LearningType::need || type == LearningType::pain ||
        type == LearningType::workaround)
      ++balance.needs;
  };
  const Date quarter = report.weeks.front().days.from;
  for (const Learning& learning : facts.learnings) {
    const auto place = talks.find(learning.interaction);
    if (!learning.type || place == talks.end()) continue;
    const Interaction& talk = *place->second;
    if (talk.loop != Loop::customer || talk.is_private) continue;
    if (talk.start.date >= quarter) add(report.quarter, *learning.type);
    if (is_new(report, talk)) add(report.recent, *learning.type);
  }
}

void add_promises(OneOnOneReport& report, const OneOnOneFacts& facts, const Customers& customers) {
  for (const Promise& promise : facts.promises)
    if (!promise.kept || *promise.kept >= report.since.day)
      report.promises.push_back({promise, customer_names(customers, promise.customers)});
  const auto key = [](const MadePromise& made) {
    return std::tuple(made.promise.kept.has_value(), made.promise.due.value_or(last_date),
                      made.promise.made);
  };
  std::stable_sort(report.promises.begin(), report.promises.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

void add_loops(OneOnOneReport& report, const OneOnOneFacts& facts, const Customers& customers) {
  report.closed = closure_of(facts.loops, {report.weeks.front().days.from, last_date});
  report.closed_ever = closure_of(facts.loops);
  for (const AwaitedOutcome& loop : facts.loops) {
    if (loop.closed_on) continue;
    const Customer* customer = find_customer(customers, loop.customer);
    report.to_tell.push_back({.who = customer == nullptr ? loop.colleague : customer->name,
                              .what = std::string(name_of(loop.kind)) + ' ' +
                                      report.numbering.text(name_of(loop.kind), loop.number) + ' ' +
                                      loop.name,
                              .outcome = std::string(loop.outcome),
                              .has_become = become_text(loop.outcome),
                              .settled = loop.settled});
  }
}

void add_stories(OneOnOneReport& report, const OneOnOneFacts& facts, const Customers& customers) {
  for (const Story& story : facts.stories) {
    const auto shared = std::count_if(facts.shares.begin(), facts.shares.end(),
                                      [&](const Share& share) { return share.story == story.uid; });
    if (shared > 0 && story.told < report.since.day) continue;
    report.stories.push_back(
        {story, customer_names(customers, story.customers), static_cast<int>(shared)});
  }
}

void add_actions(OneOnOneReport& report, const OneOnOneFacts& facts) {
  for (const Action& action : facts.actions)
    if (!action.done || *action.done >= report.since.day) report.actions.push_back(action);
  std::stable_sort(report.actions.begin(), report.actions.end(),
                   [](const Action& a, const Action& b) {
                     return std::tuple(a.done.has_value(), a.due.value_or(last_date)) <
                            std::tuple(b.done.has_value(), b.due.value_or(last_date));
                   });
}

/// What counted towards the first unmet thing that is asked before weeks are judged, talk by talk.
void add_onboarding(OneOnOneReport& report, const Cadence& cadence) {
  constexpr Days long_ago{28};
  for (const Progress& progress : cadence.onboarding()) {
    if (progress.state == State::met &&
        !(progress.met_on && *progress.met_on + long_ago > report.today))
      continue;
    std::map<Date, std::int64_t> days;
    std::int64_t done = 0;
    for (const Talk* talk : progress.talks) days[talk->start.date] = ++done;
    for (const auto& [day, sum] : days)
      report.onboarding.push_back({.label = to_string(day),
                                   .value = sum,
                                   .expected = progress.of,
                                   .title = day_text(day, report.today) + ": " +
                                            share_text(sum, progress.of, progress.target->metric)});
    return;
  }
}

/// The lower of the two middle ones of an even number.
std::optional<std::int64_t> median_of(std::vector<std::int64_t> days) {
  if (days.empty()) return std::nullopt;
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>((days.size() - 1) / 2);
  std::nth_element(days.begin(), middle, days.end());
  return *middle;
}

/// Customers met since then with whom there was no talk in the year before.
int count_new(const std::set<std::string>& met, const OneOnOneReport& report,
              const OneOnOneFacts& facts, const Customers& customers) {
  std::set<std::string> before;
  for (const Interaction& talk : facts.talks)
    if (talk.loop == Loop::customer && talk.status == Status::held && !is_new(report, talk))
      for (const std::string& name : customer_names(customers, talk.customers)) before.insert(name);
  return static_cast<int>(std::count_if(
      met.begin(), met.end(), [&](const std::string& name) { return !before.contains(name); }));
}

void add_since(OneOnOneReport& report, const Cadence& cadence, const OneOnOneFacts& facts) {
  SinceThen& since = report.since_then;
  since.weeks = week_lines(cadence, cadence.weeks(report.since.day, report.today));
  for (const WeekLine& week : since.weeks) {
    if (week.running) continue;
    if (week.state == State::met) ++since.met;
    if (week.state == State::met || week.state == State::missed) ++since.counted;
  }
  std::set<std::string> customers;
  std::set<std::int64_t> numbers;
  for (const MetTalk& met : report.met) {
    if (!is_talk(met)) continue;
    ++since.talks;
    if (met.talk.learned || !met.heard.empty()) ++since.learned;
    numbers.insert(met.talk.id);
    if (!met.talk.reason)  // the word is protected: a prospect is none
      customers.insert(met.talk.customers.begin(), met.talk.customers.end());
  }
  std::vector<std::int64_t> days;
  for (const Interaction& talk : facts.talks)
    if (numbers.contains(talk.number))
      days.push_back(std::max<std::int64_t>(
          0, (talk.confirmed.value_or(talk.recorded).date - talk.start.date).count()));
  since.days_to_log = median_of(std::move(days));
  since.customers = static_cast<int>(customers.size());
  since.new_customers = count_new(customers, report, facts, cadence.book().customers);
}

}  // namespace

bool is_talk(const MetTalk& met) {
  return met.talk.status == Status::held && is_live(met.talk.kind);
}

bool Since::is_new(const Moment& moment) const {
  return after ? earlier(*after, moment) : moment.date >= day;
}

OneOnOneReport build_one_on_one(const Cadence& cadence, const OneOnOneFacts& facts) {
  const Date today = cadence.today();
  const Customers& customers = cadence.book().customers;
  const auto weeks = cadence.weeks(today - Days{7 * (page_weeks - 1)}, today);
  OneOnOneReport report{{standing_in(cadence, weeks.back())}};
  report.showstoppers = facts.showstoppers;
  report.showstoppers.numbering = facts.numbering;
  report.follow_ups = facts.follow_ups;
  report.team = facts.team;
  report.numbering = facts.numbering;
  report.since = facts.since;
  report.weeks = week_lines(cadence, weeks);
  report.breadth = build_breadth(cadence, facts.people);
  add_onboarding(report, cadence);
  sort_talks(report, cadence, facts);
  add_since(report, cadence, facts);
  add_rough(report, facts, customers);
  count_balance(report, facts);
  add_promises(report, facts, customers);
  add_loops(report, facts, customers);
  add_stories(report, facts, customers);
  add_actions(report, facts);
  std::vector<Talk> talks;
  for (const Interaction& talk : facts.talks) talks.push_back(talk_of(talk));
  add_signals(report.signals, report.pm, signals_of(talks, customers, today), customers, today,
              facts.numbering);
  report.questions = questions_of(report);
  return report;
}

}  // namespace rapport
