#include "rapport/store/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "rapport/base/error.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/kind.hpp"
#include "rapport/store/schema.hpp"
#include "rapport/store/search_index.hpp"
#include "rapport/store/spaces.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/change_row.hpp"
#include "store/journal/refresh.hpp"

namespace rapport {
namespace {

constexpr std::int64_t five_minutes_ms = 5 * 60 * 1000;

/// The clock part of a stamp. Beyond the year 4199 it stands still: a stamp has 63 bits.
std::int64_t clock_stamp(std::int64_t unix_ms) {
  constexpr std::int64_t last_ms = std::int64_t{1} << 46;
  return std::clamp(unix_ms, std::int64_t{0}, last_ms) << 16;
}

const std::string select_changes =
    std::string("SELECT ") + change_columns + " FROM change c JOIN stream s ON s.id = c.stream ";

EntityState begin_state(const Change& change) {
  return {.uid = change.uid,
          .space = change.space,
          .ent = change.ent,
          .recorded = change.at,
          .fields = {}};
}

/// A number to count on from.
std::int64_t within(std::int64_t number) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() - (1 << 20);
  if (number < 0 || number > most) fail_damaged("a number is out of its range");
  return number;
}

template <typename... Values>
std::vector<Change> changes_found(Db& db, const std::string& sql, const Values&... values) {
  std::vector<Change> changes;
  db.each(
      sql.c_str(),
      [&](const Row& row) {
        changes.push_back(read_change(row));
        if (changes.back().is_altered) db.note_altered(changes.back().nonce);
      },
      values...);
  return changes;
}

}  // namespace

void apply(EntityState& state, const Change& change) {
  state.hlc = std::max(state.hlc, change.hlc);
  if (change.op > Op::restate) return;  // a later program knows what it does
  if (change.op == Op::remove) state.deleted = true;
  if (change.op == Op::restore) state.deleted = false;
  if (change.op == Op::restate && change.body) state.fields.clear();
  merge_fields(state.fields, fields_in(change));
}

Fields fields_in(const Change& change) {
  return change.body ? decode_fields(*change.body) : Fields{};
}

std::int64_t digest_of(const Change& change) {
  Checksum sum;
  const auto mix = [&sum](std::string_view bytes) {
    sum.add(bytes);
    sum.add(std::uint8_t{0xff});  // so that neighbours cannot trade bytes
  };
  const auto number = [&sum](std::int64_t value, char behind) {
    const fmt::format_int digits(value);
    sum.add(std::string_view(digits.data(), digits.size()));
    sum.add(static_cast<unsigned char>(behind));
  };
  for (const std::int64_t value : {change.seq, change.hlc, change.base, change.nonce})
    number(value, ' ');
  number(change.cmd, '\xff');
  mix(change.ent);
  mix({reinterpret_cast<const char*>(change.uid.bytes.data()), change.uid.bytes.size()});
  number(static_cast<int>(change.op), '\xff');
  mix(change.at);
  mix(change.body.value_or(""));
  return sum.stored();
}

Journal::Journal(Db& db, const Stamp& stamp)
    : db_(db),
      stamp_(stamp),
      at_(recorded_text(stamp.local)),
      cmd_(random_id()),
      search_(std::make_unique<SearchChanges>(db)) {
  db.each("SELECT key, value FROM book WHERE key IN ('replica', 'sweep')", [&](const Row& row) {
    if (row.text(0) == "replica")
      replica_ = row.uid(1);
    else
      must_sweep_ = true;
  });
  if (replica_.is_nil())
    throw Error(ErrorKind::bad_data, "the book has no replica id", "restore a backup");
  last_hlc_ = within(db.number("SELECT coalesce(max(hlc), 0) FROM stream"));
}

Journal::~Journal() = default;

// A stamp from a clock that was far ahead is not built upon, so that one wrong evening does not
// make later edits of other replicas lose for years.
std::int64_t Journal::next_hlc(std::int64_t base) {
  const std::int64_t now = clock_stamp(stamp_.unix_ms);
  const std::int64_t soon = clock_stamp(stamp_.unix_ms + five_minutes_ms);
  const bool sane = last_hlc_ <= soon;
  const std::int64_t stamp = std::max({sane ? last_hlc_ + 1 : now, now, within(base) + 1});
  if (stamp <= soon) last_hlc_ = stamp;
  return stamp;
}

Uid Journal::new_uid() {
  Uid uid;
  constexpr int counter_bits = 12;
  const std::uint32_t counter = uid_counter_++;  // keeps the order within one command
  // One that is full goes on in the next millisecond: rows are written where the last ones were.
  const auto ms = static_cast<std::uint64_t>(stamp_.unix_ms) + (counter >> counter_bits);
  for (std::size_t i = 0; i < 6; ++i) uid.bytes[i] = static_cast<std::uint8_t>(ms >> (8 * (5 - i)));
  uid.bytes[6] = static_cast<std::uint8_t>(0x70 | ((counter >> 8) & 0x0f));
  uid.bytes[7] = static_cast<std::uint8_t>(counter);
  const auto random = static_cast<std::uint64_t>(random_id());
  for (std::size_t i = 0; i < 8; ++i)
    uid.bytes[8 + i] = static_cast<std::uint8_t>(random >> (8 * i));
  uid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uid.bytes[8] & 0x3f));
  return uid;
}

