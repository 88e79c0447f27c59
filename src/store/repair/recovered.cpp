#include "store/repair/recovered.hpp"

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

constexpr std::int64_t most_missing = 1000;  // at an end: a number further away is damage

/// Runs `read` as far as the pages can be read: what it has taken until then counts. False where
/// that was not to the end.
template <typename Read>
bool as_far_as_possible(Read&& read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    // Damage has many faces: a length that is none is a text that is too long.
    if (error.kind() == ErrorKind::busy || error.kind() == ErrorKind::permission) throw;
    return false;
  }
}

/// The rows of a query from the first on and, where a page is in the way, from the last back.
template <typename Take>
void from_both_ends(Db& db, const std::string& sql, const std::string& backwards, Take&& take) {
  if (!as_far_as_possible([&] { db.each(sql.c_str(), take); }))
    as_far_as_possible([&] { db.each((sql + " ORDER BY " + backwards).c_str(), take); });
}

struct StreamRow {
  StreamKey key;
  std::int64_t head = 0;
  std::int64_t hlc = 0;
  std::int64_t digest = 0;
  std::optional<std::string> owner;
  bool is_good() const { return digest_of_stream(key.space, key.replica, owner) == digest; }
};

/// The journal by the local numbers of its streams.
struct LocalJournal {
  std::map<std::int64_t, StreamRow> rows;
  std::map<std::int64_t, RecoveredStream> streams;
};

void read_changes(Db& db, LocalJournal& journal) {
  from_both_ends(
      db, "SELECT stream, seq, hlc, base, nonce, cmd, ent, uid, op, at, body, digest FROM change",
      "stream DESC, seq DESC", [&](const Row& row) {
        Change change{.seq = row.integer(1),
                      .hlc = row.integer(2),
                      .base = row.integer(3),
                      .nonce = row.integer(4),
                      .cmd = row.integer(5),
                      .ent = row.text(6),
                      .uid = row.uid(7),
                      .op = static_cast<Op>(row.integer(8)),
                      .at = recorded_text(row.integer(9)),
                      .body = row.maybe_text(10)};
        if (digest_of(change) == row.integer(11))
          journal.streams[row.integer(0)].changes.try_emplace(change.seq, std::move(change));
      });
}

/// False where not all of them can be read as they were written.
bool read_streams(Db& db, LocalJournal& journal) {
  const bool is_whole = as_far_as_possible([&] {
    db.each("SELECT id, space, replica, head, hlc, digest, owner FROM stream", [&](const Row& row) {
      journal.rows[row.integer(0)] = {{row.text(1), row.uid(2)},
                                      row.integer(3),
                                      std::max(row.integer(4), std::int64_t{0}),
                                      row.integer(5),
                                      row.maybe_text(6)};
    });
  });
  return is_whole && !journal.rows.empty() &&
         std::all_of(journal.rows.begin(), journal.rows.end(),
                     [](const auto& row) { return row.second.is_good(); });
}

void read_records(Db& db, RecoveredData& found) {
  std::set<std::pair<Uid, std::string>> known;
  from_both_ends(db, select_entity, "uid DESC, space DESC", [&](const Row& row) {
    try {
      EntityState state = read_state(row);
      if (!state.uid.is_nil() && known.emplace(state.uid, state.space).second)
        found.records.push_back(std::move(state));
    } catch (const UnusableFile&) {
      // One record less; the next may be whole.
    }
  });
}

void read_commands(Db& db, RecoveredData& found) {
  std::int64_t rows = 0;
  std::int64_t last = 0;
  const auto take = [&](const CommandRecord& command, std::int64_t digest) {
    ++rows;
    const bool is_whole = command.id > 0 && digest_of(command) == digest;
    // Ids have no gaps: one that cannot be read is believed where it is the next.
    const std::int64_t most = is_whole ? rows + most_missing : last + 1;
    if (command.id <= most) last = std::max(last, command.id);
    if (is_whole) found.commands.emplace(command.id, command);
  };
  if (!as_far_as_possible([&] { each_command(db, "", take); }))
    as_far_as_possible([&] { each_command(db, "ORDER BY id DESC", take); });
  found.last_command = last;
}

