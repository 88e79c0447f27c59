#include "rapport/store/salvage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/records.hpp"
#include "rapport/store/search_index.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"
#include "store/journal/links.hpp"
#include "store/repair/salvaged_commands.hpp"
#include "store/repair/salvaged_numbers.hpp"

// A book is as good as its journal. A change is told by space, replica and number in its stream,
// and its digest says whether it is the one that was written. What the journal no longer has is
// taken from the records as they were folded, by a change of its own.
namespace rapport {
namespace {

constexpr const char* verb_of_repair = "check --fix";
constexpr const char* long_ago = "1970-01-01T00:00+00:00";

using ChangeKey = std::pair<StreamKey, std::int64_t>;

class Salvage {
 public:
  Salvage(const Remains& remains, Others& others, const std::set<ChangeKey>& rejected,
          const Stamp& now, Repair& repair)
      : remains_(remains),
        others_(others),
        rejected_(rejected),
        now_(now),
        repair_(repair),
        book_(memory_book()) {
    for (const auto& [number, uid] : remains_.numbers) labels_.try_emplace(uid, number);
    for (const EntityState& state : remains_.entities)
      if (state.number > 0) labels_.try_emplace(state.uid, NumberKey{state.ent, state.number});
  }

  /// Builds the book. What of the altered changes makes no valid record goes to `invalid`: then all
  /// was in vain, and another try must reject them.
  Db run(std::set<ChangeKey>& invalid) {
    book_.run("BEGIN");
    for (const auto& [key, stream] : remains_.streams) write_stream(key, stream);
    write_commands(book_, remains_, others_, repair_);
    write_numbers(book_, remains_, others_);
    if (remains_.replica)
      book_.run("UPDATE book SET value = ? WHERE key = 'replica'", *remains_.replica);
    if (remains_.needs_sweep) book_.run("INSERT INTO book(key, value) VALUES('sweep', 1)");
    refold_entities(book_);
    for (const auto& [key, uid] : altered_)
      if (is_odd(uid)) invalid.insert(key);
    if (invalid.empty()) settle();
    book_.run("COMMIT");
    if (invalid.empty()) build_search(book_);
    return std::move(book_);
  }

 private:
  std::string label(const Uid& uid, const std::string& ent = {}) const {
    const auto place = labels_.find(uid);
    if (place != labels_.end())
      return fmt::format("{} #{}", printable(place->second.first), place->second.second);
    return fmt::format("{} {}", ent.empty() ? "record" : printable(ent), to_string(uid));
  }

  std::optional<Change> from_backup(const StreamKey& key, std::int64_t seq) {
    return others_.first([&](const Remains& other) -> std::optional<Change> {
      const auto stream = other.streams.find(key);
      if (stream == other.streams.end()) return std::nullopt;
      const auto found = stream->second.changes.find(seq);
      if (found == stream->second.changes.end() || !found->second.is_good()) return std::nullopt;
      const Change& change = found->second.change;
      const bool is_forgotten = remains_.forgotten.contains(change.uid);
      if (!change.body && !is_forgotten) return std::nullopt;
      if (change.body && is_forgotten && change.op != Op::forget) return std::nullopt;
      return change;
    });
  }

  /// The change that goes there; nothing where it is lost.
  std::optional<Change> choose(const StreamKey& key, std::int64_t seq, const FoundChange* here) {
    const bool is_whole = here != nullptr && here->is_good() &&
                          (here->change.body || remains_.forgotten.contains(here->change.uid));
    if (is_whole) return here->change;
    if (auto change = from_backup(key, seq)) {
      ++repair_.from_backup;
      return change;
    }
    if (here == nullptr || !is_readable(here->change) || rejected_.contains({key, seq}))
      return std::nullopt;
    const Change& change = here->change;
    altered_.emplace(ChangeKey{key, seq}, change.uid);
    suspects_.insert(change.uid);
    repair_.altered.push_back(fmt::format("a change of {}, of {}: it stays as it reads now",
                                          label(change.uid, change.ent), change.at.substr(0, 10)));
    return change;
  }

  void insert(std::int64_t stream, const Change& change) {
    book_.run(
        "INSERT INTO change(stream, seq, hlc, base, nonce, cmd, ent, uid, op, ver, at, body, "
        "digest) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
        stream, change.seq, change.hlc, change.base, change.nonce, change.cmd, change.ent,
        change.uid, static_cast<int>(change.op), schema_version(), change.at, change.body,
        digest_of(change));
  }

