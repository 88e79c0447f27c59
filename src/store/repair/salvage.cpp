#include "rapport/store/salvage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/records.hpp"
#include "rapport/store/search_index.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"
#include "store/journal/links.hpp"
#include "store/repair/recovered.hpp"
#include "store/repair/salvaged_tables.hpp"

// A book is as good as its journal. A change is known by space, replica and number in its stream,
// and its checksum says whether it is the one that was written: one that is not counts as lost.
// What the journal no longer has is taken from the records as they were folded, by a change of its
// own.
namespace rapport {
namespace {

constexpr const char* verb_of_repair = "check --fix";
constexpr const char* long_ago = "1970-01-01T00:00+00:00";

class Salvage {
 public:
  Salvage(const RecoveredData& here, const RecoveredData& backup, const Stamp& now, Repair& repair)
      : here_(here), backup_(backup), now_(now), repair_(repair), book_(memory_book()) {}

  Db run() {
    book_.run("BEGIN");
    write_journal();
    write_commands(book_, here_, backup_, repair_);
    write_numbers(book_, here_, backup_);
    if (here_.replica) book_.run("UPDATE book SET value = ? WHERE key = 'replica'", *here_.replica);
    blank_restated(book_);  // a backup may have what is no longer said here
    if (here_.needs_sweep) book_.run("INSERT INTO book(key, value) VALUES('sweep', 1)");
    if (here_.membership) remember(book_, *here_.membership);
    for (const auto& [key, value] : here_.forks)
      book_.run("INSERT OR REPLACE INTO book(key, value) VALUES(?,?)", key, value);
    refold_entities(book_);
    number_the_rest();
    const auto records = records_to_restore();
    if (!repair_.is_whole() || !records.empty()) stand_in_for_lost(records);
    book_.run("COMMIT");
    build_search(book_);
    return std::move(book_);
  }

 private:
  void write_journal() {
    static const RecoveredStream nothing;
    std::set<StreamKey> written;
    for (const auto& [key, stream] : here_.streams) {
      const StreamKey known = key_in_backup(key, stream);
      const auto kept = backup_.streams.find(known);
      if (kept == backup_.streams.end() && stream.is_guessed)
        repair_.altered.emplace_back("with whom a part of the journal is shared");
      write_stream(known, stream, kept == backup_.streams.end() ? nothing : kept->second,
                   stream.head);
      written.insert(known);
    }
    if (here_.has_all_streams) return;
    for (const auto& [key, stream] : backup_.streams)
      if (!written.contains(key)) write_stream(key, nothing, stream, stream.head);
  }

  /// The backup has its name where this book has lost it: of the stream with the same changes.
  StreamKey key_in_backup(const StreamKey& key, const RecoveredStream& stream) const {
    if (here_.has_all_streams || backup_.streams.contains(key)) return key;
    for (const auto& [other, kept] : backup_.streams)
      for (const auto& [seq, change] : kept.changes)
        if (const auto same = stream.changes.find(seq);
            same != stream.changes.end() && same->second.nonce == change.nonce)
          return other;
    return key;
  }

  void write_stream(const StreamKey& key, const RecoveredStream& here, const RecoveredStream& kept,
                    std::int64_t head) {
    if (head == 0) return;
    const auto& owner = here.owner ? here.owner : kept.owner;
    book_.run("INSERT INTO stream(space, replica, owner, head, hlc, digest) VALUES(?,?,?,?,0,?)",
              key.space, key.replica, owner, head, digest_of_stream(key.space, key.replica, owner));
    const auto id = book_.number("SELECT last_insert_rowid()");
    (owner ? foreign_ : ours_).insert(key.space);
    std::int64_t clock = 0;
    std::int64_t lost_from = 0;
    for (std::int64_t seq = 1; seq <= head + 1; ++seq) {
      const Change* change = seq > head ? nullptr : choose(here, kept, seq);
      if (change != nullptr) {
        clock = std::max(clock, change->hlc);
        insert_change(book_, id, *change);
      } else if (owner && seq <= head) {  // another book will tell the rest of its own again
        book_.run("UPDATE stream SET head = ? WHERE id = ?", seq - 1, id);
        note_lost(key, seq, head);
        break;
      } else if (seq <= head) {
        lost_.emplace_back(id, seq);
        if (lost_from == 0) lost_from = seq;
        continue;
      }
      if (lost_from > 0) note_lost(key, lost_from, seq - 1);
      lost_from = 0;
    }
    book_.run("UPDATE stream SET hlc = ? WHERE id = ?",
              here.hlc > 0 ? std::min(here.hlc, clock) : clock, id);
  }

