#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "insist.hpp"
#include "rapport/base/text.hpp"

// What is shown is UTF-8 without control characters, however hostile; showing it again changes
// nothing; what is cut or broken to a width takes no more than that; a folded name is folded.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const std::string shown = rapport::printable(text);
  insist(rapport::is_valid_text(shown));
  insist(std::none_of(shown.begin(), shown.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
  insist(shown.find("\xc2\x9b") == std::string::npos);      // a control sequence in one character
  insist(shown.find("\xe2\x80\xae") == std::string::npos);  // what follows reads from the right
  insist(rapport::printable(shown) == shown);
  for (const std::size_t width : {4U, 20U}) {
    insist(rapport::display_width(rapport::shorten(shown, width)) <= width);
    for (const std::string& line : rapport::wrap(shown, width))
      insist(rapport::display_width(line) <= width);
  }
  const std::string folded = rapport::fold(text);
  insist(rapport::fold(folded) == folded);
  if (rapport::is_valid_text(text)) {
    const std::string composed = rapport::compose(text);
    insist(rapport::compose(composed) == composed);
    insist(rapport::fold(composed) == folded);
  }
  return 0;
}
