#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"
#include "rapport/domain/facts.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/journal.hpp"
#include "store/entities/packed_talk.hpp"
#include "store/journal/links.hpp"

// What is derived from the state of an entity: the rows by which reports and names find it. Each is
// a pure function of the state, so an entity's old rows can be taken away without having kept them.
namespace rapport {
namespace {

struct Link {
  Uid owner;
  Role role;
  std::int64_t day;
  Uid other;
};

constexpr std::size_t longest_tail =
    64;  // bytes of a name's tail; longer queries fall to substring
constexpr std::size_t most_tails = 16;

std::int64_t day_number(Date date) { return date.time_since_epoch().count(); }

std::vector<Link> links_of(const Interaction& interaction) {
  std::vector<Link> links;
  const std::int64_t day = day_number(interaction.start.date);
  for (const std::set<Uid>* whom : {&interaction.customers, &interaction.people})
    for (const Uid& who : *whom) links.push_back({who, Role::interaction, day, interaction.uid});
  for (const std::string& source : interaction.sources)
    links.push_back({fingerprint(source), Role::source, 0, interaction.uid});
  return links;
}

std::vector<Link> links_of(const EntityState& state) {
  if (state.ent == EntityTraits<Learning>::name)
    return {{decode<Learning>(state.fields).interaction, Role::learning, 0, state.uid}};
  if (state.ent == EntityTraits<Promise>::name)
    return {{decode<Promise>(state.fields).interaction, Role::promise, 0, state.uid}};
  if (state.ent == EntityTraits<Vote>::name)
    return {{decode<Vote>(state.fields).idea, Role::vote, 0, state.uid}};
  if (state.ent == EntityTraits<Share>::name)
    return {{decode<Share>(state.fields).story, Role::share, 0, state.uid}};
  if (state.ent == EntityTraits<Action>::name)
    return {{decode<Action>(state.fields).review, Role::action, 0, state.uid}};
  return {};
}

bool has_names(const EntityState& state) {
  static constexpr std::array named{EntityTraits<Pm>::name, EntityTraits<Customer>::name,
                                    EntityTraits<Person>::name, EntityTraits<Idea>::name,
                                    EntityTraits<Showstopper>::name};
  return std::find(named.begin(), named.end(), state.ent) != named.end();
}

/// Every text by which people may call the entity.
std::vector<std::string> names_of(const EntityState& state) {
  std::vector<std::string> names;
  for (const auto& [field, value] : state.fields) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && (field == "name" || field == "handle")) names.push_back(*text);
    for (const std::string_view member : {"alias.", "email."})
      if (field.starts_with(member)) names.push_back(field.substr(member.size()));
  }
  return names;
}

struct NameRow {
  std::string folded;
  bool whole;
};

/// The rows by which `state` is found: each name as a whole, then from each of its words on.
std::vector<NameRow> name_rows_of(const EntityState& state) {
  std::vector<NameRow> rows;
  for (const std::string& name : names_of(state)) {
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
           static_cast<int>(link.role), link.day, link.other);
}

void write_links(Db& db, const std::vector<Link>& links) {
  for (const Link& link : links)
    db.run("INSERT OR IGNORE INTO link(owner, role, day, other) VALUES(?,?,?,?)", link.owner,
           static_cast<int>(link.role), link.day, link.other);
}

void erase_derived(Db& db, const EntityState& state) {
  if (is_talk(state)) {
    const Interaction talk = talk_of(state);
    erase_links(db, links_of(talk));
    erase_hosted(db, talk);
    return;
  }
  erase_links(db, links_of(state));
  if (!has_names(state)) return;
  for (const NameRow& row : name_rows_of(state))
    db.run("DELETE FROM name WHERE folded = ? AND ent = ? AND uid = ?", row.folded, state.ent,
           state.uid);
}

void write_derived(Db& db, const EntityState& state) {
  if (is_talk(state)) {
    const Interaction talk = talk_of(state);
    write_links(db, links_of(talk));
    write_hosted(db, talk);
    return;
  }
  write_links(db, links_of(state));
  if (!has_names(state)) return;
  for (const NameRow& row : name_rows_of(state))
    db.run(
        "INSERT INTO name(folded, ent, uid, whole) VALUES(?,?,?,?) "
        "ON CONFLICT DO UPDATE SET whole = max(whole, excluded.whole)",
        row.folded, state.ent, state.uid, row.whole ? 1 : 0);
}

}  // namespace

std::string recorded_of(const EntityState& state) {
  const auto stated = state.fields.find("recorded");  // kept by an import
  if (stated != state.fields.end())
    if (const auto* text = std::get_if<std::string>(&stated->second)) return *text;
  return state.recorded;
}

EntityState read_state(const Row& row) {
  return {.uid = row.uid(0),
          .space = row.text(1),
          .ent = row.text(2),
          .number = row.integer(3),
          .hlc = row.integer(4),
          .deleted = row.integer(5) != 0,
          .recorded = row.text(6),
          .fields = decode_fields(row.text(7))};
}

std::optional<EntityState> find_state(Db& db, const Uid& uid, std::string_view ent) {
  return db.first(
      "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity "
      "WHERE uid = ? AND ent = ?",
      read_state, uid, ent);
}

std::optional<EntityState> read_entity(Db& db, const Uid& uid, std::string_view space) {
  return db.first(
      "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity "
      "WHERE uid = ? AND space = ?",
      read_state, uid, space);
}

void write_entity(Db& db, const EntityState* before, const EntityState& after) {
  if (before != nullptr && !before->deleted) erase_derived(db, *before);
  db.run(
      "INSERT OR REPLACE INTO entity(uid, space, ent, number, hlc, deleted, conflict, recorded, "
      "body)"
      " VALUES(?,?,?,?,?,?,0,?,?)",
      after.uid, after.space, after.ent, after.number, after.hlc, after.deleted ? 1 : 0,
      after.recorded, encode_fields(after.fields));
  if (!after.deleted) write_derived(db, after);
}

}  // namespace rapport
