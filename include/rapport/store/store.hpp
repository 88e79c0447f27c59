#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/facts.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/store/db.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/kinds.hpp"
#include "rapport/store/spaces.hpp"

namespace rapport {

struct Heard;

/// The entities of which a book has one, known by the same uid everywhere.
inline constexpr Uid rules_uid{{0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1}};
inline constexpr Uid self_uid{{0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2}};
inline constexpr Uid mapping_uid{{0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 3}};

/// What a name may stand for.
struct NameHit {
  std::string ent;  ///< a kind that has names, see `EntityKind::called`
  Uid uid;

  std::strong_ordering operator<=>(const NameHit&) const = default;
};

/// How a typed name is compared with the names of the book; the first level that answers wins.
enum class NameLevel { exact, prefix, substring };

/// Which interactions to list. What is empty does not filter.
struct InteractionQuery {
  std::optional<Uid> pm;
  std::optional<Uid> customer;  ///< or a person
  DateRange days = all_days;
  std::optional<Kind> kind;
};

/// One command in the journal, as `history` lists it.
struct CommandRecord {
  std::int64_t id = 0;  ///< in the order in which they were given to this book
  std::int64_t cmd = 0;
  std::string at;
  std::string verb;
  std::optional<Uid> op;
  std::optional<std::int64_t> target;  ///< for undo and redo: the cmd that was reverted
};

/// What a command did to one entity.
struct Touched {
  std::string ent;
  Uid uid;
  std::int64_t number = 0;
  Op op = Op::put;
  bool created = false;
  Fields before;  ///< whole state before, and after
  Fields after;
};

enum class Depth { quick, deep };

struct Forgotten;  // store/forget.hpp
struct Erasure;

/// Reads and writes the book. Values out, values in: no sentences, no judgement. Everything read is
/// a copy; no statement is live between calls. Throws `Error` when the database fails.
class Store {
 public:
  explicit Store(Db db) : db_(std::move(db)) {}

  bool read_only() const { return db_.read_only(); }

  Rules rules();
  std::optional<Uid> me();  ///< the default PM of this book

  /// The live entity with that uid or typed number, duplicates followed to the one that they were
  /// merged into; nothing when there is none.
  template <typename T>
  std::optional<T> find(const Uid& uid);
  template <typename T>
  std::optional<T> find_number(std::int64_t number);

  /// As `find`, but a duplicate is answered as itself.
  template <typename T>
  std::optional<T> find_itself(const Uid& uid);

  /// The entity as it was last, deleted or not. Throws Error(not_found) where it never was.
  template <typename T>
  T last_known(const Uid& uid);

  /// The entity that has this number, or had it; nothing for one that was never given.
  std::optional<Uid> uid_of_number(std::string_view ent, std::int64_t number);

  /// True for an entity of the kind `ent` that is there and not deleted.
  bool is_live(const Uid& uid, std::string_view ent) { return live_state(ent, uid).has_value(); }

  /// The same as it lies in the book, whatever its kind.
  std::optional<EntityState> live_state(std::string_view ent, const Uid& uid);

  /// All live entities of a kind, by number: without duplicates of others, or with them.
  template <typename T>
  std::vector<T> all();
  template <typename T>
  std::vector<T> all_with_duplicates();
  template <typename T>
  void each_with_duplicates(const std::function<void(T)>& take);

  /// How many live entities of a numbered kind there are outside of the space `local`.
  std::size_t count_shared(std::string_view ent);

  /// What stands for `uid`: itself, or what it was merged into. The last of a chain that is there;
  /// of a circle the smallest.
  Uid survivor(const Uid& uid);

  /// `survivor` and every duplicate for which it stands.
  std::set<Uid> with_duplicates(const Uid& survivor) {
    return with_duplicates_in(merges(), survivor);
  }

  /// All merges of the book; read once, and again after a change.
  const Merges& merges();

  /// Live entities that list `owner` among their owners (see `EntityKind::owners`), by number.
  template <typename T>
  std::vector<T> linked(const Uid& owner);

  /// Live entities that wait for `who` (see `EntityKind::waits_for`) and are open, by number.
  template <typename T>
  std::vector<T> open_with(const Uid& who);

  /// Of the votes for an idea those whose customers were not told on `day` or later, by number.
  std::vector<Vote> votes_untold(const Uid& idea, Date day);

  /// The vote for an idea that was entered last, whose customers were not told; nothing where
  /// there is none.
  std::optional<Vote> newest_vote(const Uid& idea);

  /// Full interactions by start.
  std::vector<Interaction> interactions(const InteractionQuery& query);

  /// What the talks of a PM in `days` are known by in files, by their numbers. Nothing as long as
  /// no other book was heard: only then may two talks be one event in two calendars.
  std::map<std::int64_t, std::string> sources(const Uid& pm, const DateRange& days);