Journal::Stream& Journal::stream_of(const std::string& space) {
  const auto known = streams_.find(space);
  if (known != streams_.end()) return known->second;
  auto found = db_.first(
      "SELECT id, head FROM stream WHERE space = ? AND replica = ?",
      [](const Row& row) {
        return Stream{row.integer(0), within(row.integer(1))};
      },
      space, replica_);
  if (!found) {
    db_.run("INSERT INTO stream(space, replica, head, hlc, digest) VALUES(?,?,0,0,?)", space,
            replica_, digest_of_stream(space, replica_, {}));
    found = Stream{db_.number("SELECT last_insert_rowid()"), 0};
  }
  return streams_.emplace(space, *found).first->second;
}

std::int64_t Journal::last_number(const std::string& ent) {
  auto last = numbers_.find(ent);
  if (last == numbers_.end())
    last = numbers_
               .emplace(ent, within(db_.number(
                                 "SELECT coalesce(max(id), 0) FROM number WHERE ent = ?", ent)))
               .first;
  return last->second;
}

void Journal::give_number(const EntityState& state) {
  db_.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", state.ent, state.number, state.uid);
  numbers_[state.ent] = state.number;
}

bool Journal::begin(const std::string& space, const std::string& ent, const Uid& uid, Fields fields,
                    const Interaction* said) {
  std::erase_if(fields, [](const auto& field) {  // as merging does
    return std::holds_alternative<std::monostate>(field.second);
  });
  std::string body = encode_fields(fields);
  const EntityState state{.uid = uid,
                          .space = space,
                          .ent = ent,
                          .number = is_numbered(ent) ? last_number(ent) + 1 : 0,
                          .hlc = next_hlc(0),
                          .recorded = at_,
                          .fields = std::move(fields)};
  if (watch_) watch_(nullptr, state);
  if (!insert_entity(db_, state, body, said)) return false;
  if (state.number > 0) give_number(state);
  search_->note(nullptr, state, Origin::fresh);
  write_change({.space = space,
                .hlc = state.hlc,
                .ent = ent,
                .uid = uid,
                .at = at_,
                .body = std::move(body)});
  return true;
}

void Journal::append(const std::string& space, const std::string& ent, const Uid& uid, Op op,
                     const Fields& fields) {
  const auto before = read_entity(db_, uid, space);
  const std::int64_t base = before ? before->hlc : 0;
  const Change change = write_change({.space = space,
                                      .hlc = next_hlc(base),
                                      .base = base,
                                      .ent = ent,
                                      .uid = uid,
                                      .op = op,
                                      .at = at_,
                                      .body = encode_fields(fields)});
  EntityState after = before ? *before : begin_state(change);
  apply(after, change);
  write_state(before ? &*before : nullptr, after, encode_fields(after.fields));
  if (op == Op::restate && blank_earlier(db_, change)) has_blanked_ = must_sweep_ = true;
}

void Journal::move(const EntityState& from, const std::string& to) {
  if (from.space != space::local) append(from.space, from.ent, from.uid, Op::restate, {});
  if (!from.deleted) append(from.space, from.ent, from.uid, Op::remove, {});
  if (const auto there = read_entity(db_, from.uid, to)) {
    append(to, from.ent, from.uid, Op::restore, changed_fields(there->fields, from.fields));
  } else {
    const Change change = write_change({.space = to,
                                        .hlc = next_hlc(0),
                                        .ent = from.ent,
                                        .uid = from.uid,
                                        .at = from.recorded,
                                        .body = encode_fields(from.fields)});
    EntityState state = begin_state(change);
    state.number = from.number;
    apply(state, change);
    write_state(nullptr, state, encode_fields(state.fields));
  }
  if (from.deleted) append(to, from.ent, from.uid, Op::remove, {});
}

void Journal::write_state(const EntityState* before, const EntityState& after,
                          std::string_view body) {
  if (watch_) watch_(before, after);
  search_->note(before, after, Origin::given);
  write_entity(db_, before, after, body);
}

Change Journal::write_change(Change change) {
  Stream& stream = stream_of(change.space);
  change.replica = replica_;
  change.seq = ++stream.head;
  change.nonce = random_id();
  change.cmd = cmd_;
  insert_change(db_, stream.id, change);
  if (change.hlc <= last_hlc_) stream.hlc = std::max(stream.hlc, change.hlc);
  stream.is_ahead = true;
  return change;
}

void Journal::drop_search_changes() { search_ = std::make_unique<SearchChanges>(db_); }

bool Journal::has_changed() const {
  return std::any_of(streams_.begin(), streams_.end(),
                     [](const auto& stream) { return stream.second.is_ahead; });
}

