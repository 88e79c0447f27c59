#include "rapport/domain/learning.hpp"

#include <algorithm>
#include <unordered_set>

#include "domain/words/scan.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::string_view white = " \t\r\n";

struct Tag {
  std::string theme;
  bool whole;  ///< nothing but a comma stands behind it in its word
};

/// The tag that `word` begins with.
std::optional<Tag> find_tag(std::string_view word) {
  if (!word.starts_with('#') && !word.starts_with('+')) return std::nullopt;
  const std::string name = fold(word.substr(1));
  std::size_t end = 0;
  for (const auto run : words_of(name)) {
    const auto begin = static_cast<std::size_t>(run.data() - name.data());
    const bool joined_on = end > 0 && begin == end + 1 && (name[end] == '-' || name[end] == '_');
    if (begin != 0 && !joined_on) break;
    end = begin + run.size();
  }
  if (end == 0 || is_digit(name[0])) return std::nullopt;
  const auto behind = std::string_view(name).substr(end);
  return Tag{name.substr(0, end), behind.empty() || behind == ","};
}

std::string_view last_word(std::string_view text) {
  const auto blank = text.find_last_of(white);
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

/// The type before a colon; `text` then begins after it.
std::optional<LearningType> split_off_type(std::string_view& text, Loop loop) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto type = find_learning_type(simplified(trim(text.substr(0, colon))), loop);
  if (type) text = trim(text.substr(colon + 1));
  return type;
}

}  // namespace

std::optional<LearningType> find_learning_type(std::string_view name, Loop loop) {
  const auto type = find_word<LearningType>(name);
  const bool of_own_use = type == LearningType::delight || type == LearningType::friction;
  return of_own_use && loop != Loop::self ? std::nullopt : type;
}

TaggedText parse_tagged(std::string_view text) {
  text = trim(text);
  TaggedText tagged{.text = {}, .themes = themes_in(text)};
  while (!text.empty()) {
    const auto word = last_word(text);
    const auto tag = find_tag(word);
    if (!tag || !tag->whole) break;
    text = trim(text.substr(0, text.size() - word.size()));
  }
  tagged.text = std::string(text);
  return tagged;
}

TypedLearning parse_learning(std::string_view text, Loop loop) {
  text = trim(text);
  const auto type = split_off_type(text, loop);
  TypedLearning learning{parse_tagged(text), type};
  if (learning.text.empty())
    throw Error(ErrorKind::usage, "a learning needs words, not only a type or tags",
                "write it as 'pain: they re-key orders #orders'");
  return learning;
}

std::vector<std::string> themes_in(std::string_view text) {
  std::vector<std::string> themes;
  std::unordered_set<std::string> seen;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(white), text.size());
    const auto tag = find_tag(text.substr(0, end));
    if (tag && seen.insert(tag->theme).second) themes.push_back(tag->theme);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return themes;
}

std::optional<std::string> parse_theme(std::string_view text) {
  const auto typed = trim(text);
  const bool has_sign = typed.starts_with('#') || typed.starts_with('+');
  const auto tag = find_tag(has_sign ? std::string(typed) : "#" + std::string(typed));
  return tag && tag->whole && !typed.ends_with(',') ? std::optional{tag->theme} : std::nullopt;
}

}  // namespace rapport