  /// Null where the change is lost. What was forgotten does not come back from a backup.
  const Change* choose(const RecoveredStream& here, const RecoveredStream& kept, std::int64_t seq) {
    const auto is_whole = [&](const Change& change) {
      return change.body || here_.forgotten.contains(change.uid);
    };
    const auto found = here.changes.find(seq);
    if (found != here.changes.end() && is_whole(found->second)) return &found->second;
    const auto other = kept.changes.find(seq);
    if (other == kept.changes.end() || !is_whole(other->second)) return nullptr;
    const Change& change = other->second;
    if (change.body && change.op != Op::restate && here_.forgotten.contains(change.uid))
      return nullptr;
    ++repair_.from_backup;
    return &change;
  }

  void note_lost(const StreamKey& key, std::int64_t first, std::int64_t last) {
    repair_.lost.push_back(
        first == last ? fmt::format("change {} of {}", first, printable(key.space))
                      : fmt::format("changes {} to {} of {}", first, last, printable(key.space)));
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
    if (!without.empty()) refold_entities(book_);
  }

  static bool is_valid(const EntityState& state) {
    return state.space == space::erasure || !problem_of(record_of(state));
  }

  /// A change says which one of its entity its author saw last: those whose last one is missing.
  std::set<Uid> with_gaps() {
    std::set<Uid> uids;
    book_.each(
        "SELECT DISTINCT uid FROM change c WHERE base <> 0 AND NOT EXISTS "
        "(SELECT 1 FROM change o WHERE o.uid = c.uid AND o.hlc = c.base)",
        [&](const Row& row) { uids.insert(row.uid(0)); });
    return uids;
  }

  /// Records of which the journal that is left does not say all.
  std::vector<EntityState> records_to_restore() {
    std::vector<EntityState> found;
    const std::set<Uid> gaps = repair_.lost.empty() ? std::set<Uid>{} : with_gaps();
    for (const EntityState& record : here_.records) {
      if (here_.forgotten.contains(record.uid) || record.space == space::erasure) continue;
      if (!record.deleted && !is_valid(record)) continue;
      if (foreign_.contains(record.space) && !ours_.contains(record.space)) continue;
      const auto state = read_entity(book_, record.uid, record.space);
      const bool is_known =
          state || book_.number("SELECT count(*) FROM change WHERE uid = ? AND ent = ?", record.uid,
                                record.ent) > 0;
      const bool is_ahead = !repair_.lost.empty() && (!state || state->hlc < record.hlc);
      if (!is_known || is_ahead || (gaps.contains(record.uid) && state->hlc <= record.hlc))
        found.push_back(record);
    }
    return found;
  }

  /// Fills the gaps, so that streams count on, and makes records what they were as they were
  /// folded.
  void stand_in_for_lost(const std::vector<EntityState>& records) {
    renew_replica(book_);  // others may still have what this book has lost
    Journal journal(book_, now_);
    for (const auto& [stream, seq] : lost_)
      insert_change(book_, stream, stand_in(stream, seq, journal.cmd()));
    for (const EntityState& record : records) restore(journal, record);
    remove_invalid(journal);
    journal.drop_search_changes();  // all is folded anew
    journal.finish();
    insert_command(book_, {.id = next_command_id(book_),
                           .cmd = journal.cmd(),
                           .at = recorded_text(now_.local),
                           .verb = verb_of_repair});
    refold_entities(book_);
    number_the_rest();
  }

