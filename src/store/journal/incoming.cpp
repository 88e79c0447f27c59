#include "rapport/store/incoming.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/kind.hpp"
#include "rapport/store/search_index.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/plausible.hpp"
#include "store/journal/refresh.hpp"

namespace rapport {
namespace {

constexpr std::int64_t most_folded_alone = 20'000;  // changes: more are cheaper in one new fold

bool is_readable(const Change& change) {
  if (change.uid.is_nil() || change.hlc < 0 || !parse_recorded(change.at)) return false;
  try {
    fields_in(change);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// An op that is kept and applied by nobody, as those of later programs are.
Op set_aside(Op op) { return static_cast<Op>(static_cast<int>(op) + first_set_aside); }

class Intake {
 public:
  Intake(Db& db, const Stamp& now) : db_(db), latest_(latest_stamp(now)) {}

  void take(const Incoming& incoming) {
    const auto refuse = [&](const std::string& why) {
      received_.refused.push_back(
          fmt::format("{} of {}: {}", printable(incoming.space), printable(incoming.owner), why));
    };
    if (incoming.space == space::local) return refuse("it is private");
    Stream stream = stream_of(incoming);
    if (!stream.is_foreign) return refuse("this book wrote it");
    if (const std::string why = append(incoming, stream); !why.empty()) refuse(why);
    db_.run("UPDATE stream SET head = ?, hlc = max(hlc, ?) WHERE id = ?", stream.head, stream.seen,
            stream.id);
  }

  void fold() {
    if (touched_.empty()) return;
    if (received_.taken > most_folded_alone) {
      if (db_.number("SELECT count(*) FROM change WHERE op = ?", static_cast<int>(Op::restate)) > 0)
        has_blanked_ = blank_restated(db_);
      give_numbers_to_all();
      refold(db_);
    } else {
      for (const auto& [uid, space] : touched_)
        for (const Change& change : changes_of(db_, uid, space))
          if (change.op == Op::restate) has_blanked_ = blank_earlier(db_, change) || has_blanked_;
      give_numbers();
      refresh(db_, touched_);
    }
    if (!has_blanked_) return;
    purge_search(db_);
    note_blanked(db_);
  }

  const Received& received() const { return received_; }

 private:
  struct Stream {
    std::int64_t id = 0, head = 0;
    bool is_foreign = true;
    std::int64_t seen = 0;  ///< the greatest stamp by which the clock goes on
  };

  /// Up to a change that does not follow, and why it does not; empty where all do.
  std::string append(const Incoming& incoming, Stream& stream) {
    for (Change change : incoming.changes) {
      change.space = incoming.space;
      change.replica = incoming.replica;
      if (change.seq <= stream.head) {
        if (is_other(stream, change)) return fmt::format("change {} is another", change.seq);
        continue;
      }
      if (change.seq != stream.head + 1)
        return fmt::format("change {} is missing", stream.head + 1);
      if (!is_readable(change)) return fmt::format("change {} cannot be read", change.seq);
      if (!is_plausible(change) || is_another(change)) {
        change.op = set_aside(change.op);
        if (!change.body) change.body = encode_fields({});  // nothing blanked it
        received_.set_aside.push_back(
            fmt::format("change {} of {} in {} cannot be right, and was set aside", change.seq,
                        printable(incoming.owner), printable(incoming.space)));
      }
      insert_change(db_, stream.id, change);
      ++stream.head;
      ++received_.taken;
      touched_.emplace(change.uid, change.space);
      if (change.hlc <= latest_) stream.seen = std::max(stream.seen, change.hlc);
    }
    return {};
  }

  static std::int64_t latest_stamp(const Stamp& now) {
    constexpr std::int64_t five_minutes_ms = 5 * 60 * 1000;
    return (now.unix_ms + five_minutes_ms) << 16;
  }

  Stream stream_of(const Incoming& incoming) {
    const auto find = [&] {
      return db_.first(
          "SELECT id, head, owner IS NOT NULL FROM stream WHERE space = ? AND replica = ?",
          [](const Row& row) {
            return Stream{row.integer(0), row.integer(1), row.integer(2) != 0};
          },
          incoming.space, incoming.replica);
    };
    if (const auto known = find()) return *known;
    db_.run("INSERT INTO stream(space, replica, owner, head, hlc, digest) VALUES(?,?,?,0,0,?)",
            incoming.space, incoming.replica, incoming.owner,
            digest_of_stream(incoming.space, incoming.replica, incoming.owner));
    if (!incoming.fork.parent.is_nil())
      note_fork(db_, incoming.space, incoming.replica, incoming.fork);
    return *find();
  }

  bool is_other(const Stream& stream, const Change& change) {
    return db_.number("SELECT count(*) FROM change WHERE stream = ? AND seq = ? AND nonce = ?",
                      stream.id, change.seq, change.nonce) == 0;
  }

  /// An entity is of one kind and in one space, those that this book hears of first; what is
  /// private comes from no other book, and orders to forget are apart.
  bool is_another(const Change& change) {
    if (change.space == space::erasure) return false;
    return db_.number(
               "SELECT count(*) FROM change c JOIN stream s ON s.id = c.stream "
               "WHERE c.uid = ? AND s.space NOT IN ('local', 'erasure') AND "
               "(s.space <> ? OR c.ent <> ?) AND c.op < ?",
               change.uid, change.space, change.ent, first_set_aside) > 0;
  }

  /// In the order in which they came about.
  void give_numbers() {
    std::set<std::pair<std::int64_t, std::pair<std::string, Uid>>> fresh;
    for (const auto& [uid, space] : touched_)
      for (const Change& change : changes_of(db_, uid, space)) {
        if (change.op > Op::restate) continue;
        if (!is_numbered(change.ent)) break;
        const bool has_one =
            db_.number("SELECT count(*) FROM entity WHERE uid = ? AND ent = ? AND number > 0", uid,
                       change.ent) > 0;
        if (!has_one) fresh.insert({change.hlc, {change.ent, uid}});
        break;
      }
    for (const auto& [hlc, one] : fresh)
      db_.run(
          "INSERT INTO number(ent, id, uid) SELECT ?, coalesce(max(id), 0) + 1, ? FROM number "
          "WHERE ent = ?",
          one.first, one.second, one.first);
  }

  /// The same of all that have none yet.
  void give_numbers_to_all() {
    std::string kinds;
    for (const EntityKind& kind : all_kinds())
      if (kind.is_numbered) kinds += fmt::format("{}'{}'", kinds.empty() ? "" : ", ", kind.name);
    const std::string sql = fmt::format(
        "INSERT INTO number(ent, id, uid) SELECT ent, row_number() OVER (PARTITION BY ent ORDER BY "
        "since, uid) + (SELECT coalesce(max(id), 0) FROM number n WHERE n.ent = c.ent), uid FROM "
        "(SELECT ent, uid, min(hlc) AS since FROM change WHERE op <= {} AND ent IN ({}) GROUP BY "
        "uid) c WHERE uid NOT IN (SELECT uid FROM number)",
        static_cast<int>(Op::restate), kinds);
    db_.run(sql.c_str());
  }

  Db& db_;
  std::int64_t latest_;
  Received received_;
  Touches touched_;
  bool has_blanked_ = false;
};

/// Whom the streams forget, without names: what is restated of a customer or a person.
std::vector<Forgotten> forgotten_by(std::span<const Incoming> streams) {
  std::vector<Forgotten> parties;
  for (const Incoming& incoming : streams)
    for (const Change& change : incoming.changes) {
      const EntityKind* kind = change.op == Op::restate ? find_kind(change.ent) : nullptr;
      if (kind == nullptr || kind->identifying.empty() || !is_readable(change)) continue;
      parties.push_back({change.uid, change.ent, text_in(fields_in(change), "name"), {}});
    }
  return parties;
}

/// Has this book forget whom others were told to forget, in all that it wrote itself.
void obey(Store& store, const Stamp& now, std::span<const Forgotten> orders) {
  auto parties = known_here(store.db(), orders);
  std::erase_if(parties, [](Forgotten& party) {
    party.names.erase(party.pseudonym);
    return party.names.empty();
  });
  if (parties.empty()) return;
  Writing writing(store, "sync", now, std::nullopt);
  writing.forget(parties);
  if (writing.has_changed()) writing.commit();
}

}  // namespace

Received take_in(Store& store, std::span<const Incoming> streams, const Stamp& now) {
  Received all;
  const auto take = [&](bool is_erasure) {
    WriteLock lock(store.db());
    Intake intake(store.db(), now);
    for (const Incoming& incoming : streams)
      if ((incoming.space == space::erasure) == is_erasure) intake.take(incoming);
    intake.fold();
    store.forget_merges();
    lock.commit();
    all.taken += intake.received().taken;
    const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    add(all.refused, intake.received().refused);
    add(all.set_aside, intake.received().set_aside);
    return intake.received().taken > 0;
  };
  if (take(true)) obey(store, now, forgotten_before(store.db()));
  // An order may come later than what it led to, and then the names are gone here.
  obey(store, now, forgotten_by(streams));
  take(false);
  if (needs_sweep(store.db())) sweep(store.db());
  return all;
}

std::vector<Incoming> told_by(Db& db, const std::string& owner) {
  std::vector<Incoming> all;
  std::map<std::int64_t, std::size_t> places;
  db.each("SELECT id, space, replica FROM stream WHERE owner IS NULL AND space <> 'local'",
          [&](const Row& row) {
            places.emplace(row.integer(0), all.size());
            all.push_back({row.text(1), row.uid(2), owner, {}});
          });
  each_change(db, [&](std::int64_t stream, const Change& change, std::int64_t) {
    if (const auto place = places.find(stream); place != places.end())
      all[place->second].changes.push_back(change);
  });
  for (Incoming& one : all)
    std::sort(one.changes.begin(), one.changes.end(),
              [](const Change& a, const Change& b) { return a.seq < b.seq; });
  return all;
}

std::vector<ForeignCommand> foreign_commands(Db& db, std::int64_t limit) {
  std::vector<ForeignCommand> found;
  db.each(
      "SELECT c.cmd, s.owner, max(c.at) FROM stream s CROSS JOIN change c ON c.stream = s.id "
      "WHERE s.owner IS NOT NULL GROUP BY c.cmd ORDER BY max(c.hlc) DESC LIMIT ?",
      [&](const Row& row) {
        found.push_back({row.integer(0), row.text(1), recorded_text(row.integer(2))});
      },
      limit);
  return found;
}

std::size_t count_foreign_commands(Db& db) {
  return static_cast<std::size_t>(
      db.number("SELECT count(DISTINCT c.cmd) FROM stream s CROSS JOIN change c ON c.stream = s.id "
                "WHERE s.owner IS NOT NULL"));
}

std::string owner_of_change(Db& db, const Change& change) {
  return db
      .first(
          "SELECT owner FROM stream WHERE space = ? AND replica = ?",
          [](const Row& row) { return row.text(0); }, change.space, change.replica)
      .value_or("");
}

}  // namespace rapport
