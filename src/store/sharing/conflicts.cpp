#include "rapport/store/conflicts.hpp"

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

/// Calls `take(smaller uid, other)` for each two customers of one name that two books entered and
/// nobody took apart.
template <typename Take>
void each_twice_entered(Store& store, Take&& take) {
  std::map<std::string, std::vector<Customer>> by_name;
  for (Customer& customer : store.all<Customer>())
    by_name[fold(customer.name)].push_back(std::move(customer));
  for (auto& [name, same] : by_name) {
    std::sort(same.begin(), same.end(),
              [](const Customer& a, const Customer& b) { return a.uid < b.uid; });
    for (std::size_t i = 0; i < same.size(); ++i)
      for (std::size_t j = i + 1; j < same.size(); ++j)
        if (!are_apart(same[i], same[j]) &&
            author_of(store, same[i].uid) != author_of(store, same[j].uid))
          take(same[i], same[j]);
  }
}

void join_customers(Store& store, Writing& writing, Date today, ResolvedConflicts& resolved) {
  each_twice_entered(store, [&](Customer& into, Customer& duplicate) {
    if (into.merged_into || duplicate.merged_into) return;  // by now
    if (into.class_on(today) != duplicate.class_on(today)) return;
    into = merged(duplicate, into);
    duplicate.merged_into = into.uid;
    writing.update(into);
    writing.update(duplicate);
    resolved.joined.push_back({duplicate.number, into.number, into.name});
  });
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

/// True where a talk of this book's PM is with it, or a duplicate was merged into it.
bool is_referred_to(Store& store, const Uid& uid) {
  const auto me = store.me();
  if (me && !store.interactions({.pm = *me, .customer = uid, .kind = {}}).empty()) return true;
  return store.db().number(
             "SELECT count(*) FROM entity WHERE deleted = 0 AND field(body, 'merged_into') = ?",
             to_string(uid)) > 0;
}

void give_back(Store& store, Writing& writing, ResolvedConflicts& resolved) {
  std::vector<Uid> gone;
  store.db().each("SELECT ent, uid FROM entity WHERE deleted <> 0", [&](const Row& row) {
    const EntityKind* kind = find_kind(row.text(0));
    if (kind != nullptr && kind->has_merges) gone.push_back(row.uid(1));
  });
  for (const Uid& uid : gone) {
    if (!was_taken_back_elsewhere(store.db(), uid) || !is_referred_to(store, uid)) continue;
    const auto state = read_entity(store.db(), uid, space::team);
    if (!state) continue;
    writing.put(record_of(*state));
    resolved.given_back.push_back(text_in(state->fields, "name"));
  }
}

}  // namespace

std::set<std::string> names_of_two_classes(Store& store, Date today) {
  std::set<std::string> names;
  each_twice_entered(store, [&](const Customer& one, const Customer& other) {
    if (one.class_on(today) != other.class_on(today)) names.insert(one.name);
  });
  return names;
}

ResolvedConflicts resolve_conflicts(Store& store, const Stamp& now) {
  ResolvedConflicts resolved;
  Writing writing(store, "sync", now, std::nullopt);
  give_back(store, writing, resolved);
  join_customers(store, writing, now.local.date, resolved);
  if (writing.has_changed()) writing.commit();
  return resolved;
}

}  // namespace rapport
