#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/store.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"
#include "store/journal/links.hpp"

// What commands did, taken back and brought back.
namespace rapport {
namespace {

constexpr std::array lasting{"check --fix", "forget", "hub join",
                             "restore"};  // what cannot be undone

std::optional<CommandRecord> find_command(Db& db, std::int64_t cmd) {
  static const std::string sql = std::string(select_commands) + "WHERE cmd = ?";
  return db.first(sql.c_str(), read_command, cmd);
}

/// Walks back from the newest command, skipping pairs of a command and its undo.
std::optional<CommandRecord> newest_standing(Db& db) {
  std::int64_t undone = 0;
  std::int64_t before = next_command_id(db);
  static const std::string next =
      std::string(select_commands) + "WHERE id < ? AND verb <> 'sync' ORDER BY id DESC LIMIT 1";
  while (auto command = db.first(next.c_str(), read_command, before)) {
    before = command->id;
    const bool is_undo = command->verb == "undo";
    if (!is_undo && command->verb != "redo" && undone == 0) return command;
    undone += is_undo ? 1 : -1;  // a redo, or a command that was undone, settles one undo
  }
  return std::nullopt;
}

/// The newest undo that no redo has taken back and no other command has followed.
std::optional<CommandRecord> newest_undo(Db& db) {
  static const std::string next =
      std::string(select_commands) + "WHERE id < ? AND verb <> 'sync' ORDER BY id DESC LIMIT 1";
  std::int64_t redone = 0;
  std::int64_t before = next_command_id(db);
  while (auto command = db.first(next.c_str(), read_command, before)) {
    before = command->id;
    if (command->verb == "redo")
      ++redone;
    else if (command->verb != "undo")
      return std::nullopt;
    else if (redone == 0)
      return command;
    else
      --redone;
  }
  return std::nullopt;
}

/// The state of an entity just before the first, and just after the last change of a command.
struct Around {
  std::optional<EntityState> before;
  EntityState after;
  bool has_lost_words = false;  ///< what was said until then is gone: it was private since
};

Around around_command(Db& db, const Uid& uid, const std::string& space, std::int64_t cmd) {
  Around around;
  std::optional<EntityState> state;
  const auto changes = changes_of(db, uid, space);
  for (const Change& change : changes) {
    if (change.cmd == cmd && !around.before && around.after.uid.is_nil()) around.before = state;
    if (!state) {
      state = EntityState{
          .uid = uid, .space = space, .ent = change.ent, .recorded = change.at, .fields = {}};
      // Whoever was forgotten has been what was kept of them all along.
      for (const Change& other : changes)
        if (other.op == Op::restate)
          merge_fields(state->fields, known_before(other, !change.body.has_value()));
    }
    apply(*state, change);
    if (change.cmd == cmd)
      around.after = *state;
    else if (change.op == Op::restate && !around.after.uid.is_nil())
      around.has_lost_words = true;
  }
  return around;
}

/// The entities that a command touched, each once, in the order of the command: of its first `most`
/// changes. Those that merely moved with a talk are not among them.
std::vector<Change> touches_of(Db& db, std::int64_t cmd, std::int64_t most = -1) {
  std::vector<Change> firsts;
  std::map<std::pair<Uid, std::string>, std::set<std::string>> spaces;
  for (Change& change : changes_of_command(db, cmd, most)) {
    auto& seen = spaces[{change.uid, change.ent}];
    if (seen.insert(change.space).second && seen.size() == 1) firsts.push_back(std::move(change));
  }
  std::erase_if(firsts, [&](const Change& change) {
    return spaces[{change.uid, change.ent}].size() > 1;
  });
  return firsts;
}

/// True where something that came from another book speaks of `state`, which this one made.
bool is_spoken_of_elsewhere(Db& db, const EntityState& state) {
  if (db.number("SELECT count(*) FROM stream WHERE owner IS NOT NULL") == 0) return false;
  const std::string uid = to_string(state.uid);
  bool found = false;
  db.each((select_entity + "WHERE e.deleted = 0 AND EXISTS "
                           "(SELECT 1 FROM change c JOIN stream s ON s.id = c.stream WHERE "
                           "c.uid = e.uid AND s.owner IS NOT NULL)")
              .c_str(),
          [&](const Row& row) {
            const EntityState other = read_state(row);
            for (const auto& [field, value] : other.fields) {
              const auto* text = std::get_if<std::string>(&value);
              found = found || (text != nullptr && *text == uid) || field.ends_with("." + uid);
            }
          });
  return found;
}

/// "customer #7", for people.
std::string label_of(const EntityState& state) {
  return fmt::format("{} #{}", title_of_kind(state.ent), state.number);
}

/// What was said of a talk in public, when the command of `touch` made it private: what was put
/// apart before it. What comes after was never public.
Fields put_apart_before(Db& db, const Change& touch) {
  EntityState kept{.deleted = true, .fields = {}};
  Fields before;
  for (const Change& change : changes_of(db, touch.uid, space::local)) {
    if (change.hlc > touch.hlc) break;
    if (change.op == Op::put && kept.hlc == 0) kept.deleted = false;  // its first
    apply(kept, change);
    if (change.cmd != touch.cmd) before = kept.deleted ? Fields{} : kept.fields;
  }
  Fields apart = changed_fields(before, kept.deleted ? Fields{} : kept.fields);
  std::erase_if(apart, [](const auto& field) {
    return std::holds_alternative<std::monostate>(field.second);
  });
  return apart;
}

/// True where the command of `touch` made a talk private or public.
bool turned_private(Db& db, const Change& touch) {
  const EntityKind* kind = find_kind(touch.ent);
  if (kind == nullptr || kind->kept_apart.empty()) return false;
  const Around around = around_command(db, touch.uid, touch.space, touch.cmd);
  return around.before && are_private(around.before->fields) != are_private(around.after.fields);
}

/// True for what belongs to a talk.
bool is_part(const Change& touch) {
  const EntityKind* kind = find_kind(touch.ent);
  return kind != nullptr &&
         (!kind->lives_with.empty() || kind->name == EntityTraits<PrivateNote>::name);
}

}  // namespace

// Undoing is a new change that restores each field which still shows what the command wrote: it
// works after later changes, and what somebody else has changed since is left alone and named.
// Where a talk turned private or public, what was added to it goes before the rest moves with it.
Reverted Writing::revert(const CommandRecord& command, std::int64_t changes) {
  Db& db = store_.db();
  Reverted reverted{.command = command, .touched = store_.touched_by(changes), .kept = {}};
  auto touches = touches_of(db, changes);
  for (const Change& change : changes_of_command(db, changes, -1))
    if (change.is_altered) fail_damaged("what that command changed is not as it was written");
  if (std::any_of(touches.begin(), touches.end(),
                  [&](const Change& touch) { return turned_private(db, touch); }))
    std::stable_partition(touches.begin(), touches.end(), is_part);
  for (const Change& touch : touches) {
    const auto current = read_entity(db, touch.uid, touch.space);
    if (!current)
      throw Error(ErrorKind::bad_data, "the book is damaged: what the journal speaks of is missing",
                  "nothing was changed; look with `rapport check`");
    const Around around = around_command(db, touch.uid, touch.space, changes);
    if (!around.before) {
      if (around.after.deleted || current->deleted) continue;
      if (touch.ent == EntityTraits<Self>::name && !reverted.spared.empty())
        continue;  // who one is
      if (is_spoken_of_elsewhere(db, *current))
        reverted.spared.push_back(label_of(*current));
      else
        change(*current, Op::remove, {});
      continue;
    }
    Fields wanted = around.before->fields;
    if (are_private(around.after.fields) && !are_private(wanted))
      wanted.merge(put_apart_before(db, touch));
    Fields back;
    for (const auto& [field, value] : changed_fields(around.after.fields, wanted)) {
      const auto now = current->fields.find(field);
      const auto then = around.after.fields.find(field);
      const bool shown_now = now != current->fields.end();
      const bool shown_then = then != around.after.fields.end();
      if (shown_now == shown_then && (!shown_now || now->second == then->second))
        back.emplace(field, value);
      else
        reverted.kept.push_back(touch.ent + " #" + std::to_string(current->number) + " " + field);
    }
    const Op op = around.before->deleted == around.after.deleted ? Op::put
                  : around.after.deleted                         ? Op::restore
                                                                 : Op::remove;
    if (around.has_lost_words && are_private(wanted) == are_private(around.after.fields)) {
      const auto apart = read_entity(db, touch.uid, space::local);
      if (op == Op::restore && is_part(touch) && current->fields.empty() && apart)
        back = apart->fields;  // what was removed while its talk was private
      if (const EntityKind* kind = find_kind(touch.ent); kind && !kind->kept_apart.empty())
        reverted.unworded.push_back(label_of(*current));
    }
    if (op != Op::put || !back.empty()) change(*current, op, back);
  }
  return reverted;
}

std::optional<Reverted> Writing::undo() {
  const auto command = newest_standing(store_.db());
  if (!command) return std::nullopt;
  if (std::find(lasting.begin(), lasting.end(), command->verb) != lasting.end())
    throw Error(ErrorKind::not_found, "`" + command->verb + "` cannot be undone",
                "it is the newest command; nothing was changed");
  target_ = command->cmd;
  return revert(*command, command->cmd);
}

std::optional<Reverted> Writing::redo() {
  const auto undo = newest_undo(store_.db());
  if (!undo || !undo->target) return std::nullopt;
  const auto command = find_command(store_.db(), *undo->target);
  if (!command) return std::nullopt;
  target_ = undo->cmd;
  Reverted reverted = revert(*command, undo->cmd);
  reverted.touched = store_.touched_by(command->cmd);  // what is back, not what was taken away
  return reverted;
}

std::vector<CommandRecord> Store::commands(std::int64_t limit) {
  static const std::string sql = std::string(select_commands) + "ORDER BY id DESC LIMIT ?";
  std::vector<CommandRecord> found;
  db_.each(
      sql.c_str(), [&](const Row& row) { found.push_back(read_command(row)); }, limit);
  return found;
}

std::int64_t Store::count_commands() { return db_.number("SELECT count(*) FROM command"); }

std::optional<CommandRecord> Store::command_of(const Uid& op_id) {
  static const std::string sql = std::string(select_commands) + "WHERE op = ?";
  return db_.first(sql.c_str(), read_command, op_id);
}

bool Store::was_asked(const Uid& op_id, const std::string& words) {
  const auto kept = db_.first(
      "SELECT words FROM asked WHERE op = ?", [](const Row& row) { return row.integer(0); }, op_id);
  return !kept || *kept == checksum(words);
}

std::optional<CommandRecord> Store::command_named(std::int64_t cmd) {
  return find_command(db_, cmd);
}

Touched Store::touched_by(const Change& change) {
  const Around around = around_command(db_, change.uid, change.space, change.cmd);
  const auto current = read_entity(db_, change.uid, change.space);
  const bool was_live = around.before && !around.before->deleted;
  const bool is_told_by_now = around.has_lost_words && current && !current->deleted;
  return {.ent = change.ent,
          .uid = change.uid,
          .number = current ? current->number : 0,
          .op = around.after.deleted ? Op::remove : change.op,
          .created = !was_live && !around.after.deleted,
          .before = around.before ? around.before->fields : Fields{},
          .after = is_told_by_now ? current->fields : around.after.fields};
}

std::vector<Touched> Store::touched_by(std::int64_t cmd, std::optional<std::size_t> most) {
  constexpr std::int64_t most_changes = 100;  // some are of one and the same
  std::vector<Touched> touched;
  for (const Change& change : touches_of(db_, cmd, most ? most_changes : -1)) {
    if (most && touched.size() == *most) break;
    if (change.ent != "forgotten")  // an order, not a thing of its own
      touched.push_back(touched_by(change));
  }
  return touched;
}

std::int64_t Store::count_touched(std::int64_t cmd) {
  return db_.number(
      "SELECT count(*) FROM (SELECT 1 FROM change WHERE cmd = ? AND ent <> 'forgotten' "
      "GROUP BY uid, ent HAVING min(stream) = max(stream))",
      cmd);
}

std::vector<Change> Store::changes(const Uid& uid) {
  std::vector<Change> found;
  db_.each(
      "SELECT DISTINCT space FROM entity WHERE uid = ?",
      [&](const Row& row) {
        const auto some = changes_of(db_, uid, row.text(0));
        found.insert(found.end(), some.begin(), some.end());
      },
      uid);
  return found;
}

}  // namespace rapport
