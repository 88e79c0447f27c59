#include "store/repair/remains.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/records.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/command_record.hpp"
#include "store/journal/links.hpp"

namespace rapport {
namespace {

constexpr std::int64_t most_gaps = 100'000;  // looked for one by one in a stream

/// Runs a query as far as the pages can be read: what it has taken until then counts. False where
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

struct StreamRow {
  StreamKey key;
  std::int64_t head = 0;
  std::int64_t hlc = 0;
  std::int64_t digest = 0;
  bool is_good() const { return digest_of_stream(key.space, key.replica) == digest; }
};

/// The journal by the local numbers of its streams.
struct Reading {
  bool is_cut = false;
  std::map<std::int64_t, StreamRow> rows;
  std::map<std::int64_t, FoundStream> streams;
};

FoundChange read_change(const Row& row) {
  return {{.seq = row.integer(1),
           .hlc = row.integer(2),
           .base = row.integer(3),
           .nonce = row.integer(4),
           .cmd = row.integer(5),
           .ent = row.text(6),
           .uid = row.uid(7),
           .op = static_cast<Op>(row.integer(8)),
           .at = row.text(9),
           .body = row.maybe_text(10)},
          row.integer(11)};
}

#define RAPPORT_CHANGE_COLUMNS \
  "SELECT stream, seq, hlc, base, nonce, cmd, ent, uid, op, at, body, digest FROM change "

void read_changes(Db& db, Reading& reading) {
  const auto take = [&](const Row& row) {
    FoundChange found = read_change(row);
    if (row.integer(0) < 1 || found.change.seq < 1) return;
    auto& changes = reading.streams[row.integer(0)].changes;
    const auto [place, is_new] = changes.try_emplace(found.change.seq, found);
    if (!is_new && !place->second.is_good() && found.is_good()) place->second = std::move(found);
  };
  if (!as_far_as_possible([&] { db.each(RAPPORT_CHANGE_COLUMNS, take); })) reading.is_cut = true;
  as_far_as_possible(
      [&] { db.each(RAPPORT_CHANGE_COLUMNS "ORDER BY stream DESC, seq DESC", take); });
  // Between two bad pages neither pass comes: there the way down the tree is tried.
  for (const auto& [stream, row] : reading.rows) {
    const std::int64_t id = stream;
    const auto& changes = reading.streams[id].changes;
    std::int64_t tried = 0;
    for (std::int64_t seq = 1; seq <= row.head && tried < most_gaps; ++seq) {
      if (changes.contains(seq)) continue;
      ++tried;
      as_far_as_possible(
          [&] { db.each(RAPPORT_CHANGE_COLUMNS "WHERE stream = ? AND seq = ?", take, id, seq); });
    }
  }
}

/// Whom a change is about lies in the index too, on other pages.
void read_index(Db& db, Reading& reading) {
  const auto take = [&](const Row& row) {
    const auto stream = reading.streams.find(row.integer(1));
    if (stream != reading.streams.end() && row.integer(2) > 0 && !row.uid(0).is_nil())
      stream->second.uids.emplace(row.integer(2), row.uid(0));
  };
  as_far_as_possible(
      [&] { db.each("SELECT uid, stream, seq FROM change INDEXED BY change_uid", take); });
  as_far_as_possible([&] {
    db.each(
        "SELECT uid, stream, seq FROM change INDEXED BY change_uid ORDER BY uid DESC, stream DESC, "
        "seq DESC",
        take);
  });
}

void read_streams(Db& db, Reading& reading) {
  const bool is_whole = as_far_as_possible([&] {
    db.each("SELECT id, space, replica, head, hlc, digest FROM stream", [&](const Row& row) {
      reading.rows.insert_or_assign(row.integer(0), StreamRow{{row.text(1), row.uid(2)},
                                                              row.integer(3),
                                                              std::max(row.integer(4), {}),
                                                              row.integer(5)});
    });
  });
  reading.is_cut = !is_whole || reading.rows.empty();
}

void read_entities(Db& db, Remains& remains) {
  std::set<std::pair<Uid, std::string>> known;
  const auto take = [&](const Row& row) {
    as_far_as_possible([&] {
      EntityState state = read_state(row);
      if (!state.uid.is_nil() && known.emplace(state.uid, state.space).second)
        remains.entities.push_back(std::move(state));
    });
  };
  for (const char* sql :
       {"SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity",
        "SELECT uid, space, ent, number, hlc, deleted, recorded, body FROM entity "
        "ORDER BY uid DESC, space DESC"})
    as_far_as_possible([&] { db.each(sql, take); });
}

void read_commands(Db& db, Remains& remains) {
  const auto take = [&](const CommandRecord& command, std::int64_t digest) {
    if (command.id > 0 && parse_recorded(command.at) && is_valid_text(command.verb))
      remains.commands.emplace(command.id, FoundCommand{command, digest});
  };
  for (const char* rest : {"", "ORDER BY id DESC"})
    as_far_as_possible([&] { each_command(db, rest, take); });
}

void read_numbers(Db& db, Remains& remains) {
  const auto take = [&](const Row& row) {
    if (row.integer(1) > 0 && !row.uid(2).is_nil())
      remains.numbers.emplace(NumberKey{row.text(0), row.integer(1)}, row.uid(2));
  };
  for (const char* sql : {"SELECT ent, id, uid FROM number",
                          "SELECT ent, id, uid FROM number ORDER BY ent DESC, id "
                          "DESC"})
    as_far_as_possible([&] { db.each(sql, take); });
}

void read_facts(Db& db, Remains& remains) {
  as_far_as_possible([&] {
    db.each("SELECT key, value FROM book", [&](const Row& row) {
      if (row.text(0) == "replica" && !row.uid(1).is_nil()) remains.replica = row.uid(1);
      if (row.text(0) == "sweep") remains.needs_sweep = true;
    });
  });
}

bool is_space(const std::string& name) {
  return name == space::team || name == space::local || name == space::erasure ||
         ((name.starts_with("pm/") || name.starts_with("review/")) && is_valid_text(name));
}

/// The space of a stream whose row is gone: that in which its entities were. Empty where they are
/// gone too.
std::string space_of(const FoundStream& stream, const std::map<Uid, std::string>& spaces) {
  std::map<std::string, int> votes;
  for (const auto& [seq, found] : stream.changes) {
    const auto place = spaces.find(found.change.uid);
    if (found.change.ent == "forgotten") ++votes[space::erasure];
    if (found.change.ent == "private" || found.change.ent == "self") ++votes[space::local];
    if (place != spaces.end()) ++votes[place->second];
  }
  const auto most = std::max_element(
      votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? std::string() : most->first;
}

Uid random_replica() {
  Uid uid;
  for (std::size_t i = 0; i < uid.bytes.size(); ++i)
    uid.bytes[i] = static_cast<std::uint8_t>(random_id());
  return uid;
}

/// Makes a row what its digest vouches for, where only one of its two names was altered and the
/// book still knows that name from elsewhere. False where it does not.
bool mend(StreamRow& row, const FoundStream& stream, const std::map<Uid, std::string>& spaces,
          const std::set<Uid>& replicas) {
  const std::array spaces_to_try{row.key.space, space_of(stream, spaces)};
  for (const std::string& space : spaces_to_try) {
    StreamRow other = row;
    other.key.space = space;
    if (other.is_good()) {
      row = other;
      return true;
    }
    for (const Uid& replica : replicas) {
      other.key.replica = replica;
      if (other.is_good()) {
        row = other;
        return true;
      }
    }
  }
  return false;
}

void name_streams(Reading reading, Remains& remains) {
  std::map<Uid, std::string> spaces;
  for (const EntityState& state : remains.entities)
    if (state.ent != "private") spaces.emplace(state.uid, state.space);
  std::set<Uid> replicas;
  if (remains.replica) replicas.insert(*remains.replica);
  for (const auto& [id, row] : reading.rows) replicas.insert(row.key.replica);
  for (auto& [id, row] : reading.rows) {
    const auto stream = reading.streams.find(id);
    if (stream == reading.streams.end() || row.is_good()) continue;
    if (!mend(row, stream->second, spaces, replicas)) remains.is_guessed = true;
  }
  std::set<StreamKey> sound;
  for (const auto& [id, row] : reading.rows)
    if (is_space(row.key.space) && !row.key.replica.is_nil()) sound.insert(row.key);
  for (auto& [id, stream] : reading.streams) {
    const auto row = reading.rows.find(id);
    StreamKey key = row == reading.rows.end() ? StreamKey{} : row->second.key;
    if (row != reading.rows.end()) {
      stream.head = row->second.head;
      stream.hlc = row->second.hlc;
    }
    if (!is_space(key.space)) {
      key.space = space_of(stream, spaces);
      if (key.space.empty()) {
        key.space = "pm/lost";  // nobody sees it, and a private note keeps apart from its talk
        remains.is_guessed = true;
      }
    }
    if (key.replica.is_nil()) {
      key.replica = remains.replica.value_or(random_replica());
      if (sound.contains(key)) key.replica = random_replica();
    }
    while (remains.streams.contains(key)) key.replica = random_replica();
    for (auto& [seq, found] : stream.changes) {
      found.change.space = key.space;
      found.change.replica = key.replica;
      const bool is_order = found.change.op == Op::forget && key.space == space::erasure;
      if (is_order && found.is_good()) remains.forgotten.insert(found.change.uid);
    }
    remains.streams.emplace(key, std::move(stream));
  }
}

}  // namespace

bool is_readable(const Change& change) {
  const bool has_place = !change.uid.is_nil() && parse_recorded(change.at) && change.hlc >= 0;
  const auto known = entity_kinds();
  if (!has_place || !change.body || change.op < Op::put || change.op > Op::restore ||
      std::find(known.begin(), known.end(), change.ent) == known.end())
    return false;
  try {
    encode_fields(decode_fields(*change.body));
    return true;
  } catch (const Error&) {
    return false;
  }
}

std::int64_t head_of(const FoundStream& stream) {
  const auto most = static_cast<std::int64_t>(stream.changes.size() + stream.uids.size()) + 1000;
  const std::int64_t row = stream.head > 0 && stream.head <= most ? stream.head : 0;
  const std::int64_t index = stream.uids.empty() ? 0 : stream.uids.rbegin()->first;
  std::int64_t good = 0;
  std::int64_t readable = 0;
  for (const auto& [seq, found] : stream.changes) {
    if (found.is_good()) good = seq;
    if (is_readable(found.change) && seq <= most) readable = seq;
  }
  if (row > 0 && row >= good) return row;
  const std::int64_t head = index == good || index > most ? good : std::max(good, index);
  return head > 0 ? head : readable;
}

Remains read_remains(Db& db) {
  Remains remains;
  Reading reading;
  read_facts(db, remains);
  read_streams(db, reading);
  read_changes(db, reading);
  read_index(db, reading);
  read_entities(db, remains);
  read_commands(db, remains);
  read_numbers(db, remains);
  remains.is_cut = reading.is_cut;
  name_streams(std::move(reading), remains);
  return remains;
}

Others::Others(const std::vector<Backup>& newest_first, const Remains& here) {
  for (const Backup& backup : newest_first) {
    const bool is_of_this_book = std::any_of(
        here.streams.begin(), here.streams.end(),
        [&](const auto& stream) { return backup.replicas.contains(stream.first.replica); });
    if (backup.is_good() && backup.why != before_repair && is_of_this_book)
      paths_.push_back(backup.path);
  }
}

const Remains& Others::remains_of(std::size_t index) {
  while (read_.size() <= index) {
    Db copy = open_copy(paths_[read_.size()]);
    read_.push_back(std::make_unique<Remains>(read_remains(copy)));
  }
  return *read_[index];
}

}  // namespace rapport
