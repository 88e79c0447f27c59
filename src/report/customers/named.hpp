#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rapport/base/text.hpp"
#include "rapport/document/document.hpp"

namespace rapport {

/// `lines` by name, whatever its case and accents: each name is folded once.
template <typename Line, typename Name>
std::vector<Line> sorted_by_name(std::vector<Line> lines, const Name& name_of_line) {
  std::vector<std::pair<std::string, std::size_t>> order;
  for (const Line& line : lines) order.emplace_back(fold(name_of_line(line)), order.size());
  std::sort(order.begin(), order.end());
  std::vector<Line> sorted;
  sorted.reserve(lines.size());
  for (const auto& [folded, place] : order) sorted.push_back(std::move(lines[place]));
  return sorted;
}

/// A value that people see only where it says something and the block is for them too.
KeyValue value_if_any(std::string key, std::string title, Value value, Audience audience);

/// Interactions (for programs), the timeline (for people), promises.
void add_timeline(std::vector<Block>& blocks, const Timeline& timeline);

}  // namespace rapport