  /// Takes the place of a lost change: says nothing of anybody.
  static Change stand_in(std::int64_t stream, std::int64_t seq, std::int64_t cmd) {
    Change change{.seq = seq,
                  .nonce = random_id(),
                  .cmd = cmd,
                  .ent = "lost",
                  .uid = {},
                  .op = Op::remove,
                  .at = long_ago,
                  .body = encode_fields({})};
    for (std::size_t i = 0; i < 8; ++i) {
      change.uid.bytes[i] = static_cast<std::uint8_t>(random_id());
      change.uid.bytes[8 + i] = static_cast<std::uint8_t>((stream ^ seq) >> (8 * i));
    }
    return change;
  }

  void restore(Journal& journal, const EntityState& record) {
    const auto here = read_entity(book_, record.uid, record.space);
    Fields fields = changed_fields(here ? here->fields : Fields{}, record.fields);
    const bool same_end =
        here && here->deleted == record.deleted && here->recorded == record.recorded;
    if (fields.empty() && same_end) return;
    if ((here ? here->recorded : recorded_text(now_.local)) != record.recorded)
      fields.try_emplace("recorded", recorded_of(record));
    const Op op = record.deleted ? Op::remove : here && here->deleted ? Op::restore : Op::put;
    if (!here && is_numbered(record.ent) && record.number > 0)
      book_.run("INSERT OR IGNORE INTO number(ent, id, uid) VALUES(?,?,?)", record.ent,
                record.number, record.uid);
    book_.run("DELETE FROM hosted_talk");  // where numbers, which come with the next fold, tell
                                           // talks apart
    journal.append(record.space, record.ent, record.uid, op, fields);
    repair_.altered.push_back(label(record) + ": as it was last; how it came about is lost");
  }

  /// Of some, what is left makes no record.
  void remove_invalid(Journal& journal) {
    for (const Uid& uid : with_gaps()) {
      std::vector<EntityState> states;
      book_.each((select_entity + "WHERE uid = ?").c_str(),
                 [&](const Row& row) { states.push_back(read_state(row)); }, uid);
      for (const EntityState& state : states) {
        if (state.deleted || is_valid(state) || !ours_.contains(state.space)) continue;
        repair_.lost.push_back(label(state) + ": too little of it is left");
        journal.append(state.space, state.ent, state.uid, Op::remove, {});
      }
    }
  }

  static std::string label(const EntityState& state) {
    return state.number > 0 ? fmt::format("{} #{}", printable(state.ent), state.number)
                            : fmt::format("{} {}", printable(state.ent), to_string(state.uid));
  }

  const RecoveredData& here_;
  const RecoveredData& backup_;
  const Stamp& now_;
  Repair& repair_;
  Db book_;
  std::vector<std::pair<std::int64_t, std::int64_t>> lost_;  ///< stream, seq
  std::set<std::string> ours_, foreign_;  ///< spaces in which this book, or others, wrote
};

/// What the newest sound backup of the same book holds; nothing where there is none.
RecoveredData newest_of(const std::vector<Backup>& newest_first, const RecoveredData& here) {
  std::set<Uid> replicas;
  if (here.replica) replicas.insert(*here.replica);
  for (const auto& [key, stream] : here.streams) replicas.insert(key.replica);
  for (const Backup& backup : newest_first) {
    const bool is_of_this_book =
        std::any_of(replicas.begin(), replicas.end(),
                    [&](const Uid& replica) { return backup.replicas.contains(replica); });
    if (!backup.is_good() || backup.why == before_repair || !is_of_this_book) continue;
    Db copy = open_copy(backup.path);
    return recover(copy);
  }
  return {};
}

/// Each line once, and how often.
void merge_repeated(std::vector<std::string>& lines) {
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
  const RecoveredData here = recover(damaged);
  if (here.streams.empty())
    throw UnusableFile(ErrorKind::bad_data, "nothing of the book can be read",
                       "nothing was changed; `rapport backup list` shows what could be restored");
  Store book(Salvage(here, newest_of(newest_first, here), now, repair).run());
  const auto troubles = book.check(Depth::deep);
  if (!troubles.empty())
    throw UnusableFile(ErrorKind::bad_data,
                       fmt::format("the book could not be repaired: {}", troubles.front()),
                       "nothing was changed; `rapport backup list` shows what could be restored");
  merge_repeated(repair.altered);
  merge_repeated(repair.lost);
  return book;
}

}  // namespace rapport
