#include "rapport/store/two_values.hpp"

#include <algorithm>
#include <tuple>

#include "rapport/store/journal.hpp"
#include "rapport/store/kind.hpp"

namespace rapport {
namespace {

/// Each two changes of one entity, one that came from another book and one of this, which had not
/// heard of it, nor the other book of this when it began; the last that each said comes last.
constexpr const char* said_at_once =
    "SELECT ours.uid, o.space, s.owner, ours.body, theirs.body FROM change theirs "
    "JOIN stream s ON s.id = theirs.stream JOIN change ours ON ours.uid = theirs.uid "
    "JOIN stream o ON o.id = ours.stream AND o.space = s.space AND o.owner IS NULL "
    "WHERE theirs.stream = ?1 AND theirs.seq > ?2 AND theirs.op = 0 AND ours.op = 0 "
    "AND ours.body IS NOT NULL AND theirs.body IS NOT NULL "
    "AND ours.hlc > (SELECT min(base) FROM change WHERE uid = theirs.uid AND stream = "
    "theirs.stream AND seq > ?2) ORDER BY theirs.hlc, ours.hlc";

FieldValue value_in(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? FieldValue{} : found->second;
}

/// What changes without anybody having said so.
bool is_stamp(std::string_view field) {
  constexpr FieldNames stamps = "edited confirmed assumed version source recorded";
  return stamps.contain(field);
}

using ByField = std::map<std::pair<Uid, std::string>, TwoValues>;

void note(ByField& found, const EntityState& state, const std::string& owner, const Fields& ours,
          const Fields& theirs) {
  for (const auto& [name, other] : theirs) {
    const auto own = ours.find(name);
    if (own == ours.end() || is_stamp(name)) continue;
    found.erase({state.uid, name});
    const FieldValue now = value_in(state.fields, name);
    if (own->second == other || (now != own->second && now != other)) continue;
    found.emplace(std::pair{state.uid, name}, TwoValues{.ent = state.ent,
                                                        .uid = state.uid,
                                                        .number = state.number,
                                                        .field = name,
                                                        .ours = own->second,
                                                        .theirs = other,
                                                        .owner = owner,
                                                        .ours_stands = now == own->second});
  }
}

}  // namespace

HeadsOfOthers heads_of_others(Db& db) {
  HeadsOfOthers heads;
  db.each("SELECT id, head FROM stream WHERE owner IS NOT NULL",
          [&](const Row& row) { heads.emplace(row.integer(0), row.integer(1)); });
  return heads;
}

std::vector<TwoValues> two_values_since(Db& db, const HeadsOfOthers& before) {
  ByField found;
  for (const auto& [stream, head] : heads_of_others(db)) {
    const auto old = before.find(stream);
    db.each(
        said_at_once,
        [&](const Row& row) {
          const auto state = read_entity(db, row.uid(0), row.text(1));
          if (state && !state->deleted)
            note(found, *state, row.text(2), decode_fields(row.bytes(3)),
                 decode_fields(row.bytes(4)));
        },
        stream, old == before.end() ? 0 : old->second);
  }
  std::vector<TwoValues> all;
  for (auto& [key, one] : found) all.push_back(std::move(one));
  std::sort(all.begin(), all.end(), [](const TwoValues& a, const TwoValues& b) {
    return std::tie(a.ent, a.number, a.field) < std::tie(b.ent, b.number, b.field);
  });
  return all;
}

}  // namespace rapport