void Journal::finish() {
  for (auto& [space, stream] : streams_) {
    if (!stream.is_ahead) continue;
    db_.run("UPDATE stream SET head = ?, hlc = max(hlc, ?) WHERE id = ?", stream.head, stream.hlc,
            stream.id);
    stream.is_ahead = false;
  }
  search_->write();
  if (!has_blanked_) return;
  purge_search(db_);
  note_blanked(db_);
}

void note_blanked(Db& db) {
  db.run("INSERT OR REPLACE INTO book(key, value) VALUES('sweep', 1), ('hub.blanked', ?)",
         random_id());
}

void refresh(Db& db, const Touches& touches) {
  SearchChanges search(db);
  for (const auto& [uid, space] : touches) {
    const auto after = folded(db, uid, space);
    if (!after) continue;
    const auto before = read_entity(db, uid, space);
    search.note(before ? &*before : nullptr, *after, Origin::given);
    write_entity(db, before ? &*before : nullptr, *after);
  }
  search.write();
}

void each_change(Db& db,
                 const std::function<void(std::int64_t, const Change&, std::int64_t)>& take) {
  db.each(
      "SELECT s.space, s.replica, c.seq, c.hlc, c.base, c.nonce, c.cmd, c.ent, c.uid, c.op, c.at, "
      "c.body, c.digest, c.stream FROM change c LEFT JOIN stream s ON s.id = c.stream",
      [&](const Row& row) { take(row.integer(13), read_change(row), row.integer(12)); });
}

std::vector<Change> changes_of(Db& db, const Uid& uid, std::string_view space) {
  static const std::string sql =
      select_changes + "WHERE c.uid = ? AND s.space = ? ORDER BY c.hlc, c.nonce";
  return changes_found(db, sql, uid, space);
}

std::vector<Change> changes_of_command(Db& db, std::int64_t cmd, std::int64_t most) {
  static const std::string sql =
      select_changes + "WHERE c.cmd = ? ORDER BY c.hlc, s.space, c.seq LIMIT ?";
  return changes_found(db, sql, cmd, most);
}

void insert_change(Db& db, std::int64_t stream, const Change& change) {
  db.run(
      "INSERT INTO change(stream, seq, hlc, base, nonce, cmd, ent, uid, op, ver, at, body, digest) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
      stream, change.seq, change.hlc, change.base, change.nonce, change.cmd, change.ent, change.uid,
      static_cast<int>(change.op), schema_version(), recorded_number(change.at),
      blob_of(change.body), digest_of(change));
}

void refold(Db& db) {
  refold_entities(db);
  rebuild_search(db);
}

/// As its row says. Numbers have no index by uid: one that has no row yet is among the newest.
std::int64_t number_of(Db& db, std::string_view ent, const Uid& uid) {
  return db.number(
      "SELECT coalesce((SELECT number FROM entity WHERE uid = ? AND ent = ? AND number > 0 LIMIT "
      "1),"
      " (SELECT id FROM number WHERE ent = ? AND uid = ? ORDER BY id DESC LIMIT 1), 0)",
      uid, ent, ent, uid);
}

std::optional<EntityState> folded(Db& db, const Uid& uid, std::string_view space) {
  std::optional<EntityState> state;
  for (const Change& change : changes_of(db, uid, space)) {
    if (change.op > Op::restate) continue;
    if (!state) {
      state = begin_state(change);
      if (is_numbered(change.ent)) state->number = number_of(db, change.ent, uid);
    }
    apply(*state, change);
  }
  return state;
}

void each_folded(Db& db, const std::function<void(const EntityState&)>& take) {
  std::map<Uid, std::int64_t> numbers;
  db.each("SELECT uid, id FROM number",
          [&](const Row& row) { numbers.emplace(row.uid(0), row.integer(1)); });
  // By the index, so that no more than the changes of one entity are sorted at a time.
  static const std::string sql =
      std::string("SELECT ") + change_columns +
      " FROM change c INDEXED BY change_uid CROSS JOIN stream s ON s.id = c.stream "
      "ORDER BY c.uid, s.space, c.hlc, c.nonce";
  std::optional<EntityState> state;
  const auto flush = [&] {
    if (state) take(*state);
    state.reset();
  };
  db.each(sql.c_str(), [&](const Row& row) {
    const Change change = read_change(row);
    if (change.is_altered) return db.note_altered(change.nonce);  // it may say anything
    if (change.op > Op::restate) return;                          // kept for a later program
    if (!state || state->uid != change.uid || state->space != change.space) {
      flush();
      state = begin_state(change);
      const auto number = numbers.find(change.uid);
      // A private note shares the uid of its interaction, and an order to forget that of whom it
      // is about, but nobody types their number.
      const EntityKind* kind = find_kind(change.ent);
      const bool has_number = kind == nullptr ? change.ent != "forgotten" : kind->is_numbered;
      if (number != numbers.end() && has_number) state->number = number->second;
    }
    apply(*state, change);
  });
  flush();
}

void refold_entities(Db& db) {
  for (const char* empty :
       {"DELETE FROM entity", "DELETE FROM hosted_talk", "DELETE FROM link", "DELETE FROM name"})
    db.run(empty);
  each_folded(db, [&](const EntityState& state) { write_entity(db, nullptr, state); });
}

}  // namespace rapport
