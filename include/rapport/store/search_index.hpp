#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/store/journal.hpp"

/// The search index: an FTS5 table without content, with a row for each entity that has texts to be
/// searched. Its rows are a pure function of the entities, so that an old one can be taken away
/// without having been kept. Not in it: what was marked private, and what was learned in a private
/// talk or one that was removed.
namespace rapport {

/// What stands behind an id of the index.
struct SearchKey {
  Date day{};
  std::string_view kind;  ///< of entity; empty for an id that no row can have
  std::int64_t number = 0;
};
SearchKey key_of(std::int64_t row);

/// The ids of rows from day `days.from` on and before `days.until`: from, and up to with.
std::pair<std::int64_t, std::int64_t> rows_between(const DateRange& days);

/// The texts of an entity that are searched, by the name of their field.
std::vector<std::pair<std::string, std::string>> searched_texts(const EntityState& state);

/// A row of the index: its id, which goes up with the days, and all its words.
struct SearchRow {
  std::int64_t id = 0;
  std::string words;
  bool operator==(const SearchRow&) const = default;
};

/// The id of the row that `state` has, if it has words; nothing where it may not be searched.
std::optional<std::int64_t> search_place(Db& db, const EntityState& state);

/// The row of `state`; nothing where there is nothing in it that may be searched.
std::optional<SearchRow> search_row(Db& db, const EntityState& state);

/// Inserts rows in order and empties the list.
void insert_rows(Db& db, std::vector<SearchRow>& rows);

/// How much of rows is held in memory before some are written, in bytes.
constexpr std::size_t most_rows_kept = 4U << 20;

/// Whether an entity that was not here before can be known to others already.
enum class Origin { fresh, given };

/// The rows that a command changes. They are written all at once and in order, since the index
/// takes them by far cheapest so: what one command writes in bulk costs little more than a rebuild.
class SearchChanges {
 public:
  explicit SearchChanges(Db& db) : db_(db) {}

  /// To be called before `after` is written instead of `before`.
  void note(const EntityState* before, const EntityState& after, Origin origin);

  /// Brings the index up to date: once, before a commit. Much of it is written earlier.
  void write();

 private:
  struct Change {
    std::optional<SearchRow> before, after;
  };
  void put(std::int64_t entity, std::optional<SearchRow> before, std::optional<SearchRow> after);
  void move_parts(const EntityState* before, const EntityState& after);

  Db& db_;
  std::map<std::int64_t, Change> changes_;  ///< by kind and number
  std::size_t bytes_ = 0;                   ///< that they take
};

/// Builds the index from the entities, whatever state it was in; repairs its tables where somebody
/// damaged them. Inside a transaction.
void rebuild_search(Db& db);

/// The same in a transaction of its own: for the book of another day, which has no index yet.
void build_search(Db& db);

/// Makes sure that nothing of what was erased is left in any page of the index. For `forget`, after
/// its last change; pages that became free still have to be vacuumed.
void purge_search(Db& db);

/// True when the index is whole in itself. Writes nothing; true for a book that is opened for
/// reading only, where it cannot be told.
bool is_search_sound(Db& db);

/// A checksum over all that the index says: equal for two indexes of the same entities, however
/// they came about. Throws Error(bad_data) for a damaged one.
std::uint64_t search_checksum(Db& db);

/// What it is where the index says just what the records say.
std::uint64_t expected_search_checksum(Db& db);

/// The words of the index as a table of the connection: term, doc, offset.
constexpr const char* make_search_vocabulary =
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, instance)";

/// Throws what `search` says of a damaged index.
[[noreturn]] void fail_search_damaged();

}  // namespace rapport
