#include "store/entities/derived.hpp"

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/kinds.hpp"
#include "store/journal/links.hpp"

// The row of an entity, and with it all that is derived from its state.
namespace rapport {
namespace {

void erase_derived(Db& db, const EntityState& state) {
  const DerivedRows rows = derived_from(state);
  for (const LinkRow& link : rows.links)
    db.run("DELETE FROM link WHERE owner = ? AND role = ? AND day = ? AND other = ?", link.owner,
           link.role, link.day, link.other);
  for (const TalkRow& talk : rows.talks)
    db.run("DELETE FROM hosted_talk WHERE pm = ? AND day = ? AND minute = ? AND number = ?",
           talk.pm, talk.day, talk.minute, talk.number);
  for (const NameRow& name : rows.names)
    db.run("DELETE FROM name WHERE folded = ? AND ent = ? AND uid = ?", name.folded, state.ent,
           state.uid);
}

void write_derived(Db& db, const EntityState& state, const Interaction* said) {
  const DerivedRows rows = derived_from(state, said);
  for (const LinkRow& link : rows.links)
    db.run("INSERT OR IGNORE INTO link(owner, role, day, other) VALUES(?,?,?,?)", link.owner,
           link.role, link.day, link.other);
  for (const TalkRow& talk : rows.talks)
    db.run(
        "INSERT INTO hosted_talk(pm, day, minute, number, talk, interaction) VALUES(?,?,?,?,?,?)",
        talk.pm, talk.day, talk.minute, talk.number, Blob{talk.talk}, talk.interaction);
  for (const NameRow& name : rows.names)
    db.run(
        "INSERT INTO name(folded, ent, uid, whole) VALUES(?,?,?,?) "
        "ON CONFLICT DO UPDATE SET whole = max(whole, excluded.whole)",
        name.folded, state.ent, state.uid, name.whole ? 1 : 0);
}

const std::string into_entity =
    " INTO entity(uid, space, ent, number, hlc, deleted, recorded, body) VALUES(?,?,?,?,?,?,?,?)";

/// How many rows it wrote: none where `insert` may leave one that is there.
std::int64_t write_row(Db& db, const std::string& insert, const EntityState& state,
                       std::string_view body) {
  return db.run(insert.c_str(), state.uid, state.space, state.ent, state.number, state.hlc,
                state.deleted ? 1 : 0, recorded_number(state.recorded), Blob{body});
}

}  // namespace

bool is_derived(Db& db, const EntityState& state) {
  const DerivedRows rows = derived_from(state);
  const auto has_link = [&](const LinkRow& link) {
    return db.number(
               "SELECT count(*) FROM link WHERE owner = ? AND role = ? AND day = ? AND other = ?",
               link.owner, link.role, link.day, link.other) == 1;
  };
  const auto has_name = [&](const NameRow& name) {
    return db.number("SELECT count(*) FROM name WHERE folded = ? AND ent = ? AND uid = ?",
                     name.folded, state.ent, state.uid) == 1;
  };
  const auto has_talk = [&](const TalkRow& talk) {
    return db.number(
               "SELECT count(*) FROM hosted_talk WHERE pm = ? AND day = ? AND minute = ? AND "
               "number = ? AND talk = ? AND interaction = ?",
               talk.pm, talk.day, talk.minute, talk.number, Blob{talk.talk}, talk.interaction) == 1;
  };
  return std::all_of(rows.links.begin(), rows.links.end(), has_link) &&
         std::all_of(rows.names.begin(), rows.names.end(), has_name) &&
         std::all_of(rows.talks.begin(), rows.talks.end(), has_talk);
}

std::string recorded_of(const EntityState& state) {
  const std::string stated = text_in(state.fields, "recorded");  // kept by an import
  return stated.empty() ? state.recorded : stated;
}

Date day_of(const EntityState& state, const EntityKind& kind) {
  const auto stated = state.fields.find(kind.day);
  Moment when;
  if (stated != state.fields.end() && from_value(stated->second, when)) return when.date;
  return parse_recorded(recorded_of(state)).value_or(Moment{}).date;
}

EntityState read_state(const Row& row) {
  return {.uid = row.uid(0),
          .space = row.text(1),
          .ent = row.text(2),
          .number = row.integer(3),
          .hlc = row.integer(4),
          .deleted = row.integer(5) != 0,
          .recorded = recorded_text(row.integer(6)),
          .fields = decode_fields(row.bytes(7))};
}

std::optional<EntityState> readable_state(const Row& row) {
  try {
    return read_state(row);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_data) throw;
    return std::nullopt;
  }
}

void each_state(Db& db, const Uid& uid, std::string_view ent,
                const std::function<void(const Row&)>& take) {
  static const std::string sql = select_entity + "WHERE uid = ? AND ent = ?";
  db.each(sql.c_str(), take, uid, ent);
}

void each_live(Db& db, std::string_view ent, const std::function<void(const Row&)>& take) {
  static const std::string sql =
      "SELECT " + entity_columns +
      " FROM number n CROSS JOIN entity e ON e.uid = n.uid AND e.ent = n.ent "
      "WHERE n.ent = ? AND e.deleted = 0 ORDER BY n.id";
  Uid last;
  db.each(
      sql.c_str(),
      [&](const Row& row) {
        if (row.uid(0) == last) return;
        last = row.uid(0);
        take(row);
      },
      ent);
}

std::optional<EntityState> find_state(Db& db, const Uid& uid, std::string_view ent) {
  std::optional<EntityState> found;
  each_state(db, uid, ent, [&](const Row& row) {
    if (!found || found->deleted) found = read_state(row);
  });
  return found;
}

void each_linked(Db& db, const EntityKind& kind, const Uid& owner,
                 const std::function<void(const Row&)>& take) {
  each_linked(db, kind, owner, kind.role, last_date + Days{1}, take);
}

void each_linked(Db& db, const EntityKind& kind, const Uid& owner, int role, Date before,
                 const std::function<void(const Row&)>& take) {
  static const std::string sql =
      select_entity +
      "JOIN link l ON e.uid = l.other WHERE l.owner = ? AND l.role = ? AND l.day < ? "
      "AND e.ent = ? AND e.deleted = 0 ORDER BY e.number";
  db.each(sql.c_str(), take, owner, role, day_number(before), kind.name);
}

std::optional<EntityState> read_entity(Db& db, const Uid& uid, std::string_view space) {
  static const std::string sql = select_entity + "WHERE uid = ? AND space = ?";
  return db.first(sql.c_str(), read_state, uid, space);
}

void write_entity(Db& db, const EntityState* before, const EntityState& after) {
  write_entity(db, before, after, encode_fields(after.fields));
}

bool insert_entity(Db& db, const EntityState& state, std::string_view body,
                   const Interaction* said) {
  static const std::string insert = "INSERT OR IGNORE" + into_entity;
  if (write_row(db, insert, state, body) == 0) return false;
  write_derived(db, state, said);
  return true;
}

void write_entity(Db& db, const EntityState* before, const EntityState& after,
                  std::string_view body) {
  if (before != nullptr && !before->deleted) erase_derived(db, *before);
  static const std::string insert = "INSERT OR REPLACE" + into_entity;
  write_row(db, insert, after, body);
  if (!after.deleted) write_derived(db, after, nullptr);
}

void erase_entity(Db& db, const EntityState& state) {
  if (!state.deleted) erase_derived(db, state);
  db.run("DELETE FROM entity WHERE uid = ? AND space = ?", state.uid, state.space);
}

}  // namespace rapport
