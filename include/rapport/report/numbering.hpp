#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "rapport/document/document.hpp"

namespace rapport {

/// How a page names what has a number. In this book: "#412". On a page made for others, where #412
/// is another thing in their book: by the tail of its uid, "~7b6979", which every book understands
/// where a number is typed.
class Numbering {
 public:
  using Tail = std::function<std::string(std::string_view kind, std::int64_t number)>;

  Numbering() = default;
  /// `tail` answers "~7b6979" of an entity of that kind ("interaction").
  explicit Numbering(Tail tail) : tail_(std::move(tail)) {}

  /// For a sentence: "#412".
  std::string text(std::string_view kind, std::int64_t number) const {
    return tail_ ? tail_(kind, number) : '#' + std::to_string(number);
  }

  /// As it is typed: "412".
  std::string typed(std::string_view kind, std::int64_t number) const {
    return tail_ ? tail_(kind, number) : std::to_string(number);
  }

  /// For a table.
  Value cell(std::string_view kind, std::int64_t number) const {
    return tail_ ? Value{tail_(kind, number)} : Value{number};
  }

 private:
  Tail tail_;
};

}  // namespace rapport
