#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/log_line.hpp"

// Nothing behind the colon is lost, and what cannot be read is refused as badly typed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  std::vector<std::string> words;
  for (const std::string_view word : rapport::split(text, ' ')) words.emplace_back(word);
  const rapport::Moment now = rapport::parse_iso_moment("2026-11-18T11:20").value();
  try {
    const auto line = rapport::parse_log_line(words, now, rapport::Leaning::past);
    insist(!line.length || (line.length->count() >= 0 && line.length->count() <= 24 * 60));
    const bool has_colon = line.learned.has_value() || line.asks_learned;
    insist(has_colon == rapport::find_colon(words).has_value());
    if (!line.learned) return 0;
    insist(!line.learned->empty());
    const std::string& last = words.back();
    insist(last == ":" || line.learned->ends_with(last) || last.ends_with(':'));
  } catch (const rapport::Error& error) {
    insist(error.kind() == rapport::ErrorKind::usage);
  }
  return 0;
}
