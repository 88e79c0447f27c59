#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/words.hpp"

namespace rapport {

/// A learning as typed: an optional type ("pain: …"), the text, and its tags.
struct TypedLearning {
  std::optional<LearningType> type;
  std::string text;
  std::vector<std::string> themes;  ///< folded, without the sign, in order, each once
};

/// Reads "pain: they re-key orders #orders +erp". A tag is `#` or `+` and a letter, then letters,
/// digits, `-` and `_`; trailing tags are taken off the text, inner ones stay in it. Throws an
/// `Error` of kind usage when no words are left.
TypedLearning parse_learning(std::string_view text);

/// The themes that `text` is tagged with, folded and without the sign, in order, each once.
std::vector<std::string> themes_in(std::string_view text);

/// A theme alone: "orders", "#orders" or "+orders". Nothing for what can be no tag.
std::optional<std::string> parse_theme(std::string_view text);

}  // namespace rapport
