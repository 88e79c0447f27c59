#include <utility>

#include "rapport/store/journal.hpp"
#include "rapport/store/kind.hpp"
#include "rapport/store/spaces.hpp"

// What a restate does to the changes before it: they keep what counts, and lose what was said.
namespace rapport {

Fields without_words(std::string_view ent, const Fields& fields, bool hidden) {
  const EntityKind* kind = find_kind(ent);
  Fields kept = fields;
  std::erase_if(kept, [&](const auto& field) {
    return is_text_field(ent, field.first) ||
           (hidden && kind != nullptr && kind->kept_apart.contain(field.first));
  });
  return kept;
}

Fields known_before(const Change& restated, bool is_all_gone) {
  Fields fields = fields_in(restated);
  if (!is_all_gone)
    std::erase_if(fields,
                  [&](const auto& field) { return !is_text_field(restated.ent, field.first); });
  return fields;
}

bool blank_earlier(Db& db, const Change& restated) {
  if (restated.space == space::erasure) return false;  // orders stand, each for itself
  const bool hidden = are_private(fields_in(restated));
  bool any = false;
  for (Change& change : changes_of(db, restated.uid, restated.space)) {
    if (std::pair(change.hlc, change.nonce) >= std::pair(restated.hlc, restated.nonce)) break;
    if (!change.body) continue;
    const Fields before = decode_fields(*change.body);
    const Fields after = without_words(change.ent, before, hidden);
    if (after == before) continue;
    change.body = encode_fields(after);
    db.run(
        "UPDATE change SET body = ?, digest = ? WHERE seq = ? AND stream = "
        "(SELECT id FROM stream WHERE space = ? AND replica = ?)",
        Blob{*change.body}, digest_of(change), change.seq, change.space, change.replica);
    any = true;
  }
  return any;
}

bool blank_restated(Db& db) {
  std::vector<Change> restates;
  each_change(db, [&](std::int64_t, const Change& change, std::int64_t) {
    if (change.op == Op::restate) restates.push_back(change);
  });
  bool any = false;
  for (const Change& restated : restates) any = blank_earlier(db, restated) || any;
  return any;
}

}  // namespace rapport
