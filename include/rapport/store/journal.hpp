#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/store/db.hpp"
#include "rapport/store/fields.hpp"

namespace rapport {

struct Interaction;

/// The moment of the command, from the one clock of the program.
struct Stamp {
  Moment local;  ///< with minute and offset
  std::int64_t unix_ms = 0;
};

/// "2026-11-18T11:20+01:00": how `at` is written.
std::string recorded_text(const Moment& local);
/// The reverse; nothing when `text` has another form.
std::optional<Moment> parse_recorded(std::string_view text);
/// The same as a number, in the order of local time: how books hold it. 0 for a text of another
/// form, and back an empty text for a number that is no time of recording.
std::int64_t recorded_number(std::string_view text);
std::string recorded_text(std::int64_t number);
std::optional<Moment> recorded_moment(std::int64_t number);
/// The greatest such number of anything recorded up to `local`; before its day without a minute.
std::int64_t recorded_until(const Moment& local);

/// `restate`: the body is the whole state, and the words of every earlier one of this space and uid
/// are gone. In the space `erasure` it is an order to forget. A later program may know more.
enum class Op { put = 0, remove = 1, restore = 2, restate = 3 };

/// One entry of the journal.
struct Change {
  std::string space;
  Uid replica;
  std::int64_t seq = 0;
  std::int64_t hlc = 0;
  std::int64_t base = 0;
  std::int64_t nonce = 0;
  std::int64_t cmd = 0;
  std::string ent;
  Uid uid;
  Op op = Op::put;
  std::string at;
  std::optional<std::string> body;  ///< `encode_fields`; nothing once erased
  bool is_altered = false;          ///< read, and its digest does not hold: it may say anything
};

/// What the body of `change` says; empty once it was erased.
Fields fields_in(const Change& change);

/// The state of an entity: the fold of its changes.
struct EntityState {
  Uid uid;
  std::string space;
  std::string ent;
  std::int64_t number = 0;
  std::int64_t hlc = 0;
  bool deleted = false;
  std::string recorded;  ///< `at` of its first change
  Fields fields;
};

/// Folds one change, later in (hlc, nonce) than all before it, into `state`: the order is the same
/// in every book, by whatever way the changes came.
void apply(EntityState& state, const Change& change);

class SearchChanges;
enum class Origin;

/// Is shown every change before it is made: the entity as it is, null where it is new, and as it
/// will be. The book may be read meanwhile.
using ChangeWatch = std::function<void(const EntityState* before, const EntityState& after)>;

/// Appends changes to this replica's streams and keeps every table that is folded from them.
/// Lives inside one write transaction.
class Journal {
 public:
  Journal(Db& db, const Stamp& stamp);
  ~Journal();

  std::int64_t cmd() const { return cmd_; }

  /// True between an append and `finish`.
  bool has_changed() const;

  void watch(ChangeWatch watch) { watch_ = std::move(watch); }

  /// A new UUIDv7.
  Uid new_uid();

  /// Appends the first change of an entity, and folds it. One of a kind that has numbers gets the
  /// next. `said` is the talk that `fields` were made from, null for what is none. False, and
  /// nothing is written, where the uid has been here before.
  bool begin(const std::string& space, const std::string& ent, const Uid& uid, Fields fields,
             const Interaction* said = nullptr);

  /// Appends a change of the entity (space, uid) and folds it. `fields` is what changes.
  void append(const std::string& space, const std::string& ent, const Uid& uid, Op op,
              const Fields& fields);

  /// Takes an entity into another space: number and time of recording stay. Its words are in no
  /// change of where it was, unless that is `local`.
  void move(const EntityState& from, const std::string& to);

  /// True where words were taken out of changes: `sweep` must follow the commit.
  bool must_sweep() const { return must_sweep_; }

  /// To be called once the search index was rebuilt by somebody else: it has it all.
  void drop_search_changes();

  /// Writes how far the streams are now, and what they change in the search index: the last thing
  /// before a commit.
  void finish();

