#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/words.hpp"

namespace rapport {

/// A text with its tags: folded, without the sign, in order, each once.
struct TaggedText {
  std::string text;
  std::vector<std::string> themes;
};

/// A tag is `#` or `+` and a letter, then letters, digits, `-` and `_`; trailing tags are taken off
/// the text, inner ones stay in it. The text may be empty then.
TaggedText parse_tagged(std::string_view text);

/// A learning as typed: an optional type ("pain: …"), the text, and its tags.
struct TypedLearning {
  std::optional<LearningType> type;
  std::string text;
  std::vector<std::string> themes;  ///< folded, without the sign, in order, each once
};

/// The type that exactly `name` stands for. `delight` and `friction` are words of one's own use: in
/// the other loops they are no types.
std::optional<LearningType> find_learning_type(std::string_view name, Loop loop);

/// Reads "pain: they re-key orders #orders +erp", the tags as `parse_tagged`. Throws an `Error` of
/// kind usage when no words are left.
TypedLearning parse_learning(std::string_view text, Loop loop = Loop::customer);

/// The themes that `text` is tagged with, folded and without the sign, in order, each once.
std::vector<std::string> themes_in(std::string_view text);

/// A theme alone: "orders", "#orders" or "+orders". Nothing for what can be no tag.
std::optional<std::string> parse_theme(std::string_view text);

}  // namespace rapport
