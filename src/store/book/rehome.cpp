#include "store/book/rehome.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "rapport/store/journal.hpp"
#include "rapport/store/kind.hpp"
#include "rapport/store/spaces.hpp"
#include "store/book/checksum.hpp"
#include "store/journal/change_row.hpp"

namespace rapport {
namespace {

class Rehoming {
 public:
  Rehoming(Db& db, Homes homes) : db_(db), homes_(homes) {}

  void run() {
    if (homes_ == Homes::anew) read_entities();
    const std::string sql = std::string("SELECT ") + change_columns +
                            ", s.hlc FROM old_change c JOIN old_stream s ON s.id = c.stream "
                            "ORDER BY c.hlc, c.nonce";
    db_.each(sql.c_str(), [&](const Row& row) {
      Change change = read_change(row);
      if (parse_recorded(row.text(10))) change.at = row.text(10);  // as older books have it
      rehome(std::move(change), row.integer(13));
    });
    for (const auto& [key, stream] : streams_)
      db_.run("UPDATE stream SET head = ?, hlc = ? WHERE id = ?", stream.head, stream.hlc,
              stream.id);
  }

 private:
  struct Stream {
    std::int64_t id = 0, head = 0, hlc = 0;
  };

  void read_entities() {
    db_.each("SELECT uid, ent, body FROM old_entity", [&](const Row& row) {
      const EntityKind* kind = find_kind(row.text(1));
      if (kind == nullptr) return;
      const Fields fields = decode_fields(row.text(2));
      if (are_private(fields)) hidden_.insert(row.uid(0));
      if (const auto whole = uid_in(fields, kind->lives_with)) wholes_.emplace(row.uid(0), *whole);
    });
  }

  std::string home_of(const Change& change) const {
    const EntityKind* kind = find_kind(change.ent);
    if (homes_ == Homes::kept || kind == nullptr || change.space == space::erasure)
      return change.space;
    const auto whole = wholes_.find(change.uid);
    return space_like(*kind, change.space,
                      whole != wholes_.end() && hidden_.contains(whole->second));
  }

  /// `clock` is how far the stream that the change was in had come.
  void rehome(Change change, std::int64_t clock) {
    change.space = home_of(change);
    const EntityKind* kind = find_kind(change.ent);
    const bool is_hidden = kind != nullptr && !kind->kept_apart.empty() &&
                           hidden_.contains(change.uid) && change.space != space::local;
    if (change.body) {
      Fields fields = fields_in(change);
      if (is_hidden)
        std::erase_if(fields,
                      [&](const auto& field) { return kind->kept_apart.contain(field.first); });
      change.body = encode_fields(fields);
    }
    Stream& stream = stream_of(change.space, change.replica);
    change.seq = ++stream.head;
    if (change.hlc <= clock) stream.hlc = std::max(stream.hlc, change.hlc);
    insert_change(db_, stream.id, change);
  }

  Stream& stream_of(const std::string& space, const Uid& replica) {
    const auto [place, is_new] = streams_.try_emplace({space, replica});
    if (is_new) {
      db_.run("INSERT INTO stream(space, replica, head, hlc, digest) VALUES(?,?,0,0,?)", space,
              replica, digest_of_stream(space, replica, {}));
      place->second.id = db_.number("SELECT last_insert_rowid()");
    }
    return place->second;
  }

  Db& db_;
  Homes homes_;
  std::set<Uid> hidden_;       ///< talks that are private
  std::map<Uid, Uid> wholes_;  ///< what lives with a talk, and with which
  std::map<std::pair<std::string, Uid>, Stream> streams_;
};

}  // namespace

void rehome(Db& db, Homes homes) {
  Rehoming(db, homes).run();
  for (const char* old : {"old_change", "old_stream", "old_entity"})
    db.run((std::string("DROP TABLE ") + old).c_str());
  refold(db);
}

}  // namespace rapport
