#include "rapport/domain/learning.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/words.hpp"

// A learning has words, and these stand in what was typed; its themes are folded, each once, and
// each can be typed alone. Read again, text and type stay as they are.
namespace {

void look_at_themes(const std::vector<std::string>& themes) {
  for (const std::string& theme : themes) {
    insist(!theme.empty() && rapport::fold(theme) == theme);
    insist(std::count(themes.begin(), themes.end(), theme) == 1);
    insist(rapport::parse_theme(theme) == theme);
    insist(rapport::parse_theme("#" + theme) == theme);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const rapport::TaggedText tagged = rapport::parse_tagged(text);
  insist(text.find(tagged.text) != std::string_view::npos);
  insist(rapport::parse_tagged(tagged.text).text == tagged.text);
  look_at_themes(tagged.themes);
  if (const auto theme = rapport::parse_theme(text)) insist(rapport::parse_theme(*theme) == theme);
  for (const auto loop : {rapport::Loop::customer, rapport::Loop::self}) {
    try {
      const rapport::TypedLearning learning = rapport::parse_learning(text, loop);
      insist(!learning.text.empty() && text.find(learning.text) != std::string_view::npos);
      look_at_themes(learning.themes);
      if (!learning.type) continue;
      const std::string typed =
          std::string(rapport::name_of(*learning.type)) + ": " + learning.text;
      const rapport::TypedLearning again = rapport::parse_learning(typed, loop);
      insist(again.type == learning.type && again.text == learning.text);
    } catch (const rapport::Error& error) {
      insist(error.kind() == rapport::ErrorKind::usage);
    }
  }
  return 0;
}
