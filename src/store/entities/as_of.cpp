#include <fmt/format.h>

#include <set>
#include <utility>
#include <vector>

#include "rapport/store/journal.hpp"
#include "rapport/store/store.hpp"
#include "store/journal/change_row.hpp"

// The book as it was: its pages as they are, and taken back in them what was recorded later.
namespace rapport {
namespace {

constexpr std::size_t most_taken_back_alone = 20'000;  // entities: more are cheaper in one new fold

/// An entity in its space.
using EntityAt = std::pair<Uid, std::string>;

/// Every change after `until`, with the entities that they are of.
std::vector<Change> changes_after(Db& copy, std::int64_t until, std::set<EntityAt>& touched) {
  std::vector<Change> restates;
  copy.each(
      "SELECT c.uid, s.space, c.op FROM change c JOIN stream s ON s.id = c.stream "
      "WHERE c.at > ? OR c.at = 0",
      [&](const Row& row) { touched.emplace(row.uid(0), row.text(1)); }, until);
  static const std::string sql = std::string("SELECT ") + change_columns +
                                 " FROM change c JOIN stream s ON s.id = c.stream WHERE "
                                 "c.op = 3 AND (c.at > ? OR c.at = 0)";
  copy.each(
      sql.c_str(), [&](const Row& row) { restates.push_back(read_change(row)); }, until);
  return restates;
}

/// Tells what is known now of what was restated since, if anything was then: its words are no
/// longer those of that day. What was taken into another space has always been there.
void look_back(Db& copy, const Change& restated) {
  const auto of_same = [&](const char* what, const char* rest) {
    return fmt::format(
        "{} FROM change WHERE uid = ? AND stream IN (SELECT id FROM stream WHERE space = ?){}",
        what, rest);
  };
  const bool has_moved = restated.body && fields_in(restated).empty();
  const bool was_known =
      copy.number("SELECT count(*) FROM change WHERE uid = ? AND op <> 3", restated.uid) > 0;
  if (has_moved || !was_known) {
    copy.run(of_same("DELETE", has_moved ? "" : " AND op = 3").c_str(), restated.uid,
             restated.space);
    return;
  }
  const bool is_all_gone = copy.number(of_same("SELECT count(*)", " AND body IS NULL").c_str(),
                                       restated.uid, restated.space) > 0;
  Change known = restated;
  known.op = Op::put;
  known.body = encode_fields(known_before(restated, is_all_gone));
  copy.run("UPDATE change SET op = 0, body = ?, digest = ? WHERE uid = ? AND nonce = ?",
           Blob{*known.body}, digest_of(known), known.uid, known.nonce);
}

void fold_again(Db& copy, const EntityAt& place) {
  const auto& [uid, space] = place;
  for (const Change& change : changes_of(copy, uid, space))
    if (change.is_altered)  // left out, and said
      copy.run("DELETE FROM change WHERE uid = ? AND nonce = ?", uid, change.nonce);
  const auto before = read_entity(copy, uid, space);
  const auto after = folded(copy, uid, space);
  if (after) return write_entity(copy, before ? &*before : nullptr, *after);
  if (!before) return;
  erase_entity(copy, *before);
  copy.run(
      "DELETE FROM number WHERE ent = ? AND id = ? AND NOT EXISTS "
      "(SELECT 1 FROM entity e WHERE e.uid = number.uid AND e.ent = number.ent)",
      before->ent, before->number);
}

/// The same for all, where that is less work.
void fold_all_again(Db& copy) {
  refold_entities(copy);
  copy.run(
      "DELETE FROM number WHERE NOT EXISTS "
      "(SELECT 1 FROM entity e WHERE e.uid = number.uid AND e.ent = number.ent)");
}

}  // namespace

Store Store::as_of(const Moment& moment) {
  Db copy = Db::memory_copy(db_);
  const std::int64_t until = recorded_until(moment);
  copy.run("BEGIN");
  std::set<EntityAt> touched;
  const std::vector<Change> restates = changes_after(copy, until, touched);
  copy.run("DELETE FROM change WHERE (at > ? OR at = 0) AND op <> 3", until);
  for (const Change& restated : restates) look_back(copy, restated);
  copy.run("DELETE FROM command WHERE substr(at, 1, 16) > ?",
           recorded_text(moment).substr(0, std::string_view("2026-11-18T11:20").size()));
  copy.run("UPDATE command SET op = NULL WHERE op IS NOT NULL");  // nobody repeats one in the past
  if (touched.size() > most_taken_back_alone)
    fold_all_again(copy);
  else
    for (const EntityAt& place : touched) fold_again(copy, place);
  copy.run("COMMIT");
  return Store(std::move(copy));
}

}  // namespace rapport