  void write_stream(const StreamKey& key, const FoundStream& stream) {
    const std::int64_t head = head_of(stream);
    if (head == 0) return;
    book_.run("INSERT INTO stream(space, replica, head, hlc, digest) VALUES(?,?,?,0,?)", key.space,
              key.replica, head, digest_of_stream(key.space, key.replica));
    const auto id = book_.number("SELECT last_insert_rowid()");
    std::int64_t clock = 0;
    for (std::int64_t seq = 1; seq <= head; ++seq) {
      const auto found = stream.changes.find(seq);
      const FoundChange* here = found == stream.changes.end() ? nullptr : &found->second;
      if (const auto change = choose(key, seq, here)) {
        clock = std::max(clock, change->hlc);
        insert(id, *change);
      } else {
        note_lost(key, seq, stream, here);
        gaps_.emplace_back(id, seq);
      }
    }
    const std::int64_t kept = stream.hlc > 0 ? std::min(stream.hlc, clock) : clock;
    book_.run("UPDATE stream SET hlc = ? WHERE id = ?", kept, id);
  }

  void note_lost(const StreamKey& key, std::int64_t seq, const FoundStream& stream,
                 const FoundChange* here) {
    const auto indexed = stream.uids.find(seq);
    std::optional<Uid> uid;
    if (indexed != stream.uids.end()) uid = indexed->second;
    if (!uid && here != nullptr && labels_.contains(here->change.uid)) uid = here->change.uid;
    if (uid) {
      suspects_.insert(*uid);
      run_ = {};
      repair_.lost.push_back("a change of " + label(*uid));
    } else {
      has_nameless_loss_ = true;
      const bool goes_on = run_.key == key && run_.last + 1 == seq;
      if (goes_on) repair_.lost.pop_back();
      run_ = {key, goes_on ? run_.first : seq, seq};
      repair_.lost.push_back(
          run_.first == seq
              ? fmt::format("change {} of {}", seq, printable(key.space))
              : fmt::format("changes {} to {} of {}", run_.first, seq, printable(key.space)));
    }
  }

  /// Whoever has no number gets a new one.
  void number_the_rest() {
    std::vector<std::pair<std::string, Uid>> without;
    book_.each("SELECT ent, uid FROM entity WHERE number = 0 ORDER BY recorded, uid",
               [&](const Row& row) {
                 if (is_numbered(row.text(0))) without.emplace_back(row.text(0), row.uid(1));
               });
    for (const auto& [ent, uid] : without) {
      const auto id =
          book_.number("SELECT coalesce(max(id), 0) + 1 FROM number WHERE ent = ?", ent);
      book_.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", ent, id, uid);
      repair_.altered.push_back(
          fmt::format("the number of {} {}: it is #{} now", printable(ent), to_string(uid), id));
    }
  }

  std::vector<EntityState> states(const Uid& uid) {
    std::vector<EntityState> found;
    book_.each(
        "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity WHERE uid = ?",
        [&](const Row& row) { found.push_back(read_state(row)); }, uid);
    return found;
  }

  static bool is_valid(const EntityState& state) {
    return state.space == space::erasure || !problem_of(record_of(state));
  }

  bool is_odd(const Uid& uid) {
    for (const EntityState& state : states(uid))
      if (!state.deleted && !is_valid(state)) return true;
    return false;
  }

  /// Fills the gaps and makes the records whose changes are gone what they were as they were
  /// folded.
  void settle() {
    if (remains_.is_guessed)
      repair_.altered.emplace_back("with whom a part of the journal is shared");
    find_headless();
    number_the_rest();
    const auto gone = records_without_journal();
    if (repair_.is_whole() && gone.empty()) return;
    renew_replica(book_);  // others may still have what this book has lost
    Journal journal(book_, now_);
    for (const auto& [stream, seq] : gaps_) insert(stream, stand_in(stream, seq, journal.cmd()));
    refold_entities(book_);
    for (const EntityState& record : remains_.entities)
      if (has_nameless_loss_ || suspects_.contains(record.uid)) bring_back(journal, record);
    for (const EntityState& record : gone) bring_back(journal, record);
    for (const Uid& uid : suspects_)
      for (const EntityState& state : states(uid))
        if (!state.deleted && !is_valid(state)) {
          repair_.lost.push_back(label(uid, state.ent) + ": too little of it is left");
          journal.append(state.space, state.ent, uid, Op::remove, {});
        }
    journal.drop_search_changes();  // all is folded anew
    journal.finish();
    insert_command(book_, {.id = next_command_id(book_),
                           .cmd = journal.cmd(),
                           .at = recorded_text(now_.local),
                           .verb = verb_of_repair});
    refold_entities(book_);
    number_the_rest();
    refold_entities(book_);
  }

