#include "rapport/base/json_text.hpp"

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

std::size_t length_of_sequence(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

char32_t decode(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return lead;
  char32_t code = lead & (0x7fU >> sequence.size());
  for (const char byte : sequence.substr(1))
    code = code << 6U | (static_cast<unsigned char>(byte) & 0x3fU);
  return code;
}

void append_escape(std::string& out, char32_t unit) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (unsigned shift = 16; shift > 0; shift -= 4) out += digits[unit >> (shift - 4) & 0xfU];
}

}  // namespace

std::string escape_hidden(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    const std::string_view sequence = json.substr(i, length_of_sequence(json[i]));
    i += sequence.size();
    const bool plain = (sequence[0] >= ' ' && sequence[0] < '\x7f') || sequence == "\n";
    if (plain || printable(sequence) == sequence) {
      out += sequence;
    } else if (const char32_t code = decode(sequence); code < 0x10000) {
      append_escape(out, code);
    } else {
      append_escape(out, 0xd800 + ((code - 0x10000) >> 10U));
      append_escape(out, 0xdc00 + ((code - 0x10000) & 0x3ffU));
    }
  }
  return out;
}

}  // namespace rapport
