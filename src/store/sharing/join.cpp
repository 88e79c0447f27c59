#include "rapport/store/join.hpp"

#include <algorithm>
#include <utility>

#include "rapport/store/forget.hpp"
#include "rapport/store/merged.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/change_row.hpp"
#include "store/journal/command_record.hpp"

// Nobody has seen what this book wrote, so all of it is written anew, change by change: under a new
// replica id, with the uids that things have in the hub, and without what the hub decides.
namespace rapport {
namespace {

constexpr const char* verb_of_joining = "hub join";

class Rewrite {
 public:
  Rewrite(Db& db, const JoinPlan& plan, const std::optional<Uid>& me) : db_(db), plan_(plan) {
    for (const SameThing& one : plan.same) there_.emplace(one.here, one.there);
    if (me) me_ = there(*me);
    if (plan.me) me_ = *plan.me;
  }

  /// False where there was nothing to write anew.
  bool run() {
    std::vector<Change> changes = take_own();
    renew_replica(db_);
    replica_ = replica_of(db_);
    for (Change& change : changes)
      if (rewrite(change)) write(std::move(change));
    for (const auto& [space, stream] : streams_)
      db_.run("UPDATE stream SET head = ?, hlc = ? WHERE id = ?", stream.head, stream.hlc,
              stream.id);
    for (const auto& [here, there] : there_) keep_number(here, there);
    drop_numbers_of_nothing();
    return !changes.empty();
  }

 private:
  struct Stream {
    std::int64_t id = 0, head = 0, hlc = 0;
  };

  /// All that this book wrote, in the order of the fold, which is gone from the book then.
  std::vector<Change> take_own() {
    std::vector<Change> changes;
    const std::string sql = std::string("SELECT ") + change_columns +
                            ", s.hlc FROM change c JOIN stream s ON s.id = c.stream "
                            "WHERE s.owner IS NULL ORDER BY c.hlc, c.nonce";
    db_.each(sql.c_str(), [&](const Row& row) {
      changes.push_back(read_change(row));
      clock_ = std::max(clock_, row.integer(13));
    });
    db_.run("DELETE FROM change WHERE stream IN (SELECT id FROM stream WHERE owner IS NULL)");
    db_.run("DELETE FROM stream WHERE owner IS NULL");
    return changes;
  }

  Uid there(const Uid& here) const {
    const auto found = there_.find(here);
    return found == there_.end() ? here : found->second;
  }

  std::string renamed(const std::string& text) const {
    const auto uid = parse_uid(text);
    return uid ? to_string(there(*uid)) : text;
  }

  /// False for a change of what the hub says already.
  bool rewrite(Change& change) {
    if (there_.contains(change.uid)) return false;
    const bool is_rule = change.space == space::rules && !plan_.is_first;
    if (is_rule && (change.ent == EntityTraits<RulesRecord>::name ||
                    change.ent == EntityTraits<ImportMapping>::name))
      return false;
    Fields fields;
    for (const auto& [field, value] : fields_in(change)) {
      const auto dot = field.find('.');
      const auto* text = std::get_if<std::string>(&value);
      const std::string name = dot == std::string::npos
                                   ? field
                                   : field.substr(0, dot + 1) + renamed(field.substr(dot + 1));
      fields.insert_or_assign(name, text != nullptr ? FieldValue{renamed(*text)} : value);
    }
    if (is_rule && me_) {
      change.space = "review/" + plan_.handle;
      if (first_.insert(change.uid).second || change.op == Op::restate)
        fields.insert_or_assign("pm", to_string(*me_));
    }
    const std::string_view whose = handle_in(change.space);
    if (!plan_.handle_before.empty() && whose == plan_.handle_before)
      change.space = change.space.substr(0, change.space.find('/') + 1) + plan_.handle;
    if (change.uid == my_pm() && change.ent == EntityTraits<Pm>::name && fields.contains("handle"))
      fields.insert_or_assign("handle", plan_.handle);
    if (change.body) change.body = encode_fields(fields);
    return true;
  }

  Uid my_pm() const { return me_.value_or(Uid{}); }

