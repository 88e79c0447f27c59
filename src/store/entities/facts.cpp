#include <algorithm>
#include <unordered_map>

#include "rapport/domain/cadence.hpp"
#include "rapport/domain/themes.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/read_lock.hpp"
#include "rapport/store/store.hpp"
#include "store/entities/packed_talk.hpp"
#include "store/entities/typed.hpp"
#include "store/journal/links.hpp"

// What judging reads: narrow rows of talks, and of the rest of the book no more than they speak of.
namespace rapport {
namespace {

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
  static const std::string sql = std::string("SELECT ") + talk_columns +
                                 " FROM hosted_talk h WHERE pm = ? AND day >= ? AND day < ?";
  db_.each(
      sql.c_str(), [&](const Row& row) { talks.push_back(read_talk(row)); }, pm,
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
      entity_kind<Learning>.role, pm, day_number(days.from), day_number(days.until));
  for (Talk& talk : talks)
    if (const auto count = counts.find(talk.number); count != counts.end())
      talk.learnings = count->second;
}

std::set<std::int64_t> Store::talks_that_say(const Uid& pm, bool (*says)(std::string_view),
                                             Date since) {
  std::set<std::int64_t> numbers;
  static const std::string sql =
      "SELECT " + entity_columns +
      ", h.number FROM hosted_talk h "
      "JOIN link l ON l.owner = h.interaction AND l.role = ? "
      "JOIN entity e ON e.uid = l.other AND e.ent = 'learning' AND e.space <> 'local' "
      "WHERE h.pm = ? AND h.day >= ?";
  db_.each(
      sql.c_str(),
      [&](const Row& row) {
        const auto learning = typed<Learning>(row);
        if (says(learning.text) ||
            std::any_of(learning.themes.begin(), learning.themes.end(), says))
          numbers.insert(row.integer(entity_column_count));
      },
      entity_kind<Learning>.role, pm, day_number(since));
  return numbers;
}

PmBook Store::pm_book(const Pm& pm, const Moment& now, const DateRange& told, Customers known) {
  return read_pm_book(pm, now, {&all_days, 1}, {&told, 1}, std::move(known));
}

PmBook Store::pm_talks(const Pm& pm, const Moment& now, std::span<const DateRange> days,
                       Customers known) {
  return read_pm_book(pm, now, days, days, std::move(known));
}

PmBook Store::read_pm_book(const Pm& pm, const Moment& now, std::span<const DateRange> days,
                           std::span<const DateRange> told, Customers known) {
  const ReadLock lock(db_);
  PmBook book{.facts = {.now = now,
                        .rules = rules(),
                        .targets = all<Target>(),
                        .offs = all<Off>(),
                        .customers = std::move(known)},
              .own = {.pm = pm}};
  auto& own = book.own.talks;
  for (const DateRange& some : days) {
    auto found = talks(pm.uid, some);
    if (own.empty())
      own = std::move(found);
    else
      std::move(found.begin(), found.end(), std::back_inserter(own));
  }
  look_up(book, told);
  return book;
}

std::vector<Heard> Store::heard_on(const DateRange& days) {
  static const std::string sql =
      "SELECT " + entity_columns + ", " + talk_columns +
      " FROM hosted_talk h "
      "JOIN link l ON l.owner = h.interaction AND l.role = ? "
      "JOIN entity e ON e.uid = l.other AND e.ent = 'learning' AND e.space <> 'local' "
      "WHERE h.pm = ? AND h.day >= ? AND h.day < ? AND e.deleted = 0";
  std::vector<Heard> heard;
  std::unordered_map<Uid, std::size_t, UidHash> places;
  for (const Uid& pm : numbered_uids(entity_kind<Pm>.name))
    db_.each(
        sql.c_str(),
        [&](const Row& row) {
          const auto [place, is_new] = places.try_emplace(row.uid(0), heard.size());
          if (is_new)
            heard.push_back(
                {.learning = typed<Learning>(row), .talk = read_talk(row, entity_column_count)});
          heard[place->second].hosts.push_back(pm);
        },
        entity_kind<Learning>.role, pm, day_number(days.from), day_number(days.until));
  return heard;
}

std::optional<Date> Store::first_day() {
  std::optional<Date> first;
  for (const Uid& pm : numbered_uids(entity_kind<Pm>.name)) {
    const auto day = db_.first(
        "SELECT day FROM hosted_talk WHERE pm = ? ORDER BY day LIMIT 1",
        [](const Row& row) { return Date{Days{row.integer(0)}}; }, pm);
    if (day && (!first || *day < *first)) first = day;
  }
  return first;
}

std::vector<std::pair<Date, std::int64_t>> Store::talk_days(const Uid& pm, const DateRange& days) {
  std::vector<std::pair<Date, std::int64_t>> talks;
  db_.each(
      "SELECT day, number FROM hosted_talk WHERE pm = ? AND day >= ? AND day < ?",
      [&](const Row& row) { talks.emplace_back(read_day(row, 0), row.integer(1)); }, pm,
      day_number(days.from), day_number(days.until));
  return talks;
}

std::size_t Store::count_talks(const Uid& pm, const DateRange& days) {
  return static_cast<std::size_t>(
      db_.number("SELECT count(*) FROM hosted_talk WHERE pm = ? AND day >= ? AND day < ?", pm,
                 day_number(days.from), day_number(days.until)));
}

std::optional<Date> Store::day_of_newest(const Uid& pm, const DateRange& days, std::size_t before) {
  return db_.first(
      "SELECT day FROM hosted_talk WHERE pm = ? AND day >= ? AND day < ? "
      "ORDER BY day DESC, minute DESC, number DESC LIMIT 1 OFFSET ?",
      [](const Row& row) { return Date{Days{row.integer(0)}}; }, pm, day_number(days.from),
      day_number(days.until), static_cast<std::int64_t>(before));
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

void Store::look_up(PmBook& book, std::span<const DateRange> told) {
  auto& [facts, own] = book;
  const bool measured = measures(facts.targets, Metric::learnings);
  for (const DateRange& days : measured ? std::span<const DateRange>(&all_days, 1) : told)
    count_learnings(own.pm.uid, days, own.talks);
  for (const Talk& talk : own.talks)
    for (const Uid& uid : talk.customers) add_customer(*this, uid, facts.customers);
  if (measures(facts.targets, Metric::people)) facts.merged_people = merges();
  add_colleagues(facts, own.talks);
  for (const EntityKind& kind : all_kinds())
    if (kind.advances && measures(facts.targets, *kind.advances))
      each_live(db_, kind.name, [&](const Row& row) {
        const auto achieved = achievement_in(kind, decode_fields(row.bytes(7)));
        if (achieved && achieved->pm == book.own.pm.uid)
          (book.own.*row_of(*kind.advances).days).push_back(achieved->day);
      });
}

}  // namespace rapport
