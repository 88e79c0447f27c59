#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/membership.hpp"
#include "rapport/store/store.hpp"
#include "rapport/store/undisturbed.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

/// True when nothing changes but where it came from: nobody edited what it says.
bool only_sources(const Fields& change) {
  return std::all_of(change.begin(), change.end(),
                     [](const auto& field) { return field.first.starts_with("source."); });
}

/// The uid that `value` has before it is written; nil where it gets a new one. What came from a
/// file has the one of its source, in every book of whose it is.
template <typename T>
Uid own_uid(const T& value, const std::string& space) {
  if constexpr (std::is_same_v<T, Interaction>)
    if (value.uid.is_nil() && !value.sources.empty())
      return uid_from_source(space, *value.sources.begin());
  return value.uid;
}

const Interaction* as_talk(const Interaction& talk) { return &talk; }
template <typename T>
const Interaction* as_talk(const T&) {
  return nullptr;
}

/// Puts note and mood of `talk` where those of private talks are.
void keep_apart(Writing& writing, Store& store, const Interaction& talk) {
  if (talk.note.empty() && !talk.mood) return;
  const auto there = store.find<PrivateNote>(talk.uid);
  PrivateNote kept = there.value_or(PrivateNote{.uid = talk.uid});
  if (!talk.note.empty()) kept.note = talk.note;
  if (talk.mood) kept.mood = talk.mood;
  if (there)
    writing.update(kept);
  else
    writing.add(kept);
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
Uid Writing::add(const T& value, const Uid& owner) {
  const std::string ent(EntityTraits<T>::name);
  Fields fields = encode(value);
  const std::string space = home_of(entity_kind<T>, fields, owner);
  check_writer(space);
  const Uid own = own_uid(value, space);
  const Uid uid = own.is_nil() ? journal_.new_uid() : own;
  if (changing(ent).begin(space, ent, uid, std::move(fields), as_talk(value))) return uid;
  // What has a uid of its own (the rules, a private note) may have been here and gone: it comes
  // back.
  const auto gone = read_entity(store_.db(), uid, space);
  change(*gone, Op::restore, changed_fields(gone->fields, encode(value)));
  return uid;
}

template <typename T>
bool Writing::update(T value) {
  const auto before = store_.find_itself<T>(value.uid);
  if (!before) throw Error(ErrorKind::not_found, "it was removed in the meantime");
  constexpr bool is_talk = std::is_same_v<T, Interaction>;
  [[maybe_unused]] const T stated = value;
  if constexpr (is_talk)
    if (value.is_private) {
      if (!before->is_private) keep_apart(*this, store_, *before);
      value.note.clear();
      value.mood.reset();
    }
  if constexpr (requires { value.edited; }) {
    value.edited = before->edited;
    value.confirmed = before->confirmed;
  }
  Fields change = changed_fields(encode(*before), encode(value));
  const bool has_changed = !change.empty();
  if constexpr (requires { value.edited; })
    if (has_changed) {
      if (before->status != Status::held && value.status == Status::held)
        value.confirmed = stamp_.local;
      if (before->status != Status::planned && !only_sources(change)) value.edited = stamp_.local;
      change = changed_fields(encode(*before), encode(value));
    }
  if (has_changed)
    this->change(*store_.live_state(EntityTraits<T>::name, value.uid), Op::put, change);
  if constexpr (is_talk)
    if (value.is_private) keep_apart(*this, store_, stated);
  return has_changed;
}

template <typename T>
void Writing::remove(const Uid& uid) {
  const auto state = find_state(store_.db(), uid, EntityTraits<T>::name);
  if (!state) throw Error(ErrorKind::not_found, "it was removed in the meantime");
  change(*state, Op::remove, {});
}

#define RAPPORT_INSTANTIATE(T)                        \
  template Uid Writing::add<T>(const T&, const Uid&); \
  template bool Writing::update<T>(T);                \
  template void Writing::remove<T>(const Uid&);
RAPPORT_ENTITIES(RAPPORT_INSTANTIATE)
#undef RAPPORT_INSTANTIATE

Journal& Writing::changing(std::string_view ent) {
  store_.merges_.reset();
  if (ent == entity_kind<Pm>.name) handles_.clear();
  return journal_;
}

std::string Writing::home_of(const EntityKind& kind, const Fields& fields, const Uid& owner) {
  if (const auto whole = uid_in(fields, kind.lives_with))
    if (const auto state = find_state(store_.db(), *whole, kind.lives_with))
      return space_like(kind, state->space, are_private(state->fields));
  std::optional<Uid> pm = owner;
  if (owner.is_nil())
    if (const auto named = texts_in(fields, kind.whose); !named.empty())
      pm = parse_uid(named.front().second);
  return space_for(kind, pm ? handle_of(*pm) : "", false);
}

void Writing::check_writer(const std::string& space) {
  if (space == writable_) return;
  rapport::check_writer(store_, space);
  writable_ = space;
}

std::string Writing::handle_of(const Uid& pm) {
  const auto [place, is_new] = handles_.try_emplace(pm);
  if (is_new)
    if (const auto found = store_.find_itself<Pm>(pm)) place->second = found->handle;
  return place->second;
}

void Writing::change(const EntityState& before, Op op, const Fields& fields) {
  check_writer(before.space);
  changing(before.ent).append(before.space, before.ent, before.uid, op, fields);
  const EntityKind* kind = find_kind(before.ent);
  if (kind == nullptr || kind->kept_apart.empty()) return;
  auto after = *read_entity(store_.db(), before.uid, before.space);
  const bool is_private = are_private(after.fields);
  if (are_private(before.fields) == is_private) return;
  if (is_private) {
    std::erase_if(after.fields,
                  [&](const auto& field) { return kind->kept_apart.contain(field.first); });
    changing(before.ent).append(before.space, before.ent, before.uid, Op::restate, after.fields);
  }
  move_parts(after);
}

/// Takes what lives with `whole` to where it belongs now. What was removed leaves its words behind
/// nowhere either.
void Writing::move_parts(const EntityState& whole) {
  const bool is_private = are_private(whole.fields);
  for (const EntityKind& kind : all_kinds()) {
    if (kind.lives_with != whole.ent) continue;
    std::vector<EntityState> parts;
    store_.db().each((select_entity + "WHERE ent = ?").c_str(),
                     [&](const Row& row) {
                       EntityState part = read_state(row);
                       if (uid_in(part.fields, kind.lives_with) == whole.uid)
                         parts.push_back(std::move(part));
                     },
                     kind.name);
    const std::string home = space_like(kind, whole.space, is_private);
    for (const EntityState& part : parts)
      if (part.space != home && (is_private || !part.deleted)) changing(part.ent).move(part, home);
  }
}

Erasure Writing::forget(std::span<const Forgotten> parties) {
  return erase(store_.db(), changing(entity_kind<Pm>.name), parties);
}

bool Writing::set_rules(const Rules& rules) {
  // Only what changes is written, so that books that set other rules keep both. A set is written as
  // a whole the first time: as long as none of it is stored, it is the usual one.
  const Fields before = encode(RulesRecord{rules_uid, store_.rules()});
  const Fields after = encode(RulesRecord{rules_uid, rules});
  std::set<std::string, std::less<>> changed;
  for (const auto& [field, value] : changed_fields(before, after))
    changed.insert(field.substr(0, field.find('.')));
  if (changed.empty()) return false;
  const auto stored = find_state(store_.db(), rules_uid, EntityTraits<RulesRecord>::name);
  const bool is_live = stored && !stored->deleted;
  Fields fields = changed_fields(is_live ? stored->fields : Fields{}, after);
  std::erase_if(fields, [&](const auto& field) {
    return !changed.contains(field.first.substr(0, field.first.find('.')));
  });
  if (stored)
    change(*stored, is_live ? Op::put : Op::restore,
           is_live ? fields : changed_fields(stored->fields, fields));
  else
    changing("rules").begin(space_for(entity_kind<RulesRecord>, "", false), "rules", rules_uid,
                            std::move(fields));
  return true;
}

bool Writing::set_me(const Uid& pm) {
  const Self self{self_uid, pm};
  if (store_.find<Self>(self_uid)) return update(self);
  add(self);
  return true;
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
  if (!journal_.must_sweep()) return;
  try {
    sweep(store_.db());
  } catch (const Error&) {
    // It is saved. The next command that writes tries again.
  }
}

}  // namespace rapport
