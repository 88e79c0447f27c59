#include "rapport/base/suggest.hpp"

#include <algorithm>

#include "base/unicode.hpp"
#include "rapport/base/phrase.hpp"

namespace rapport {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  while (!text.empty()) {
    const auto next = first_code_point(text);
    points += static_cast<char32_t>(next.value);
    text.remove_prefix(next.bytes);
  }
  return points;
}

std::size_t distance(const std::u32string& a, const std::u32string& b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  // Rows of the matrix: `row[j]` turns the first i of `a` into the first j of `b`.
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  return distance(code_points(a), code_points(b), limit);
}

std::size_t near_miss_limit(std::size_t letters) { return letters < 4 ? 0 : letters < 8 ? 1 : 2; }

std::vector<std::string> closest(std::string_view word, std::span<const std::string_view> among) {
  struct Ranked {
    std::size_t distance;
    std::string_view name;
  };
  const std::string folded = fold(word);
  const std::u32string letters = code_points(folded);
  const std::size_t limit = letters.size() == 3 ? 1 : near_miss_limit(letters.size());
  std::vector<Ranked> found;
  for (const auto name : among) {
    const std::string candidate = fold(name);
    std::size_t away = distance(letters, code_points(candidate), limit);
    if (away > limit && letters.size() >= 2 && candidate.starts_with(folded)) away = limit;
    if (away <= limit) found.push_back({away, name});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Ranked& a, const Ranked& b) { return a.distance < b.distance; });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 3); ++i)
    names.emplace_back(found[i].name);
  return names;
}

std::string one_of(std::string_view word, std::span<const std::string_view> known) {
  const auto near = closest(word, known);
  const std::string guess = near.empty() ? "" : "did you mean " + near.front() + "? ";
  return guess + "use one of: " + joined(known);
}

}  // namespace rapport
