#include "rapport/base/text.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/kinds.hpp"
#include "store/entities/packed_talk.hpp"
#include "store/journal/links.hpp"

// What is derived from the state of an entity: the rows by which reports and names find it. Each is
// a pure function of the state, so an entity's old rows can be taken away without having kept them.
namespace rapport {
namespace {

struct Link {
  Uid owner;
  int role;
  std::int64_t day;
  Uid other;
};

constexpr std::size_t longest_tail =
    64;  // bytes of a name's tail; longer queries fall to substring
constexpr std::size_t most_tails = 16;

std::vector<Link> links_of(const EntityKind& kind, const EntityState& state) {
  std::vector<Link> links;
  const std::int64_t day = kind.is_linked_by_day ? day_number(day_of(state, kind)) : 0;
  for (const auto& [field, text] : texts_in(state.fields, kind.owners))
    if (const auto owner = parse_uid(text)) links.push_back({*owner, kind.role, day, state.uid});
  for (const auto& [field, text] : texts_in(state.fields, kind.sources))
    links.push_back({fingerprint(text), source_role, 0, state.uid});
  return links;
}

struct NameRow {
  std::string folded;
  bool whole;
};

/// The rows by which `state` is found: each name as a whole, then from each of its words on.
std::vector<NameRow> name_rows_of(const EntityKind& kind, const EntityState& state) {
  std::vector<NameRow> rows;
  for (const auto& [field, name] : texts_in(state.fields, kind.called)) {
    const std::string folded = fold(name);
    rows.push_back({folded, true});
    std::size_t tails = 0;
    for (const std::string_view word : words_of(folded)) {
      if (++tails > most_tails) break;
      std::string tail =
          folded.substr(static_cast<std::size_t>(word.data() - folded.data()), longest_tail);
      while (!is_valid_text(tail)) tail.pop_back();  // not inside a character
      rows.push_back({std::move(tail), false});
    }
  }
  return rows;
}

bool is_talk(const EntityState& state) { return state.ent == EntityTraits<Interaction>::name; }

Interaction talk_of(const EntityState& state) {
  auto talk = decode<Interaction>(state.fields);
  talk.uid = state.uid;
  talk.number = state.number;
  // What was a plan counts from when it was said to be held: earlier pages did not count it.
  talk.recorded =
      talk.confirmed ? *talk.confirmed : parse_recorded(recorded_of(state)).value_or(Moment{});
  return talk;
}

void write_hosted(Db& db, const Interaction& talk) {
  const std::string packed = packed_talk(talk_of(talk));
  for (const Uid& host : talk.hosts)
    db.run(
        "INSERT INTO hosted_talk(pm, day, minute, number, talk, interaction) VALUES(?,?,?,?,?,?)",
        host, day_number(talk.start.date), talk.start.minute.value_or(-1), talk.number,
        Blob{packed}, talk.uid);
}

void erase_hosted(Db& db, const Interaction& talk) {
  for (const Uid& host : talk.hosts)
    db.run("DELETE FROM hosted_talk WHERE pm = ? AND day = ? AND minute = ? AND number = ?", host,
           day_number(talk.start.date), talk.start.minute.value_or(-1), talk.number);
}

void erase_links(Db& db, const std::vector<Link>& links) {
  for (const Link& link : links)
    db.run("DELETE FROM link WHERE owner = ? AND role = ? AND day = ? AND other = ?", link.owner,
           link.role, link.day, link.other);
}

void write_links(Db& db, const std::vector<Link>& links) {
  for (const Link& link : links)
    db.run("INSERT OR IGNORE INTO link(owner, role, day, other) VALUES(?,?,?,?)", link.owner,
           link.role, link.day, link.other);
}

void erase_derived(Db& db, const EntityState& state) {
  const EntityKind* kind = find_kind(state.ent);
  if (kind == nullptr) return;
  erase_links(db, links_of(*kind, state));
  if (is_talk(state)) erase_hosted(db, talk_of(state));
  for (const NameRow& row : name_rows_of(*kind, state))
    db.run("DELETE FROM name WHERE folded = ? AND ent = ? AND uid = ?", row.folded, state.ent,
           state.uid);
}

void write_derived(Db& db, const EntityState& state) {
  const EntityKind* kind = find_kind(state.ent);
  if (kind == nullptr) return;
  write_links(db, links_of(*kind, state));
  if (is_talk(state)) write_hosted(db, talk_of(state));
  for (const NameRow& row : name_rows_of(*kind, state))
    db.run(
        "INSERT INTO name(folded, ent, uid, whole) VALUES(?,?,?,?) "
        "ON CONFLICT DO UPDATE SET whole = max(whole, excluded.whole)",
        row.folded, state.ent, state.uid, row.whole ? 1 : 0);
}

bool are_hosted(Db& db, const Interaction& talk) {
  const std::string packed = packed_talk(talk_of(talk));
  return std::all_of(talk.hosts.begin(), talk.hosts.end(), [&](const Uid& host) {
    return db.number(
               "SELECT count(*) FROM hosted_talk WHERE pm = ? AND day = ? AND minute = ? AND "
               "number = ? AND talk = ? AND interaction = ?",
               host, day_number(talk.start.date), talk.start.minute.value_or(-1), talk.number,
               Blob{packed}, talk.uid) == 1;
  });
}

}  // namespace

bool is_derived(Db& db, const EntityState& state) {
  const EntityKind* kind = find_kind(state.ent);
  if (kind == nullptr) return true;
  for (const Link& link : links_of(*kind, state))
    if (db.number("SELECT count(*) FROM link WHERE owner = ? AND role = ? AND day = ? AND "
                  "other = ?",
                  link.owner, link.role, link.day, link.other) != 1)
      return false;
  for (const NameRow& row : name_rows_of(*kind, state))
    if (db.number("SELECT count(*) FROM name WHERE folded = ? AND ent = ? AND uid = ?", row.folded,
                  state.ent, state.uid) != 1)
      return false;
  return !is_talk(state) || are_hosted(db, talk_of(state));
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

std::optional<EntityState> find_state(Db& db, const Uid& uid, std::string_view ent) {
  static const std::string sql = select_entity + "WHERE uid = ? AND ent = ? ORDER BY deleted";
  return db.first(sql.c_str(), read_state, uid, ent);
}

void each_linked(Db& db, const EntityKind& kind, const Uid& owner,
                 const std::function<void(const EntityState&)>& take) {
  static const std::string sql = select_entity +
                                 "JOIN link l ON e.uid = l.other WHERE l.owner = ? AND l.role = ? "
                                 "AND e.ent = ? AND e.deleted = 0 ORDER BY e.number";
  db.each(
      sql.c_str(), [&](const Row& row) { take(read_state(row)); }, owner, kind.role, kind.name);
}

std::optional<EntityState> read_entity(Db& db, const Uid& uid, std::string_view space) {
  static const std::string sql = select_entity + "WHERE uid = ? AND space = ?";
  return db.first(sql.c_str(), read_state, uid, space);
}

void write_entity(Db& db, const EntityState* before, const EntityState& after) {
  if (before != nullptr && !before->deleted) erase_derived(db, *before);
  db.run(
      "INSERT OR REPLACE INTO entity(uid, space, ent, number, hlc, deleted, recorded, body) "
      "VALUES(?,?,?,?,?,?,?,?)",
      after.uid, after.space, after.ent, after.number, after.hlc, after.deleted ? 1 : 0,
      recorded_number(after.recorded), Blob{encode_fields(after.fields)});
  if (!after.deleted) write_derived(db, after);
}

}  // namespace rapport
