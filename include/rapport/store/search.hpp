#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rapport/domain/search_words.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/store/journal.hpp"

/// Finding texts by their words, through the index (see search_index.hpp).
namespace rapport {

enum class SearchOrder { newest, best };

/// Something with words that were looked for.
struct SearchHit {
  EntityState state;
  Date day{};  ///< by which it is sorted: that of the talk, or when it was made or recorded
  /// The searched texts by the name of their field ("note", "theme"), as they were entered.
  std::vector<std::pair<std::string, std::string>> texts;
};

struct SearchQuery {
  SearchTerms terms;
  DateRange days{first_date, last_date + Days{1}};
  std::set<std::string, std::less<>> kinds;  ///< of entities; empty for all
  SearchOrder order = SearchOrder::newest;
  std::size_t limit = 0;  ///< 0: all
  /// What else a hit must be; nothing lets all pass.
  std::function<bool(const SearchHit&)> passes;
};

struct SearchResult {
  std::vector<SearchHit> hits;
  std::optional<std::size_t> total;  ///< without a limit; nothing for too many to count
  bool has_looked_far = false;       ///< without a word to look up, older texts were not looked at
};

/// Throws Error(bad_data) when the index is damaged; the records are not.
SearchResult search(Db& db, const SearchQuery& query);

/// Words of the index that one of `terms`, which is in no text, may be a slip of the finger for;
/// best first.
std::vector<std::string> words_near(Db& db, const SearchTerms& terms);

}  // namespace rapport
