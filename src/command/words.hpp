#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// The value of an option that takes one word of a table; nothing when the option was not given.
/// Throws Error(usage) that lists the words of the table.
template <typename E>
std::optional<E> word_of(const std::optional<std::string>& text, std::string_view what) {
  if (!text) return std::nullopt;
  if (const auto value = find_meant<E>(fold(*text))) return value;
  std::vector<std::string_view> names;
  for (const auto& word : words<E>()) names.push_back(word.name);
  throw Error(ErrorKind::usage, fmt::format("there is no {} '{}'", what, printable(*text)),
              one_of(*text, names));
}

}  // namespace rapport