  /// Records, here or in the newest backup, of whom the journal that was read knows nothing at all:
  /// with a page its streams may have gone without a trace.
  std::vector<EntityState> records_without_journal() {
    std::vector<EntityState> gone;
    const auto look_at = [&](const Remains& from) {
      for (const EntityState& record : from.entities)
        if (book_.number("SELECT count(*) FROM change WHERE uid = ? AND ent = ?", record.uid,
                         record.ent) == 0 &&
            is_valid(record) && record.space != space::erasure &&
            !remains_.forgotten.contains(record.uid))
          gone.push_back(record);
      return true;
    };
    look_at(remains_);
    if (remains_.is_cut) others_.first(look_at);
    return gone;
  }

  /// Those of whom the first change is gone.
  void find_headless() {
    if (repair_.lost.empty()) return;
    book_.each("SELECT uid, base, min(hlc) FROM change WHERE op <> 3 GROUP BY uid, ent",
               [&](const Row& row) {
                 if (row.integer(1) != 0) suspects_.insert(row.uid(0));
               });
  }

  /// Takes the place of a lost change, so that its stream has no gap: says nothing of anybody.
  Change stand_in(std::int64_t stream, std::int64_t seq, std::int64_t cmd) const {
    Change change{.seq = seq,
                  .nonce = random_id(),
                  .cmd = cmd,
                  .ent = "lost",
                  .uid = {},
                  .op = Op::remove,
                  .at = long_ago,
                  .body = "{}"};
    for (std::size_t i = 0; i < 8; ++i) {
      change.uid.bytes[i] = static_cast<std::uint8_t>(random_id());
      change.uid.bytes[8 + i] = static_cast<std::uint8_t>((stream ^ seq) >> (8 * i));
    }
    return change;
  }

  void bring_back(Journal& journal, const EntityState& record) {
    if (remains_.forgotten.contains(record.uid) || (!record.deleted && !is_valid(record))) return;
    const auto here = read_entity(book_, record.uid, record.space);
    if (here && here->hlc > record.hlc) return;  // the journal knows more
    const Fields before = here ? here->fields : Fields{};
    const Fields missing = changed_fields(before, record.fields);
    const bool same_end =
        here && here->deleted == record.deleted && here->recorded == record.recorded;
    if (missing.empty() && same_end) return;
    Fields fields = missing;
    if ((here ? here->recorded : recorded_text(now_.local)) != record.recorded)
      fields.try_emplace("recorded", recorded_of(record));
    const Op op = record.deleted ? Op::remove : here && here->deleted ? Op::restore : Op::put;
    if (!here && is_numbered(record.ent) && record.number > 0 &&
        book_.number("SELECT count(*) FROM number WHERE ent = ? AND (id = ? OR uid = ?)",
                     record.ent, record.number, record.uid) == 0)
      book_.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", record.ent, record.number,
                record.uid);
    journal.append(record.space, record.ent, record.uid, op, fields);
    repair_.altered.push_back(label(record.uid, record.ent) +
                              ": as it was last; how it came about is lost");
  }

  const Remains& remains_;
  Others& others_;
  const std::set<ChangeKey>& rejected_;
  const Stamp& now_;
  Repair& repair_;
  Db book_;
  std::map<Uid, NumberKey> labels_;
  std::map<ChangeKey, Uid> altered_;
  std::set<Uid> suspects_;  ///< who may not be as the journal that is left says
  std::vector<std::pair<std::int64_t, std::int64_t>> gaps_;  ///< stream, seq
  bool has_nameless_loss_ = false;
  struct {
    StreamKey key;
    std::int64_t first = 0, last = 0;
  } run_;  ///< of lost changes, the last of `lost`
};

/// Each line once, and how often.
void count(std::vector<std::string>& lines) {
  std::map<std::string, int> counted;
  std::vector<std::string> order;
  for (const std::string& line : lines)
    if (++counted[line] == 1) order.push_back(line);
  for (std::string& line : order)
    if (counted[line] > 1) line += fmt::format(" ({} times)", counted[line]);
  lines = std::move(order);
}

}  // namespace

Store salvage(Db& damaged, const std::vector<Backup>& newest_first, const Stamp& now,
              Repair& repair) {
  const Remains remains = read_remains(damaged);
  if (remains.streams.empty())
    throw UnusableFile(ErrorKind::bad_data, "nothing of the book can be read",
                       "nothing was changed; `rapport backup list` shows what could be restored");
  Others others(newest_first, remains);
  std::set<ChangeKey> rejected;
  for (;;) {
    repair = {};
    std::set<ChangeKey> invalid;
    Store book(Salvage(remains, others, rejected, now, repair).run(invalid));
    if (!invalid.empty()) {
      rejected.merge(invalid);
      continue;
    }
    const auto troubles = book.check(Depth::deep);
    if (!troubles.empty())
      throw UnusableFile(ErrorKind::bad_data,
                         fmt::format("the book could not be repaired: {}", troubles.front()),
                         "nothing was changed; `rapport backup list` shows what could be restored");
    count(repair.altered);
    count(repair.lost);
    return book;
  }
}

}  // namespace rapport
