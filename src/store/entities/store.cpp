#include "rapport/store/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "rapport/base/phrase.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/open.hpp"
#include "store/entities/packed_talk.hpp"
#include "store/entities/typed.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

std::string in_list(const std::vector<std::string_view>& ents) {
  return "('" + joined(ents, "','") +
         "')";  // names of kinds from our own tables, never text of people
}

/// The first text after all that begin with `prefix`; nothing when there is none.
std::optional<std::string> after_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

/// What an entity is merged into directly, where both are there.
std::optional<Uid> merge_of(Db& db, const Uid& uid) {
  const auto into = db.first(
      "SELECT field(body, 'merged_into') AS target FROM entity "
      "WHERE uid = ? AND deleted = 0 AND target IS NOT NULL",
      [](const Row& row) { return parse_uid(row.text(0)); }, uid);
  if (!into || !*into) return std::nullopt;
  const bool is_there = db.number(
                            "SELECT count(*) FROM entity WHERE uid = ? AND deleted = 0 AND "
                            "space <> 'erasure'",
                            **into) != 0;
  return is_there ? *into : std::nullopt;
}

bool starts_before(const Interaction& a, const Interaction& b) {
  if (earlier(a.start, b.start)) return true;
  return !earlier(b.start, a.start) && a.number < b.number;
}

}  // namespace

#define RAPPORT_INSTANTIATE(T)                                                 \
  template T Store::last_known<T>(const Uid&);                                 \
  template std::optional<T> Store::find<T>(const Uid&);                        \
  template std::optional<T> Store::find_itself<T>(const Uid&);                 \
  template std::optional<T> Store::find_number<T>(std::int64_t);               \
  template std::vector<T> Store::all<T>();                                     \
  template std::vector<T> Store::all_with_duplicates<T>();                     \
  template void Store::each_with_duplicates<T>(const std::function<void(T)>&); \
  template std::vector<T> Store::linked<T>(const Uid&);                        \
  template std::vector<T> Store::open_with<T>(const Uid&);
RAPPORT_ENTITIES(RAPPORT_INSTANTIATE)
#undef RAPPORT_INSTANTIATE

std::optional<EntityState> Store::live_state(std::string_view ent, const Uid& uid) {
  auto state = find_state(db_, uid, ent);
  if (state && state->deleted) state.reset();
  return state;
}

std::optional<Uid> Store::uid_of_number(std::string_view ent, std::int64_t number) {
  return db_.first(
      "SELECT uid FROM number WHERE ent = ? AND id = ?", [](const Row& row) { return row.uid(0); },
      ent, number);
}

std::vector<Uid> Store::numbered_uids(std::string_view ent) {
  std::vector<Uid> uids;
  db_.each(
      "SELECT uid FROM number WHERE ent = ? ORDER BY id",
      [&](const Row& row) { uids.push_back(row.uid(0)); }, ent);
  return uids;
}

std::size_t Store::count_shared(std::string_view ent) {
  return static_cast<std::size_t>(
      db_.number("SELECT count(*) FROM number WHERE ent = ?", ent) -
      db_.number("SELECT count(DISTINCT e.uid) FROM entity e WHERE e.ent = ? AND "
                 "(e.deleted <> 0 OR e.space = 'local') AND NOT EXISTS (SELECT 1 FROM entity o "
                 "WHERE o.uid = e.uid AND o.ent = e.ent AND o.deleted = 0 AND o.space <> 'local')",
                 ent));
}

Uid Store::survivor(const Uid& uid) {
  if (merges_) return survivor_in(*merges_, uid);
  return survivor_of(uid, [&](const Uid& one) { return merge_of(db_, one); });
}

const Merges& Store::merges() {
  if (merges_) return *merges_;
  std::vector<Uid> merged;
  for (const EntityKind& kind : all_kinds())
    if (kind.has_merges)
      db_.each(
          "SELECT e.uid FROM number n JOIN entity e ON e.uid = n.uid AND e.ent = n.ent "
          "WHERE n.ent = ? AND e.deleted = 0 AND field(e.body, 'merged_into') IS NOT NULL",
          [&](const Row& row) { merged.push_back(row.uid(0)); }, kind.name);
  Merges merges;
  for (const Uid& uid : merged)
    if (const auto into = merge_of(db_, uid)) merges.emplace(uid, *into);
  return merges_.emplace(std::move(merges));
}

