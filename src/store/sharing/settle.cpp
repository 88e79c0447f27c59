#include "rapport/store/settle.hpp"

#include <algorithm>
#include <map>

#include "rapport/base/text.hpp"
#include "rapport/store/merged.hpp"
#include "rapport/store/records.hpp"

namespace rapport {
namespace {

/// Whose book wrote the first change of an entity of the team.
Uid author_of(Store& store, const Uid& uid) {
  const auto changes = changes_of(store.db(), uid, space::team);
  return changes.empty() ? Uid{} : changes.front().replica;
}

bool are_apart(const Customer& one, const Customer& other) {
  return one.apart.contains(other.uid) || other.apart.contains(one.uid);
}

/// Joins what may be joined of customers with one name, which are by uid.
void join_equal(Store& store, Writing& writing, std::vector<Customer>& same, Date today,
                Settled& settled) {
  for (std::size_t i = 0; i < same.size(); ++i)
    for (std::size_t j = i + 1; j < same.size(); ++j) {
      Customer& into = same[i];
      Customer& duplicate = same[j];
      if (into.merged_into || duplicate.merged_into || are_apart(into, duplicate)) continue;
      if (author_of(store, into.uid) == author_of(store, duplicate.uid)) continue;
      if (into.class_on(today) != duplicate.class_on(today)) {
        settled.other_class.push_back(into.name);
        continue;
      }
      into = merged(duplicate, into);
      duplicate.merged_into = into.uid;
      writing.update(into);
      writing.update(duplicate);
      settled.joined.push_back({duplicate.name, into.name, into.number});
    }
}

void join_customers(Store& store, Writing& writing, Date today, Settled& settled) {
  std::map<std::string, std::vector<Customer>> by_name;
  for (Customer& customer : store.all<Customer>())
    by_name[fold(customer.name)].push_back(std::move(customer));
  for (auto& [name, same] : by_name) {
    if (same.size() < 2) continue;
    std::sort(same.begin(), same.end(),
              [](const Customer& a, const Customer& b) { return a.uid < b.uid; });
    join_equal(store, writing, same, today, settled);
  }
}

/// True where another book wrote the change that removed it.
bool was_taken_back_elsewhere(Db& db, const Uid& uid) {
  return db
      .first(
          "SELECT s.owner IS NOT NULL FROM change c JOIN stream s ON s.id = c.stream "
          "WHERE c.uid = ? AND s.space = 'team' AND c.op = 1 ORDER BY c.hlc DESC, c.nonce DESC",
          [](const Row& row) { return row.integer(0) != 0; }, uid)
      .value_or(false);
}

bool is_spoken_of(Store& store, const Uid& who, const Uid& pm) {
  const auto talks = store.interactions({.pm = pm, .customer = who, .kind = {}});
  return !talks.empty();
}

void give_back(Store& store, Writing& writing, const Uid& pm, Settled& settled) {
  std::vector<std::pair<std::string, Uid>> gone;
  store.db().each(
      "SELECT ent, uid FROM entity WHERE deleted <> 0 AND ent IN ('customer', 'person')",
      [&](const Row& row) { gone.emplace_back(row.text(0), row.uid(1)); });
  for (const auto& [ent, uid] : gone) {
    if (!was_taken_back_elsewhere(store.db(), uid) || !is_spoken_of(store, uid, pm)) continue;
    const auto state = read_entity(store.db(), uid, space::team);
    if (!state) continue;
    writing.put(record_of(*state));
    settled.given_back.push_back(text_in(state->fields, "name"));
  }
}

}  // namespace

Settled settle(Store& store, const Stamp& now) {
  Settled settled;
  Writing writing(store, "sync", now, std::nullopt);
  if (const auto me = store.me()) give_back(store, writing, *me, settled);
  join_customers(store, writing, now.local.date, settled);
  if (writing.has_changed()) writing.commit();
  return settled;
}

}  // namespace rapport