void read_numbers(Db& db, RecoveredData& found) {
  from_both_ends(db, "SELECT ent, id, uid FROM number", "ent DESC, id DESC", [&](const Row& row) {
    if (row.integer(1) > 0 && !row.uid(2).is_nil())
      found.numbers.emplace(NumberKey{row.text(0), row.integer(1)}, row.uid(2));
  });
}

void read_book(Db& db, RecoveredData& found) {
  as_far_as_possible([&] {
    db.each("SELECT key, value FROM book", [&](const Row& row) {
      if (row.text(0) == "replica" && !row.uid(1).is_nil()) found.replica = row.uid(1);
      if (row.text(0) == "sweep") found.needs_sweep = true;
      if (row.text(0).starts_with("fork ")) found.forks.emplace(row.text(0), row.text(1));
    });
  });
  as_far_as_possible([&] { found.membership = membership_of(db); });
}

/// The space in which one of the entities of the stream was; empty where none is known.
std::string space_of(const RecoveredStream& stream, const std::map<Uid, std::string>& spaces) {
  for (const auto& [seq, change] : stream.changes) {
    if (change.ent == "forgotten") return space::erasure;
    const EntityKind* kind = find_kind(change.ent);
    if (kind != nullptr && kind->home == Home::local) return space::local;
    if (const auto place = spaces.find(change.uid); place != spaces.end()) return place->second;
  }
  return {};
}

Uid random_replica() {
  Uid uid;
  for (std::uint8_t& byte : uid.bytes) byte = static_cast<std::uint8_t>(random_id());
  return uid;
}

/// What a stream is known by, where its row does not say so any more: as the checksum of the row
/// vouches for, else by its entities and as one of this book's own.
StreamKey missing_key(const StreamRow& row, RecoveredStream& stream, const std::string& space,
                      const std::set<Uid>& replicas, const std::optional<Uid>& own) {
  for (const std::string& one : {row.key.space, space})
    for (const Uid& replica : replicas)
      if (digest_of_stream(one, replica, row.owner) == row.digest) return {one, replica};
  stream.is_guessed = space.empty() || row.digest != 0;
  // Nobody sees "pm/lost", and a private note keeps apart there from its talk.
  return {space.empty() ? "pm/lost" : space, own.value_or(random_replica())};
}

void name_streams(LocalJournal journal, RecoveredData& found) {
  std::map<Uid, std::string> spaces;
  for (const EntityState& state : found.records)
    if (state.ent != "private" && !state.deleted) spaces.emplace(state.uid, state.space);
  std::set<Uid> replicas;
  std::set<StreamKey> taken;
  if (found.replica) replicas.insert(*found.replica);
  for (const auto& [id, row] : journal.rows) {
    replicas.insert(row.key.replica);
    if (!row.is_good()) continue;
    taken.insert(row.key);
    journal.streams.try_emplace(id);  // all of its changes may be lost
  }
  for (auto& [id, stream] : journal.streams) {
    const StreamRow& row = journal.rows[id];
    StreamKey key = row.key;
    if (!row.is_good()) {
      key = missing_key(row, stream, space_of(stream, spaces), replicas, found.replica);
      while (!taken.insert(key).second) key.replica = random_replica();
    }
    const std::int64_t last = stream.changes.empty() ? 0 : stream.changes.rbegin()->first;
    stream.head = row.head <= last + most_missing ? std::max(row.head, last) : last;
    stream.hlc = row.hlc;
    stream.owner = row.owner;
    for (auto& [seq, change] : stream.changes) {
      change.space = key.space;
      change.replica = key.replica;
      if (change.op == Op::restate && key.space == space::erasure)
        found.forgotten.insert(change.uid);
    }
    found.streams.emplace(key, std::move(stream));
  }
}

}  // namespace

RecoveredData recover(Db& db) {
  RecoveredData found;
  LocalJournal journal;
  read_book(db, found);
  found.has_all_streams = read_streams(db, journal);
  read_changes(db, journal);
  read_records(db, found);
  read_commands(db, found);
  read_numbers(db, found);
  name_streams(std::move(journal), found);
  return found;
}

}  // namespace rapport
