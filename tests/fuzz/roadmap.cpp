#include "rapport/domain/roadmap.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/text.hpp"

// Items come in the order of their lines, and the tags of each are themes that it serves. How lines
// end makes no difference.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto items = rapport::parse_roadmap(text);
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  int last = 0;
  for (const rapport::RoadmapItem& item : items) {
    insist(item.line > last && item.line <= lines);
    last = item.line;
    insist(rapport::trim(item.title) == item.title);
    insist(item.title.find('\n') == std::string::npos);
    insist(rapport::is_valid_text(item.title) || !rapport::is_valid_text(text));
    for (const std::string& tag : item.tags) insist(rapport::Serving(item)(tag));
  }
  if (text.find('\r') != std::string_view::npos) return 0;
  std::string of_windows;
  for (const char c : text) of_windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  insist(rapport::parse_roadmap(of_windows) == items);
  return 0;
}