Rules Store::rules() {
  const auto record = find<RulesRecord>(rules_uid);
  Rules rules = record ? record->rules : Rules{};
  if (rules.work_days.empty()) rules.work_days = Rules{}.work_days;  // nobody has set them
  return rules;
}

std::optional<Uid> Store::me() {
  const auto self = find<Self>(self_uid);
  return self ? self->pm : std::nullopt;
}

std::vector<Interaction> Store::interactions(const InteractionQuery& query) {
  std::string sql = "SELECT " + entity_columns;
  const auto from = day_number(query.days.from);
  const auto until = day_number(query.days.until);
  std::vector<Interaction> found;
  const auto take = [&](const Row& row) {
    if (row.is_null(0)) fail_damaged("a talk is missing");
    auto interaction = typed<Interaction>(row);
    if (!query.days.contains(interaction.start.date)) return;
    if (query.pm && !interaction.hosts.contains(*query.pm)) return;
    if (query.kind && interaction.kind != *query.kind) return;
    found.push_back(std::move(interaction));
  };
  if (query.customer) {
    sql +=
        " FROM link l LEFT JOIN entity e ON e.uid = l.other AND e.ent = 'interaction' AND "
        "e.deleted = 0 WHERE l.owner = ? AND l.role IN (?, ?) AND l.day >= ? AND l.day < ?";
    db_.each(sql.c_str(), take, *query.customer, entity_kind<Interaction>.role,
             entity_kind<Interaction>.role_aside, from, until);
  } else if (query.pm) {
    sql +=
        " FROM hosted_talk h LEFT JOIN entity e ON e.uid = h.interaction AND "
        "e.ent = 'interaction' AND e.deleted = 0 WHERE h.pm = ? AND h.day >= ? AND h.day < ?";
    db_.each(sql.c_str(), take, *query.pm, from, until);
  } else {
    sql += " FROM entity e WHERE e.ent = 'interaction' AND e.deleted = 0";
    db_.each(sql.c_str(), take);
  }
  std::sort(found.begin(), found.end(), starts_before);
  return found;
}

std::optional<Date> Store::last_contact(const Uid& who) {
  const auto day = db_.first(
      "SELECT max(day) FROM link WHERE owner = ? AND role = ?",
      [](const Row& row) -> std::optional<Date> {
        if (row.is_null(0)) return std::nullopt;
        return read_day(row, 0);
      },
      who, entity_kind<Interaction>.role);
  return day.value_or(std::nullopt);
}

Contacts Store::contacts(const std::set<Uid>& who) {
  Contacts sum;
  std::set<Uid> met;  // of several, who may have met together
  for (const Uid& uid : who) {
    if (const auto last = last_contact(uid)) sum.last = std::max(sum.last, last);
    if (who.size() == 1)
      sum.interactions = db_.number("SELECT count(*) FROM link WHERE owner = ? AND role = ?", uid,
                                    entity_kind<Interaction>.role);
    else
      db_.each(
          "SELECT other FROM link WHERE owner = ? AND role = ?",
          [&](const Row& row) { met.insert(row.uid(0)); }, uid, entity_kind<Interaction>.role);
  }
  if (who.size() != 1) sum.interactions = static_cast<std::int64_t>(met.size());
  return sum;
}

std::vector<Vote> Store::votes_untold(const Uid& idea, Date day) {
  std::vector<Vote> votes;
  each_linked(db_, entity_kind<Vote>, idea, entity_kind<Vote>.role, day,
              [&](const Row& row) { votes.push_back(typed<Vote>(row)); });
  return votes;
}

std::optional<Vote> Store::newest_vote(const Uid& idea) {
  const auto uid = db_.first(
      "SELECT other FROM link WHERE owner = ? AND role = ? AND day = 0 ORDER BY other DESC LIMIT 1",
      [](const Row& row) { return row.uid(0); }, idea, entity_kind<Vote>.role);
  return uid ? find<Vote>(*uid) : std::nullopt;
}