  /// What was learned in talks of `days`, in no order, each once; not in private ones.
  std::vector<Heard> heard_on(const DateRange& days);

  /// The first day on which anybody hosted anything; nothing for a book without talks.
  std::optional<Date> first_day();

  /// The interaction that came from `source`, see `Interaction::sources`.
  std::optional<Interaction> from_source(const std::string& source);

  /// True when some interaction came from `source`, or what has its fingerprint.
  bool has_source(const std::string& source);

  /// The interaction as the commands `verb` alone left it: only what they wrote. Without hosts
  /// where another command made it.
  Interaction as_written_by(const Uid& interaction, std::string_view verb);

  /// What judging needs of the interactions that `pm` hosted on `days`, by start, without what was
  /// learned in them.
  std::vector<Talk> talks(const Uid& pm, const DateRange& days);

  /// Everything for judging `pm` at `now`. Talks of the days of `told` know what was learned in
  /// them; those of other days only where a target measures it. Customers that are `known` are not
  /// looked up again.
  PmBook pm_book(const Pm& pm, const Moment& now, const DateRange& told = {}, Customers known = {});

  /// The talks of `days` alone, which do not overlap and are in order, for what can be said of each
  /// without judging a week.
  PmBook pm_talks(const Pm& pm, const Moment& now, std::span<const DateRange> days,
                  Customers known = {});

  /// Day and number of each interaction that `pm` hosted on `days`, by day.
  std::vector<std::pair<Date, std::int64_t>> talk_days(const Uid& pm, const DateRange& days);

  /// How many interactions `pm` hosted on `days`.
  std::size_t count_talks(const Uid& pm, const DateRange& days);

  /// The day of the newest but `before` of them; nothing where there are not so many.
  std::optional<Date> day_of_newest(const Uid& pm, const DateRange& days, std::size_t before);

  /// The day of the last one with a customer or person, its duplicates left out.
  std::optional<Date> last_contact(const Uid& who);

  /// With any of these, each counted once.
  Contacts contacts(const std::set<Uid>& who);

  /// The numbers of the interactions that `pm` hosted, from `since` on, in which something was
  /// learned whose text or theme `says` answers true for.
  std::set<std::int64_t> talks_that_say(const Uid& pm, bool (*says)(std::string_view), Date since);

  /// Whom `folded` (see `fold`) may mean, in the kinds `ents`.
  std::vector<NameHit> match_names(std::string_view folded, NameLevel level,
                                   const std::vector<std::string_view>& ents);

  /// What is called by a name with a word that begins with `folded`, in the order of the alphabet,
  /// each once; everything of these kinds when `folded` is empty. At most `limit`.
  std::vector<NameHit> names_beginning(std::string_view folded,
                                       const std::vector<std::string_view>& ents,
                                       std::size_t limit);

  /// The numbers of a kind of entity that begin with these digits, newest first; at most `limit`.
  /// Those of deleted ones are among them.
  std::vector<std::int64_t> numbers_beginning(std::string_view ent, std::string_view digits,
                                              std::size_t limit);

  /// Every whole folded name of these kinds, for near misses.
  std::vector<std::pair<std::string, NameHit>> whole_names(
      const std::vector<std::string_view>& ents);

  /// Newest first; at most `limit`.
  std::vector<CommandRecord> commands(std::int64_t limit);
  std::int64_t count_commands();
  std::optional<CommandRecord> command_of(const Uid& op_id);

  /// False where the command with that op_id was asked for by other words.
  bool was_asked(const Uid& op_id, const std::string& words);
  std::optional<CommandRecord> command_named(std::int64_t cmd);

  /// What a command did, in its order; to the first `most` entities where that is given. An import
  /// may have touched a hundred thousand.
  std::vector<Touched> touched_by(std::int64_t cmd, std::optional<std::size_t> most = {});
  std::int64_t count_touched(std::int64_t cmd);

  /// What the command of `change` did to the entity of `change`.
  Touched touched_by(const Change& change);

  std::vector<Change> changes(const Uid& uid);

  /// What is wrong with the file; empty when it is sound. `deep` compares every change with its
  /// checksum and every table with a fold of the journal. Writes nothing.
  std::vector<std::string> check(Depth depth);

  /// Rebuilds every table that is folded from the journal.
  void rebuild();

  /// The book as it was after all changes recorded up to `moment`, in memory.
  Store as_of(const Moment& moment);

  /// What letters, folded, mean in this run because somebody was asked; nothing: somebody new.
  std::map<std::string, std::optional<NameHit>, std::less<>>& meanings() { return meanings_; }

  /// The uids of these kinds that end in `digits`, hexadecimal ones.
  std::vector<NameHit> ending_in(std::string_view digits,
                                 const std::vector<std::string_view>& ents);

