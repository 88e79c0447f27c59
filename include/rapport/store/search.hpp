#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rapport/domain/search_words.hpp"
#include "rapport/store/journal.hpp"

/// The search index: a row for each entity with texts that may be searched, by time, so that the
/// newest are found first without looking at the rest. What was marked private is not in it, and
/// neither is what was learned in a private talk.
namespace rapport {

/// The rows to be written anew at the end of a command: all at once and in order, since the index
/// takes them by far cheapest so.
class SearchChanges {
 public:
  /// `after` is what was just written instead of `before`. To be called before anything else is
  /// written.
  void note(Db& db, const EntityState* before, const EntityState& after);

  void write(Db& db);

 private:
  void erase_row(Db& db, const EntityState& state);

  std::set<std::int64_t> erased_;
  std::set<std::pair<Uid, std::string>> written_;
};

/// Builds the index from the entities, whatever state it was in.
void rebuild_search(Db& db);

/// Makes sure that no erased text is left anywhere in the index. For `forget`, after its last
/// change; the pages that become free still have to be vacuumed.
void purge_search(Db& db);

/// True when the index has what its rows say. Writes nothing; true for a book opened for reading
/// only, where it cannot be told.
bool is_search_sound(Db& db);

enum class SearchOrder { newest, best };

struct SearchHit {
  EntityState state;
  Moment when;
  /// The searched texts by the name of their field ("note", "theme"), as they were entered.
  std::vector<std::pair<std::string, std::string>> texts;
};

struct SearchResult {
  std::vector<SearchHit> hits;
  bool is_cut = false;  ///< there may be more than `limit`, or more than is ever looked through
};

/// Throws Error(bad_data) when the index is damaged; the records are not.
SearchResult search(Db& db, const SearchPhrases& phrases, SearchOrder order, std::size_t limit);

}  // namespace rapport
