#pragma once

#include <functional>
#include <string>

#include "rapport/store/damage.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/kind.hpp"

namespace rapport {

/// A day as the tables have it: days since 1970-01-01.
inline std::int64_t day_number(Date date) { return date.time_since_epoch().count(); }

/// Such a day of a row. Throws UnusableFile for one out of range.
inline Date read_day(const Row& row, int column) {
  return Date{Days{read_within(row, column, day_number(first_date), day_number(last_date))}};
}

/// The role of links by source: the owner is the fingerprint of a source, and the other what came
/// from it. Those of owners are in the table of kinds.
constexpr int source_role = 7;

/// When the entity was recorded, as text: its first change, unless an import kept an earlier time.
std::string recorded_of(const EntityState& state);

/// The day of an entity by its kind; the day on which it was recorded where that says none.
Date day_of(const EntityState& state, const EntityKind& kind);

/// What `read_state` reads, of an entity `e`.
inline const std::string entity_columns =
    "e.uid, e.space, e.ent, e.number, e.hlc, e.deleted, e.recorded, e.body";
inline constexpr int entity_column_count = 8;
inline const std::string select_entity = "SELECT " + entity_columns + " FROM entity e ";
EntityState read_state(const Row& row);

/// The same; nothing where it cannot be read.
std::optional<EntityState> readable_state(const Row& row);

/// The state of an entity of kind `ent`, where it lives; deleted ones included.
std::optional<EntityState> find_state(Db& db, const Uid& uid, std::string_view ent);

/// Calls `take` with each row of an entity of kind `ent`, deleted ones included: one for each
/// space.
void each_state(Db& db, const Uid& uid, std::string_view ent,
                const std::function<void(const Row&)>& take);

/// Calls `take` with each live entity of kind `ent` by number, of several spaces only once.
void each_live(Db& db, std::string_view ent, const std::function<void(const Row&)>& take);

/// Whether all rows by which reports and names find a live entity are there.
bool is_derived(Db& db, const EntityState& state);

/// Calls `take` with every live entity of a kind that lists `owner` among its owners, those aside
/// left out, by number; the second with those that are listed under `role` by a day before
/// `before`.
void each_linked(Db& db, const EntityKind& kind, const Uid& owner,
                 const std::function<void(const Row&)>& take);
void each_linked(Db& db, const EntityKind& kind, const Uid& owner, int role, Date before,
                 const std::function<void(const Row&)>& take);

}  // namespace rapport
