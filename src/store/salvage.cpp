#include "rapport/store/salvage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/open.hpp"

// A book is as good as its journal. Each change is told by space, replica and number in its stream,
// which no damage can confuse: its digest says whether it is the one that was written.
namespace rapport {
namespace {

struct StreamKey {
  std::string space;
  Uid replica;
  auto operator<=>(const StreamKey&) const = default;
};

struct Copy {
  Change change;
  std::int64_t digest = 0;
  bool is_good() const { return digest_of(change) == digest; }
};

using Stream = std::map<std::int64_t, Copy>;  // by seq

/// All that could be read of a journal.
struct Remains {
  std::map<StreamKey, Stream> streams;
  std::map<StreamKey, std::int64_t> heads;
  std::map<StreamKey, std::int64_t> clocks;
  std::map<std::int64_t, std::pair<CommandRecord, std::int64_t>> commands;
  std::map<std::pair<std::string, std::int64_t>, Uid> numbers;
  std::optional<Uid> replica;
  std::set<Uid> forgotten;
};

/// Runs a query as far as the pages can be read.
template <typename Read>
void as_far_as_possible(Read&& read) {
  try {
    read();
  } catch (const Error&) {
    // The rest of this pass is lost; another pass, or a backup, may have it.
  }
}

void take_change(Remains& remains, const Change& change, std::int64_t digest) {
  if (change.replica.is_nil() || change.seq < 1) return;
  Copy copy{change, digest};
  Stream& stream = remains.streams[{change.space, change.replica}];
  const auto place = stream.find(change.seq);
  if (place == stream.end() || (!place->second.is_good() && copy.is_good()))
    stream.insert_or_assign(change.seq, std::move(copy));
}

/// A page that cannot be read ends a pass over the table; so passes come from both ends.
void read_changes(Db& db, Remains& remains) {
  const auto take = [&](std::int64_t, const Change& change, std::int64_t digest) {
    take_change(remains, change, digest);
  };
  as_far_as_possible([&] { each_change(db, take); });
  as_far_as_possible([&] { each_change(db, take, JournalOrder::last_first); });
}

void read_streams(Db& db, Remains& remains) {
  as_far_as_possible([&] {
    db.each("SELECT space, replica, head, hlc FROM stream", [&](const Row& row) {
      const StreamKey key{row.text(0), row.uid(1)};
      remains.heads[key] = row.integer(2);
      remains.clocks[key] = row.integer(3);
    });
  });
}

void read_others(Db& db, Remains& remains) {
  as_far_as_possible([&] {
    each_command(db, [&](const CommandRecord& command, std::int64_t digest) {
      remains.commands.emplace(command.id, std::pair{command, digest});
    });
  });
  as_far_as_possible([&] {
    db.each("SELECT ent, id, uid FROM number", [&](const Row& row) {
      remains.numbers.emplace(std::pair{row.text(0), row.integer(1)}, row.uid(2));
    });
  });
  as_far_as_possible([&] {
    remains.replica = db.first("SELECT value FROM book WHERE key = 'replica'",
                               [](const Row& row) { return row.uid(0); });
  });
  as_far_as_possible([&] {
    for (const Forgotten& party : forgotten_before(db)) remains.forgotten.insert(party.uid);
  });
}

Remains read_remains(Db& db) {
  Remains remains;
  read_streams(db, remains);
  read_changes(db, remains);
  read_others(db, remains);
  return remains;
}

std::string label_of(const Change& change) {
  return fmt::format("{} of {} ({})", printable(change.ent), change.at.substr(0, 10),
                     to_string(change.uid));
}

/// True for a change that may go into the new journal as it is.
bool is_sound(const Remains& remains, const Copy& copy) {
  return copy.is_good() && (copy.change.body || remains.forgotten.contains(copy.change.uid));
}

bool is_readable(const Change& change) {
  if (!change.body || !parse_recorded(change.at)) return false;
  try {
    decode_fields(*change.body);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// The change that takes the place of one that is lost, so that its stream has no gap.
Change placeholder(const StreamKey& key, std::int64_t seq, const Change* known) {
  Change change = known != nullptr ? *known : Change{};
  change.space = key.space;
  change.replica = key.replica;
  change.seq = seq;
  if (known == nullptr || !parse_recorded(change.at)) change.at = "1970-01-01T00:00+00:00";
  if (known == nullptr) {
    change.ent = "lost";
    change.uid.bytes[0] = 1;
    change.uid.bytes[8] = static_cast<std::uint8_t>(seq >> 8);
    change.uid.bytes[9] = static_cast<std::uint8_t>(seq);
  }
  change.body = "{}";
  return change;
}

class Salvage {
 public:
  Salvage(Remains remains, std::vector<Remains> backups, Repair& repair)
      : remains_(std::move(remains)), backups_(std::move(backups)), repair_(repair) {}

  Db run() {
    std::set<StreamKey> keys;
    for (const auto& [key, stream] : remains_.streams) keys.insert(key);
    for (const auto& [key, head] : remains_.heads) keys.insert(key);
    Db book = memory_book();
    book.run("BEGIN");
    for (const StreamKey& key : keys) write_stream(book, key);
    write_commands(book);
    write_numbers(book);
    if (remains_.replica && !remains_.replica->is_nil())
      book.run("UPDATE book SET value = ? WHERE key = 'replica'", *remains_.replica);
    refold(book);
    number_the_rest(book);
    book.run("COMMIT");
    return book;
  }

 private:
  const Copy* from_backup(const StreamKey& key, std::int64_t seq) const {
    for (const Remains& backup : backups_) {
      const auto stream = backup.streams.find(key);
      if (stream == backup.streams.end()) continue;
      const auto copy = stream->second.find(seq);
      if (copy == stream->second.end() || !copy->second.is_good()) continue;
      if (remains_.forgotten.contains(copy->second.change.uid)) continue;
      return &copy->second;
    }
    return nullptr;
  }

  Change choose(const StreamKey& key, std::int64_t seq, const Copy* here) {
    if (here != nullptr && is_sound(remains_, *here)) return here->change;
    if (const Copy* copy = from_backup(key, seq)) {
      ++repair_.from_backup;
      return copy->change;
    }
    if (here != nullptr && is_readable(here->change)) {
      repair_.altered.push_back(label_of(here->change));
      return here->change;
    }
    repair_.lost.push_back(here != nullptr
                               ? label_of(here->change)
                               : fmt::format("change {} of {}", seq, printable(key.space)));
    return placeholder(key, seq, here != nullptr ? &here->change : nullptr);
  }

  void write_stream(Db& book, const StreamKey& key) {
    const Stream& stream = remains_.streams[key];
    // Numbers far beyond all others are damage, not changes.
    const std::int64_t most = static_cast<std::int64_t>(stream.size()) * 2 + 1000;
    std::int64_t head = remains_.heads.contains(key) ? remains_.heads.at(key) : 0;
    if (head < 0 || head > most) head = 0;
    for (const auto& [seq, copy] : stream)
      if (copy.is_good()) head = std::max(head, std::min(seq, most));
    if (head == 0) return;
    book.run("INSERT INTO stream(space, replica, head, hlc) VALUES(?,?,?,0)", key.space,
             key.replica, head);
    const auto id = book.number("SELECT last_insert_rowid()");
    std::int64_t clock = 0;
    for (std::int64_t seq = 1; seq <= head; ++seq) {
      const auto place = stream.find(seq);
      const Change change = choose(key, seq, place == stream.end() ? nullptr : &place->second);
      clock = std::max(clock, change.hlc);
      insert_change(book, id, change);
    }
    const auto kept = remains_.clocks.find(key);
    book.run(
        "UPDATE stream SET hlc = ? WHERE id = ?",
        kept != remains_.clocks.end() && kept->second >= 0 ? std::min(kept->second, clock) : clock,
        id);
  }

  void write_commands(Db& book) {
    std::int64_t last = 0;
    for (const auto& [id, command] : remains_.commands)
      if (digest_of(command.first) == command.second) last = std::max(last, id);
    std::set<Uid> ops;
    for (std::int64_t id = 1; id <= last; ++id) {
      CommandRecord command = choose_command(id);
      if (command.op && !ops.insert(*command.op).second) command.op.reset();
      book.run("INSERT INTO command(id, cmd, op, at, verb, target, digest) VALUES(?,?,?,?,?,?,?)",
               id, command.cmd, command.op, command.at, command.verb, command.target,
               digest_of(command));
    }
  }

  CommandRecord choose_command(std::int64_t id) {
    const auto here = remains_.commands.find(id);
    if (here != remains_.commands.end() && digest_of(here->second.first) == here->second.second)
      return here->second.first;
    for (const Remains& backup : backups_) {
      const auto there = backup.commands.find(id);
      if (there == backup.commands.end()) continue;
      if (digest_of(there->second.first) != there->second.second) continue;
      ++repair_.from_backup;
      return there->second.first;
    }
    if (here != remains_.commands.end()) {
      repair_.altered.push_back(fmt::format("command {}", id));
      return here->second.first;
    }
    repair_.lost.push_back(fmt::format("command {}", id));
    return {.id = id, .cmd = random_id(), .at = "1970-01-01T00:00+00:00", .verb = "lost"};
  }

  void write_numbers(Db& book) {
    std::set<std::pair<std::string, Uid>> known;
    const auto put = [&](const std::pair<std::string, std::int64_t>& number, const Uid& uid) {
      if (uid.is_nil() || number.second < 1) return;
      const auto in_use = book.number("SELECT count(*) FROM number WHERE ent = ? AND id = ?",
                                      number.first, number.second);
      const bool has_changes = book.number("SELECT count(*) FROM change WHERE uid = ?", uid) != 0;
      if (in_use != 0 || !has_changes || !known.emplace(number.first, uid).second) return;
      book.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", number.first, number.second, uid);
    };
    for (const Remains& backup : backups_)  // never altered: what a backup says goes first
      for (const auto& [number, uid] : backup.numbers) put(number, uid);
    for (const auto& [number, uid] : remains_.numbers) put(number, uid);
  }

  /// Whoever lost the number that people type gets a new one.
  void number_the_rest(Db& book) {
    std::vector<std::pair<std::string, Uid>> without;
    static const std::set<std::string> numbered{
#define RAPPORT_NUMBERED(Type, Name, Numbered) Numbered ? Name : "",
        RAPPORT_ENTITIES(RAPPORT_NUMBERED)
#undef RAPPORT_NUMBERED
    };
    book.each("SELECT ent, uid FROM entity WHERE number = 0 ORDER BY recorded, uid",
              [&](const Row& row) {
                if (numbered.contains(row.text(0))) without.emplace_back(row.text(0), row.uid(1));
              });
    for (const auto& [ent, uid] : without) {
      const auto id = book.number("SELECT coalesce(max(id), 0) + 1 FROM number WHERE ent = ?", ent);
      book.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", ent, id, uid);
      repair_.altered.push_back(fmt::format("the number of a {}: it is #{} now", ent, id));
    }
    if (!without.empty()) refold(book);
  }

  Remains remains_;
  std::vector<Remains> backups_;
  Repair& repair_;
};

}  // namespace

Store salvage(Db& damaged, const std::vector<Backup>& newest_first, Repair& repair) {
  repair = {};
  Remains remains = read_remains(damaged);
  std::vector<Remains> backups;
  for (const Backup& backup : newest_first) {
    if (!backup.is_good()) continue;
    const bool shares = std::any_of(
        remains.streams.begin(), remains.streams.end(),
        [&](const auto& stream) { return backup.replicas.contains(stream.first.replica); });
    if (!shares && !remains.streams.empty()) continue;
    Db copy = open_copy(backup.path);
    backups.push_back(read_remains(copy));
  }
  Store book(Salvage(std::move(remains), std::move(backups), repair).run());
  const auto troubles = book.check(Depth::deep);
  if (!troubles.empty())
    throw Error(ErrorKind::bad_data,
                fmt::format("the book could not be repaired: {}", troubles.front()),
                "nothing was changed; `rapport backup list` shows what could be restored");
  return book;
}

}  // namespace rapport