  void write(Change change) {
    Stream& stream = stream_of(change.space);
    change.seq = ++stream.head;
    // A copy of this book may write the same change otherwise. What was blanked already, here and
    // by a restate of such a copy, stays as it is only if restates keep their places.
    if (change.op != Op::restate) change.nonce = random_id();
    if (change.hlc <= clock_) stream.hlc = std::max(stream.hlc, change.hlc);
    insert_change(db_, stream.id, change);
  }

  Stream& stream_of(const std::string& space) {
    const auto [place, is_new] = streams_.try_emplace(space);
    if (is_new) {
      db_.run("INSERT INTO stream(space, replica, head, hlc, digest) VALUES(?,?,0,0,?)", space,
              replica_, digest_of_stream(space, replica_, {}));
      place->second.id = db_.number("SELECT last_insert_rowid()");
    }
    return place->second;
  }

  /// People go on typing the number that they know.
  void keep_number(const Uid& here, const Uid& there) {
    if (db_.number("SELECT count(*) FROM number WHERE uid = ?", here) == 0) return;
    db_.run("DELETE FROM number WHERE uid = ?", there);
    db_.run("UPDATE number SET uid = ? WHERE uid = ?", there, here);
  }

  void drop_numbers_of_nothing() {
    db_.run("DELETE FROM number WHERE uid NOT IN (SELECT uid FROM change)");
  }

  Db& db_;
  const JoinPlan& plan_;
  std::map<Uid, Uid> there_;
  std::optional<Uid> me_;
  Uid replica_;
  std::int64_t clock_ = 0;
  std::map<std::string, Stream> streams_;
  std::set<Uid> first_;  ///< targets of everybody that were seen
};

/// What is known here of somebody whom the hub knows too, and the hub does not say.
struct Addition {
  std::string ent;
  Uid uid;
  Fields fields;
};

std::vector<Addition> additions(Store& here, const JoinPlan& plan) {
  std::vector<Addition> found;
  for (const SameThing& one : plan.same) {
    const auto mine = here.live_state(one.ent, one.here);
    const auto theirs = here.live_state(one.ent, one.there);
    const EntityKind* kind = find_kind(one.ent);
    if (!mine || !theirs || kind == nullptr || one.ent == EntityTraits<Pm>::name) continue;
    Fields fields =
        changed_fields(theirs->fields, merged_fields(*kind, mine->fields, theirs->fields).fields);
    if (!fields.empty()) found.push_back({one.ent, one.there, std::move(fields)});
  }
  return found;
}

void become_me(Db& db, Journal& journal, const Uid& me) {
  const std::string ent(EntityTraits<Self>::name);
  const auto self = read_entity(db, self_uid, space::local);
  const Fields fields = encode(Self{self_uid, me});
  if (self)
    journal.append(space::local, ent, self_uid, self->deleted ? Op::restore : Op::put,
                   changed_fields(self->fields, fields));
  else
    journal.begin(space::local, ent, self_uid, fields);
}

}  // namespace

void join_as(Store& here, const JoinPlan& plan, const Membership& membership, const Stamp& now) {
  Db& db = here.db();
  WriteLock lock(db);
  const bool must_rewrite = plan.is_first ? !plan.handle_before.empty() : !plan.is_known;
  const auto added = must_rewrite ? additions(here, plan) : std::vector<Addition>{};
  const auto me = here.me();
  if (must_rewrite) {
    if (Rewrite(db, plan, me).run()) refold(db);
  }
  Journal journal(db, now);
  for (const Addition& one : added)
    journal.append(space::team, one.ent, one.uid, Op::put, one.fields);
  if (plan.me && me != plan.me) become_me(db, journal, *plan.me);
  const bool has_changed = journal.has_changed();
  journal.finish();
  if (has_changed)
    insert_command(db, {.id = next_command_id(db),
                        .cmd = journal.cmd(),
                        .at = recorded_text(now.local),
                        .verb = verb_of_joining});
  remember(db, membership);
  lock.commit();
  here.forget_merges();
}

}  // namespace rapport
