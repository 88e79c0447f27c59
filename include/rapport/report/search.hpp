#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"
#include "rapport/domain/search_words.hpp"

namespace rapport {

/// What a search found, one result for each thing that has a match.
struct SearchReport {
  struct Result {
    std::string kind;  ///< "learning"
    std::int64_t number = 0;
    std::optional<std::int64_t> talk;  ///< the number of the talk that it belongs to
    Date day{};
    std::vector<std::string> customers;
    std::string where;  ///< the field: "note", "theme"
    std::string label;  ///< for people: "pain", "1:1"
    Excerpt excerpt;
  };
  std::string typed;
  std::vector<Result> results;  ///< in the order to be read
  std::size_t limit = 0;
  bool is_cut = false;  ///< there may be more than these
};

Document document_of(const SearchReport& report);

}  // namespace rapport
