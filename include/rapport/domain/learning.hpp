#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/words.hpp"

namespace rapport {

/// A text and its tags.
struct TaggedText {
  std::string text;
  std::vector<std::string> themes;  ///< folded, without the sign, in order, each once
};

/// Splits the tags off a text. A tag is `#` or `+` and a letter, then letters, digits, `-` and `_`.
/// Tags at the end are removed from the text, which may leave it empty; inner ones stay in it.
TaggedText parse_tagged(std::string_view text);

/// A learning as typed: an optional type ("pain: …"), then the text with its tags.
struct TypedLearning : TaggedText {
  std::optional<LearningType> type = {};
};

/// The type with exactly this name. `delight` and `friction` are types only in the loop `self`.
std::optional<LearningType> find_learning_type(std::string_view name, Loop loop);

/// Reads "pain: they re-key orders #orders +erp", tags as in `parse_tagged`. Throws Error(usage)
/// when no words are left.
TypedLearning parse_learning(std::string_view text, Loop loop = Loop::customer);

/// True where it says that a customer may leave ("at risk", "will not renew", "they are leaving",
/// `#churn`): what makes them a customer at risk, wherever that is asked.
bool says_at_risk(std::string_view text);

/// The themes that `text` is tagged with, folded and without the sign, in order, each once.
std::vector<std::string> themes_in(std::string_view text);

/// A theme alone: "orders", "#orders" or "+orders". Nothing for what cannot be a tag.
std::optional<std::string> parse_theme(std::string_view text);

}  // namespace rapport
