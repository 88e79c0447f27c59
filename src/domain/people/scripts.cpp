#include "domain/people/scripts.hpp"

#include <algorithm>

namespace rapport {
namespace {

constexpr unsigned char two_bytes = 0xc0;    // lead bytes of UTF-8
constexpr unsigned char wide_script = 0xe2;  // lead byte from which scripts without blanks begin

}  // namespace

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (byte_of(c) & two_bytes) != 0x80; }));
}

std::size_t letter_size(char lead) {
  const auto byte = byte_of(lead);
  return byte < two_bytes ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

bool is_unspaced(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto lead = byte_of(word[i]);
    if (lead > wide_script && lead < 0xf0 && lead != 0xef) return true;
    if (lead == 0xe0 && i + 1 < word.size() && byte_of(word[i + 1]) >= 0xb8) return true;
    if (lead == 0xe1 && i + 1 < word.size() &&
        (byte_of(word[i + 1]) <= 0x82 || byte_of(word[i + 1]) == 0x9e))
      return true;
  }
  return false;
}

bool ends_unspaced(std::string_view text) {
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (byte_of(text[begin]) & two_bytes) == 0x80) --begin;
  return is_unspaced(text.substr(begin));
}

}  // namespace rapport
