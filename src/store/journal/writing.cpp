#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/store.hpp"
#include "rapport/store/undisturbed.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"

namespace rapport {
namespace {

constexpr std::array lasting{"check --fix", "forget", "restore", "sync"};  // what cannot be undone

std::optional<CommandRecord> find_command(Db& db, std::int64_t cmd) {
  static const std::string sql = std::string(select_commands) + "WHERE cmd = ?";
  return db.first(sql.c_str(), read_command, cmd);
}

/// True when nothing changes but where it came from: nobody edited what it says.
bool only_sources(const Fields& change) {
  return std::all_of(change.begin(), change.end(),
                     [](const auto& field) { return field.first.starts_with("source."); });
}

/// Walks back from the newest command, skipping pairs of a command and its undo.
std::optional<CommandRecord> newest_standing(Db& db) {
  std::int64_t undone = 0;
  std::int64_t before = next_command_id(db);
  static const std::string next =
      std::string(select_commands) + "WHERE id < ? ORDER BY id DESC LIMIT 1";
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
      std::string(select_commands) + "WHERE id < ? ORDER BY id DESC LIMIT 1";
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
        if (other.op == Op::forget) apply(*state, other);
    }
    apply(*state, change);
    if (change.cmd == cmd) around.after = *state;
  }
  return around;
}

/// The entities that a command touched, each once, in the order of the command: of its first `most`
/// changes.
std::vector<Change> touches_of(Db& db, std::int64_t cmd, std::int64_t most = -1) {
  std::vector<Change> firsts;
  std::set<std::pair<Uid, std::string>> seen;
  for (Change& change : changes_of_command(db, cmd, most))
    if (seen.emplace(change.uid, change.space).second) firsts.push_back(std::move(change));
  return firsts;
}

}  // namespace

Writing::Writing(Store& store, std::string verb, const Stamp& stamp, std::optional<Uid> op_id,
                 std::string words)
    : store_(store),
      stamp_(stamp),
      lock_(store.db()),
      journal_(store.db(), stamp),
      verb_(std::move(verb)),
      op_id_(op_id),
      words_(std::move(words)) {
  store_.merges_.reset();  // others may have written since
  if (op_id_) repeated_ = store_.command_of(*op_id_);
}

void Writing::watch(ChangeWatch watch) {
  journal_.watch([this, watch = std::move(watch)](const auto* before, const auto& after) {
    watch(before, after);
    store_.merges_.reset();  // it may have been read, and changes now
  });
}

template <typename T>
Uid Writing::add(const T& value, const std::string& space) {
  const std::string ent(EntityTraits<T>::name);
  const Uid uid = value.uid.is_nil() ? journal_.new_uid() : value.uid;
  // What has a uid of its own (the rules, a private note) may have been here and gone: it comes
  // back.
  const auto gone = value.uid.is_nil() ? std::nullopt : read_entity(store_.db(), uid, space);
  if (gone)
    changing().append(space, ent, uid, Op::restore, changed_fields(gone->fields, encode(value)));
  else
    changing().begin(space, ent, uid, encode(value));
  return uid;
}

template <typename T>
bool Writing::update(T value) {
  const auto before = store_.find_itself<T>(value.uid);
  if (!before) throw Error(ErrorKind::not_found, "it was removed in the meantime");
  if constexpr (requires { value.edited; }) {
    value.edited = before->edited;
    value.confirmed = before->confirmed;
  }
  Fields change = changed_fields(encode(*before), encode(value));
  if (change.empty()) return false;
  if constexpr (requires { value.edited; }) {
    if (before->status != Status::held && value.status == Status::held)
      value.confirmed = stamp_.local;
    if (before->status != Status::planned && !only_sources(change)) value.edited = stamp_.local;
    change = changed_fields(encode(*before), encode(value));
  }
  const std::string ent(EntityTraits<T>::name);
  changing().append(space_of(ent, value.uid), ent, value.uid, Op::put, change);
  return true;
}