  Db& db() { return db_; }

  /// To be called where the book was changed, but not by a `Writing`.
  void forget_merges() { merges_.reset(); }

  /// True once a `Writing` on it has committed.
  bool has_saved() const { return has_saved_; }

 private:
  friend class Writing;

  /// Adds what the talks of `book` speak of; what was learned, where a target measures it or on the
  /// days of `told`.
  void look_up(PmBook& book, std::span<const DateRange> told);
  PmBook read_pm_book(const Pm& pm, const Moment& now, std::span<const DateRange> days,
                      std::span<const DateRange> told, Customers known);
  void count_learnings(const Uid& pm, const DateRange& days, std::vector<Talk>& talks);
  void add_colleagues(BookFacts& facts, const std::vector<Talk>& talks);
  std::vector<Uid> numbered_uids(std::string_view ent);

  Db db_;
  std::map<std::string, std::optional<NameHit>, std::less<>> meanings_;
  std::optional<Merges> merges_;  ///< nothing until they are needed
  bool has_saved_ = false;
};

/// What `undo` and `redo` did.
struct Reverted {
  CommandRecord command;            ///< the one taken back, or brought back
  std::vector<Touched> touched;     ///< what it had done
  std::vector<std::string> kept;    ///< "customer #7 region": changed elsewhere since, left alone
  std::vector<std::string> spared;  ///< "customer #7": others speak of it by now, so it stays
  /// "talk #3": it was private in the meantime, and no note of before is kept.
  std::vector<std::string> unworded;
};

/// One writing command: takes the write lock at once, appends to the journal, and either commits
/// all or, when it goes out of scope before, leaves nothing.
class Writing {
 public:
  /// `op_id` makes a retry safe: see `repeated`; `words` are those of its line, see
  /// `Store::was_asked`. Throws Error(busy) after 30 s without the lock.
  Writing(Store& store, std::string verb, const Stamp& stamp, std::optional<Uid> op_id,
          std::string words = {});

  /// The command that already came with this op_id, if any: nothing must be written then.
  const std::optional<CommandRecord>& repeated() const { return repeated_; }

  /// From now on, see `ChangeWatch`.
  void watch(ChangeWatch watch);

  /// A new entity, in the space of `owner`, else of the PM that it names: see `space_for`. Answers
  /// its uid. One without a number for people keeps its given uid.
  template <typename T>
  Uid add(const T& value, const Uid& owner = {});

  /// Writes the fields in which `value` differs from what is stored. False when it does not. What
  /// belongs to a talk that becomes private or public goes along.
  template <typename T>
  bool update(T value);

  /// Deletes it (the journal keeps it).
  template <typename T>
  void remove(const Uid& uid);

  /// Brings the entity of `record` here as it says, be it absent, removed or different. What
  /// `problem_of` and `compare` refuse must not come here.
  void put(const Record& record);

  /// Forgets, for ever: see `erase`. `sweep` must follow the commit.
  Erasure forget(std::span<const Forgotten> parties);

  /// The rules of this book, and whose book it is.
  bool set_rules(const Rules& rules);
  bool set_me(const Uid& pm);

  /// Takes back this book's newest command, or brings back the last one taken back. Nothing when
  /// there is none. Throws Error(not_found) for a command that cannot be undone.
  std::optional<Reverted> undo();
  std::optional<Reverted> redo();

  std::int64_t cmd() const { return journal_.cmd(); }

  /// True once something was written that is not committed; an undo or redo counts, also one that
  /// had to leave everything alone.
  bool has_changed() const { return target_.has_value() || journal_.has_changed(); }

  void commit();

 private:
  Reverted revert(const CommandRecord& command, std::int64_t changes_of);
  std::string home_of(const EntityKind& kind, const Fields& fields, const Uid& owner);

  /// Appends a change of an entity; what lives with it moves where it becomes private or public.
  void change(const EntityState& before, Op op, const Fields& fields);
  void move_parts(const EntityState& whole);

  /// The journal, for a change of an entity of kind `ent`: what is remembered of the book no longer
  /// holds.
  Journal& changing(std::string_view ent);

  /// Of the PM; empty where there is none.
  std::string handle_of(const Uid& pm);

  /// The same as for the book, asked once. Throws Error(permission).
  void check_writer(const std::string& space);

  Store& store_;
  Stamp stamp_;
  WriteLock lock_;
  Journal journal_;
  std::string verb_;
  std::optional<Uid> op_id_;
  std::string words_;
  std::optional<std::int64_t> target_;
  std::optional<CommandRecord> repeated_;
  std::map<Uid, std::string> handles_;  ///< those that were looked up
  std::string writable_;                ///< the last space that was found to be
};

}  // namespace rapport