 private:
  struct Stream {
    std::int64_t id = 0;
    std::int64_t head = 0;
    std::int64_t hlc = 0;
    bool is_ahead = false;  ///< of its row
  };
  /// Writes `change`, and completes it with what is this book's and this command's.
  Change write_change(Change change);
  void write_state(const EntityState* before, const EntityState& after, std::string_view body);
  std::int64_t last_number(const std::string& ent);
  void give_number(const EntityState& state);
  Stream& stream_of(const std::string& space);
  std::int64_t next_hlc(std::int64_t base);

  Db& db_;
  Stamp stamp_;
  std::string at_;  ///< as a text
  Uid replica_;
  std::int64_t last_hlc_ = 0;
  std::int64_t cmd_ = 0;
  std::map<std::string, Stream> streams_;
  std::map<std::string, std::int64_t> numbers_;  ///< the last one given, by kind
  std::uint32_t uid_counter_ = 0;
  bool has_blanked_ = false;
  bool must_sweep_ = false;  ///< by this command, or by one that could not end
  std::unique_ptr<SearchChanges> search_;
  ChangeWatch watch_;
};

/// The current row of an entity, deleted ones included.
std::optional<EntityState> read_entity(Db& db, const Uid& uid, std::string_view space);

/// Writes the row of an entity that is new and everything derived from it but its search words.
/// `body` is what its fields are encoded as, `said` the talk that they were made from, where it is
/// at hand. False, and nothing is written, where its uid has been in its space before.
bool insert_entity(Db& db, const EntityState& state, std::string_view body,
                   const Interaction* said);

/// The same instead of `before`, which is null where it was not here.
void write_entity(Db& db, const EntityState* before, const EntityState& after,
                  std::string_view body);
void write_entity(Db& db, const EntityState* before, const EntityState& after);

/// Takes the row of an entity away, and everything derived from it but its search words.
void erase_entity(Db& db, const EntityState& state);

/// Calls `take` with every change of the journal, the local number of its stream, and its digest as
/// it is stored. In no order.
void each_change(
    Db& db,
    const std::function<void(std::int64_t stream, const Change&, std::int64_t digest)>& take);

/// The changes of (uid, space) in the order of the fold.
std::vector<Change> changes_of(Db& db, const Uid& uid, std::string_view space);

/// The changes of a command in the order in which they were made: the first `most`, all where it is
/// negative.
std::vector<Change> changes_of_command(Db& db, std::int64_t cmd, std::int64_t most = -1);

/// Writes a change with its checksum.
void insert_change(Db& db, std::int64_t stream, const Change& change);

/// Takes the words out of every change that `restated` covers. True where there were any.
bool blank_earlier(Db& db, const Change& restated);

/// Takes the words out of every change that one of the restates of the book covers. True where
/// there were any.
bool blank_restated(Db& db);

/// The fields without what people said in words; of a talk that is `hidden` also without its mood.
Fields without_words(std::string_view ent, const Fields& fields, bool hidden);

/// What `restated`, a later change, tells of the entity as it was before: the words in which it is
/// spoken of since, or all where nothing else is left of it.
Fields known_before(const Change& restated, bool is_all_gone);

/// The state of (uid, space) as its changes have it; nothing where there are none.
std::optional<EntityState> folded(Db& db, const Uid& uid, std::string_view space);

/// Calls `take` with every entity as a fold of the journal has it, deleted ones included, by uid
/// and space. Holds one at a time. Changes that are not as they were written are left out.
void each_folded(Db& db, const std::function<void(const EntityState&)>& take);

/// Empties and rebuilds every folded table from the journal. Numbers stay as they are.
void refold(Db& db);

/// As `refold`, but leaves the search index as it was.
void refold_entities(Db& db);

/// 63 random bits.
std::int64_t random_id();

/// A checksum over all that must never change in a change. That of a blanked one says that it was
/// blanked: a body that is merely missing has another.
std::int64_t digest_of(const Change& change);

}  // namespace rapport
