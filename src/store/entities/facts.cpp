#include <algorithm>
#include <array>

#include "rapport/domain/cadence.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/read_lock.hpp"
#include "rapport/store/store.hpp"
#include "store/journal/links.hpp"
#include "store/repair/checkpoints.hpp"

// What judging reads: narrow rows of talks, and of the rest of the book no more than they speak of.
namespace rapport {
namespace {

constexpr DateRange all_days{first_date, last_date + Days{1}};

std::int64_t day_number(Date date) { return date.time_since_epoch().count(); }

Date read_day(const Row& row, int column) {
  return Date{Days{read_within(row, column, day_number(first_date), day_number(last_date))}};
}

template <typename E, std::size_t Count>
E read_word(const Row& row, int column, const std::array<Word<E>, Count>&) {
  return static_cast<E>(read_within(row, column, 0, Count - 1));
}

constexpr const char* select_talks =
    "SELECT number, day, minute, minutes, kind, purpose, loop, status, recorded, edited, "
    "customers, people FROM hosted WHERE pm = ? AND day >= ? AND day < ?";

constexpr const char* select_talk =
    "SELECT number, day, minute, minutes, kind, purpose, loop, status, recorded, edited, "
    "customers, people FROM hosted WHERE pm = ? AND day = ? AND number = ?";

Talk read_talk(const Row& row) {
  Talk talk{.number = row.integer(0)};
  talk.start.date = read_day(row, 1);
  if (const auto minute = read_within(row, 2, -1, 24 * 60 - 1); minute >= 0)
    talk.start.minute = static_cast<int>(minute);
  talk.length = Minutes{read_within(row, 3, 0, most_minutes)};
  talk.kind = read_word(row, 4, kinds);
  talk.purpose = read_word(row, 5, purposes);
  talk.loop = read_word(row, 6, loops);
  talk.status = read_word(row, 7, statuses);
  talk.recorded.date = read_day(row, 8);
  talk.edited = row.integer(9) != 0;
  talk.customers = row.uids(10);
  talk.people = row.uids(11);
  return talk;
}

bool measures(const std::vector<Target>& targets, Metric metric) {
  return std::any_of(targets.begin(), targets.end(),
                     [&](const Target& target) { return target.metric == metric; });
}

/// A duplicate comes with what stands for it, and leads straight there.
void add_customer(Store& store, const Uid& uid, Customers& customers) {
  if (customers.contains(uid)) return;
  auto customer = store.find_itself<Customer>(uid);
  if (!customer) return;
  const Uid survivor = customer->merged_into ? store.survivor(uid) : uid;
  customer->merged_into = survivor == uid ? std::nullopt : std::optional{survivor};
  customers.emplace(uid, std::move(*customer));
  add_customer(store, survivor, customers);
}

}  // namespace

std::vector<Talk> Store::talks(const Uid& pm, const DateRange& days) {
  std::vector<Talk> talks;
  add_talks(talks, pm, days);
  return talks;
}

void Store::add_talks(std::vector<Talk>& talks, const Uid& pm, const DateRange& days) {
  db_.each(
      select_talks, [&](const Row& row) { talks.push_back(read_talk(row)); }, pm,
      day_number(days.from), day_number(days.until));
}

void Store::count_learnings(const Uid& pm, const DateRange& days, std::vector<Talk>& talks) {
  if (days.empty() || talks.empty()) return;
  std::map<std::int64_t, int> counts;
  db_.each(
      "SELECT h.number, count(*) FROM hosted h JOIN link l ON l.owner = h.interaction AND "
      "l.role = ? WHERE h.pm = ? AND h.day >= ? AND h.day < ? GROUP BY h.day, h.minute, h.number",
      [&](const Row& row) { counts.emplace(row.integer(0), static_cast<int>(row.integer(1))); },
      entity_kind<Learning>.role, pm, day_number(days.from), day_number(days.until));
  for (Talk& talk : talks)
    if (const auto count = counts.find(talk.number); count != counts.end())
      talk.learnings = count->second;
}

PmBook Store::pm_book(const Pm& pm, const Moment& now) {
  return pm_book(pm, now, all_days, all_days);
}

PmBook Store::pm_book(const Pm& pm, const Moment& now, const DateRange& shown,
                      const DateRange& told) {
  const ReadLock lock(db_);
  PmBook book{.facts = {.now = now, .rules = rules(), .targets = all<Target>(), .offs = all<Off>()},
              .own = {.pm = pm}};
  PmFacts& own = book.own;
  own.before = read_checkpoint(db_, pm.uid, shown.from, [&](const Checkpoint& checkpoint) {
    return covers(checkpoint, book.facts, pm, shown);
  });
  if (own.before)  // the newest comes first there, and all are older than the others
    std::for_each(own.before->named.rbegin(), own.before->named.rend(), [&](const auto& named) {
      db_.each(
          select_talk, [&](const Row& row) { own.talks.push_back(read_talk(row)); }, pm.uid,
          day_number(named.day), named.number);
    });
  if (!own.before)  // a list of all that grows would be there twice
    own.talks.reserve(
        static_cast<std::size_t>(db_.number("SELECT count(*) FROM hosted WHERE pm = ?", pm.uid)));
  add_talks(own.talks, pm.uid, {own.before ? own.before->day : all_days.from, all_days.until});
  look_up(book, told);
  return book;
}

PmBook Store::pm_talks(const Pm& pm, const Moment& now, const DateRange& days) {
  const ReadLock lock(db_);
  PmBook book{.facts = {.now = now, .rules = rules(), .targets = all<Target>(), .offs = all<Off>()},
              .own = {.pm = pm, .talks = talks(pm.uid, days)}};
  look_up(book, days);
  return book;
}

void Store::add_colleagues(BookFacts& facts, const std::vector<Talk>& talks) {
  for (const Talk& talk : talks) {
    if (talk.loop != Loop::colleague) continue;
    for (const Uid& uid : talk.people) {
      if (facts.colleagues.contains(uid)) continue;
      if (const auto person = find<Person>(uid)) facts.colleagues.emplace(uid, person->name);
    }
  }
}

void Store::look_up(PmBook& book, const DateRange& told) {
  auto& [facts, own] = book;
  const bool measured = measures(facts.targets, Metric::learnings);
  count_learnings(own.pm.uid, measured ? all_days : told, own.talks);
  for (const Talk& talk : own.talks)
    for (const Uid& uid : talk.customers) add_customer(*this, uid, facts.customers);
  if (measures(facts.targets, Metric::people)) facts.merged_people = merges();
  add_colleagues(facts, own.talks);
  if (!measures(facts.targets, Metric::stories)) return;
  for (const Share& share : all<Share>())
    if (share.pm == own.pm.uid) own.stories.push_back(share.on);
}

}  // namespace rapport
