#include <algorithm>
#include <deque>
#include <string>

#include "rapport/domain/words.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_letters = 40;

/// Those that were met so far; a word that was handed out stays where it is.
std::deque<std::string>& unknown_words() {
  static std::deque<std::string> met;
  return met;
}

bool is_like_ours(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_like_ours(std::string_view word) {
  return !word.empty() && word.size() <= most_letters &&
         std::all_of(word.begin(), word.end(), [](char c) { return is_like_ours(c); });
}

}  // namespace

int number_of_unknown(std::string_view word) {
  if (!is_like_ours(word)) word = "?";
  auto& met = unknown_words();
  const auto found = std::find(met.begin(), met.end(), word);
  const auto place = found - met.begin();
  if (found == met.end()) met.emplace_back(word);
  return first_unknown + static_cast<int>(place);
}

std::string_view unknown_word(int number) {
  const auto place = static_cast<std::size_t>(number - first_unknown);
  if (number < first_unknown || place >= unknown_words().size()) return "?";
  return unknown_words()[place];
}

}  // namespace rapport
