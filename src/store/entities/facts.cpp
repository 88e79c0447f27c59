#include <algorithm>

#include "rapport/domain/cadence.hpp"
#include "rapport/store/read_lock.hpp"
#include "rapport/store/store.hpp"
#include "store/entities/packed_talk.hpp"
#include "store/journal/links.hpp"

// What judging reads: narrow rows of talks, and of the rest of the book no more than they speak of.
namespace rapport {
namespace {

std::int64_t day_number(Date date) { return date.time_since_epoch().count(); }

bool measures(const std::vector<Target>& targets, Metric metric) {
  return std::any_of(targets.begin(), targets.end(),
                     [&](const Target& target) { return target.metric == metric; });
}

void add_customers(Store& store, const std::vector<Talk>& talks, Customers& customers) {
  for (const Talk& talk : talks)
    for (const Uid& uid : talk.customers)
      for (std::optional<Uid> next = uid; next && !customers.contains(*next);) {
        auto customer = store.find<Customer>(*next);
        if (!customer) break;
        next = customer->merged_into;
        customers.emplace(customer->uid, std::move(*customer));
      }
}

void add_merged_people(Store& store, const std::vector<Talk>& talks, BookFacts& facts) {
  std::set<Uid> seen;
  for (const Talk& talk : talks)
    for (const Uid& uid : talk.people) {
      if (!seen.insert(uid).second) continue;
      for (auto person = store.find<Person>(uid); person && person->merged_into;
           person = store.find<Person>(*person->merged_into))
        if (!facts.merged_people.emplace(person->uid, *person->merged_into).second) break;
    }
}

}  // namespace

std::vector<Talk> Store::talks(const Uid& pm, const DateRange& days) {
  std::vector<Talk> talks;
  db_.each(
      "SELECT talk FROM hosted_talk WHERE pm = ? AND day >= ? AND day < ?",
      [&](const Row& row) { talks.push_back(unpacked_talk(row.bytes(0))); }, pm,
      day_number(days.from), day_number(days.until));
  return talks;
}

void Store::count_learnings(const Uid& pm, const DateRange& days, std::vector<Talk>& talks) {
  if (days.empty() || talks.empty()) return;
  std::map<std::int64_t, int> counts;
  db_.each(
      "SELECT h.number, count(*) FROM hosted_talk h JOIN link l ON l.owner = h.interaction AND "
      "l.role = ? WHERE h.pm = ? AND h.day >= ? AND h.day < ? GROUP BY h.day, h.minute, h.number",
      [&](const Row& row) { counts.emplace(row.integer(0), static_cast<int>(row.integer(1))); },
      static_cast<int>(Role::learning), pm, day_number(days.from), day_number(days.until));
  for (Talk& talk : talks)
    if (const auto count = counts.find(talk.number); count != counts.end())
      talk.learnings = count->second;
}

PmBook Store::pm_book(const Pm& pm, const Moment& now, const DateRange& told) {
  return read_pm_book(pm, now, all_days, told);
}

PmBook Store::pm_talks(const Pm& pm, const Moment& now, const DateRange& days) {
  return read_pm_book(pm, now, days, days);
}

PmBook Store::read_pm_book(const Pm& pm, const Moment& now, const DateRange& days,
                           const DateRange& told) {
  const ReadLock lock(db_);
  PmBook book{.facts = {.now = now, .rules = rules(), .targets = all<Target>(), .offs = all<Off>()},
              .own = {.pm = pm, .talks = talks(pm.uid, days)}};
  look_up(book, told);
  return book;
}

void Store::add_colleagues(BookFacts& facts, const std::vector<Talk>& talks) {
  constexpr int longest_chain = 100;  // of merges
  for (const Talk& talk : talks) {
    if (talk.loop != Loop::colleague) continue;
    for (const Uid& uid : talk.people) {
      if (facts.colleagues.contains(uid)) continue;
      auto person = find<Person>(uid);
      for (int step = 0; person && person->merged_into && step < longest_chain; ++step)
        person = find<Person>(*person->merged_into);
      if (person) facts.colleagues.emplace(uid, person->name);
    }
  }
}

void Store::look_up(PmBook& book, const DateRange& told) {
  auto& [facts, own] = book;
  const bool measured = measures(facts.targets, Metric::learnings);
  count_learnings(own.pm.uid, measured ? all_days : told, own.talks);
  add_customers(*this, own.talks, facts.customers);
  if (measures(facts.targets, Metric::people)) add_merged_people(*this, own.talks, facts);
  add_colleagues(facts, own.talks);
  if (!measures(facts.targets, Metric::stories)) return;
  for (const Share& share : all<Share>())
    if (share.pm == own.pm.uid) own.stories.push_back(share.on);
}

}  // namespace rapport
