#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/search_words.hpp"

namespace rapport {

/// What a search found.
struct SearchReport {
  struct Result {
    std::string type;  ///< "note", "learning", "promise", "idea", "customer" …
    std::int64_t number = 0;
    std::optional<std::int64_t> talk;  ///< the number of the talk that it belongs to
    Date day{};
    std::vector<std::string> customers;
    std::string field;  ///< "text", "theme"
    std::string label;  ///< for people: "pain", "1:1"
    Excerpt excerpt;
  };
  std::string typed;
  std::vector<Result> results;       ///< in the order to be read
  bool is_best = false;              ///< the best first, not the newest
  std::optional<std::size_t> total;  ///< of results, shown or not; nothing for too many to count
  bool has_looked_far = false;  ///< without a word to look up, only the newest were looked through
  bool is_filtered = false;     ///< options left something out
  bool dropped_words = false;   ///< more were typed than are looked for
  std::vector<std::string> near_words;  ///< that the book has, where nothing was found
};

Document document_of(const SearchReport& report);

}  // namespace rapport