std::vector<NameHit> Store::match_names(std::string_view folded, NameLevel level,
                                        const std::vector<std::string_view>& ents) {
  std::vector<NameHit> hits;
  const std::string of_kind = " AND ent IN " + in_list(ents);
  const auto take = [&](const Row& row) { hits.push_back({row.text(0), row.uid(1)}); };
  const std::string select = "SELECT DISTINCT ent, uid FROM name WHERE ";
  if (level == NameLevel::exact) {
    db_.each((select + "folded = ? AND whole = 1" + of_kind).c_str(), take, folded);
  } else if (level == NameLevel::prefix) {
    const auto end = after_prefix(std::string(folded));
    if (end)
      db_.each((select + "folded >= ? AND folded < ?" + of_kind).c_str(), take, folded, *end);
  } else {
    db_.each((select + "whole = 1 AND instr(folded, ?) > 0" + of_kind).c_str(), take, folded);
  }
  return hits;
}

std::vector<NameHit> Store::ending_in(std::string_view digits,
                                      const std::vector<std::string_view>& ents) {
  std::vector<NameHit> hits;
  db_.each(("SELECT ent, uid FROM entity WHERE deleted = 0 AND hex(uid) LIKE '%' || ? AND ent IN " +
            in_list(ents))
               .c_str(),
           [&](const Row& row) {
             hits.push_back({row.text(0), row.uid(1)});
           },
           digits);
  return hits;
}

std::vector<NameHit> Store::names_beginning(std::string_view folded,
                                            const std::vector<std::string_view>& ents,
                                            std::size_t limit) {
  constexpr std::size_t names_each = 4;  // that one entity may have in the range
  std::vector<NameHit> hits;
  std::set<NameHit> seen;
  const auto take = [&](const Row& row) {
    const NameHit hit{row.text(0), row.uid(1)};
    if (hits.size() < limit && seen.insert(hit).second) hits.push_back(hit);
  };
  const auto most = static_cast<std::int64_t>(limit * names_each);
  const std::string tail = " AND ent IN " + in_list(ents) + " ORDER BY folded LIMIT ?";
  const std::string select = "SELECT ent, uid FROM name WHERE ";
  const auto end = after_prefix(std::string(folded));
  if (end)
    db_.each((select + "folded >= ? AND folded < ?" + tail).c_str(), take, folded, *end, most);
  else
    db_.each((select + "whole = 1" + tail).c_str(), take, most);
  return hits;
}

std::vector<std::int64_t> Store::numbers_beginning(std::string_view ent, std::string_view digits,
                                                   std::size_t limit) {
  std::vector<std::int64_t> numbers;
  const auto take = [&](const Row& row) { numbers.push_back(row.integer(0)); };
  const auto range = [&](std::int64_t from, std::int64_t until) {
    db_.each("SELECT id FROM number WHERE ent = ? AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
             take, ent, from, until, static_cast<std::int64_t>(limit - numbers.size()));
  };
  constexpr std::int64_t most = 1'000'000'000'000;
  std::int64_t first = 0;
  const auto [rest, code] = std::from_chars(digits.data(), digits.data() + digits.size(), first);
  if (digits.empty()) {
    range(0, most);
  } else if (code == std::errc{} && rest == digits.data() + digits.size() && first > 0 &&
             first < most) {
    std::int64_t scale = 1;  // 7 → 70–79 → 700–799 …
    while (first * scale < most / 10) scale *= 10;
    for (; scale > 0 && numbers.size() < limit; scale /= 10)
      range(first * scale, (first + 1) * scale);
  }
  return numbers;
}

std::vector<std::pair<std::string, NameHit>> Store::whole_names(
    const std::vector<std::string_view>& ents) {
  std::vector<std::pair<std::string, NameHit>> names;
  db_.each(
      ("SELECT folded, ent, uid FROM name WHERE whole = 1 AND ent IN " + in_list(ents)).c_str(),
      [&](const Row& row) {
        names.push_back({row.text(0), {row.text(1), row.uid(2)}});
      });
  return names;
}

}  // namespace rapport