template <typename T>
void Writing::remove(const Uid& uid) {
  const std::string ent(EntityTraits<T>::name);
  changing().append(space_of(ent, uid), ent, uid, Op::remove, {});
}

#define RAPPORT_INSTANTIATE(T)                                \
  template Uid Writing::add<T>(const T&, const std::string&); \
  template bool Writing::update<T>(T);                        \
  template void Writing::remove<T>(const Uid&);
RAPPORT_ENTITIES(RAPPORT_INSTANTIATE)
#undef RAPPORT_INSTANTIATE

Journal& Writing::changing() {
  store_.merges_.reset();
  return journal_;
}

std::string Writing::space_of(std::string_view ent, const Uid& uid) {
  const auto space = store_.db().first(
      "SELECT space FROM entity WHERE uid = ? AND ent = ?",
      [](const Row& row) { return row.text(0); }, uid, ent);
  if (!space) throw Error(ErrorKind::not_found, "it was removed in the meantime");
  return *space;
}

Erasure Writing::forget(std::span<const Forgotten> parties) {
  return erase(store_.db(), changing(), parties);
}

bool Writing::set_rules(const Rules& rules) {
  const RulesRecord record{rules_uid, rules};
  if (store_.find<RulesRecord>(rules_uid)) return update(record);
  add(record, space::team);
  return true;
}

bool Writing::set_me(const Uid& pm) {
  const Self self{self_uid, pm};
  if (store_.find<Self>(self_uid)) return update(self);
  add(self, space::local);
  return true;
}

// Undoing is a new change that restores each field which still shows what the command wrote: it
// works after later changes, and what somebody else has changed since is left alone and named.
Reverted Writing::revert(const CommandRecord& command, std::int64_t changes) {
  Db& db = store_.db();
  Reverted reverted{.command = command, .touched = store_.touched_by(changes), .kept = {}};
  for (const Change& touch : touches_of(db, changes)) {
    const auto current = read_entity(db, touch.uid, touch.space);
    if (!current)
      throw Error(ErrorKind::bad_data, "the book is damaged: what the journal speaks of is missing",
                  "nothing was changed; look with `rapport check`");
    const Around around = around_command(db, touch.uid, touch.space, changes);
    if (!around.before) {
      if (!around.after.deleted)
        changing().append(touch.space, touch.ent, touch.uid, Op::remove, {});
      continue;
    }
    Fields back;
    for (const auto& [field, value] : changed_fields(around.after.fields, around.before->fields)) {
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
    if (op != Op::put || !back.empty())
      changing().append(touch.space, touch.ent, touch.uid, op, back);
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

void Writing::commit() {
  journal_.finish();
  insert_command(store_.db(), {.id = next_command_id(store_.db()),
                               .cmd = journal_.cmd(),
                               .at = recorded_text(stamp_.local),
                               .verb = verb_,
                               .op = op_id_,
                               .target = target_});
  if (op_id_ && !words_.empty())
    store_.db().run("INSERT OR REPLACE INTO asked(op, words) VALUES(?,?)", *op_id_,
                    checksum(words_));
  finish_undisturbed();
  lock_.commit();
  store_.has_saved_ = true;
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
  return {.ent = change.ent,
          .uid = change.uid,
          .number = current ? current->number : 0,
          .op = around.after.deleted ? Op::remove : change.op,
          .created = !was_live && !around.after.deleted,
          .before = around.before ? around.before->fields : Fields{},
          .after = around.after.fields};
}

std::vector<Touched> Store::touched_by(std::int64_t cmd, std::int64_t most) {
  std::vector<Touched> touched;
  for (const Change& change : touches_of(db_, cmd, most))
    if (change.ent != "forgotten")  // an order, not a thing of its own
      touched.push_back(touched_by(change));
  return touched;
}

std::int64_t Store::count_touched(std::int64_t cmd) {
  return db_.number(
      "SELECT count(*) FROM (SELECT DISTINCT uid, stream FROM change WHERE cmd = ? AND "
      "ent <> 'forgotten')",
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
