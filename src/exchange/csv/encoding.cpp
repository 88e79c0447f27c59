#include "rapport/exchange/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// What Windows-1252 has from 0x80 to 0x9f; 0 where it has nothing.
constexpr std::array<std::uint16_t, 32> windows_signs{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

constexpr std::size_t most_foreign_in_a_row = 2;

void append_utf8(std::string& out, char32_t sign) {
  if (sign < 0x80) {
    out += static_cast<char>(sign);
    return;
  }
  const int tails = sign < 0x800 ? 1 : sign < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned, 4> heads{0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(heads[static_cast<std::size_t>(tails)] | (sign >> (6 * tails)));
  for (int tail = tails - 1; tail >= 0; --tail)
    out += static_cast<char>(0x80 | ((sign >> (6 * tail)) & 0x3f));
}

char32_t windows_sign(unsigned char byte) {
  return byte < 0x80 || byte > 0x9f ? byte : windows_signs[byte - 0x80U];
}

bool is_plainly_windows(std::string_view bytes) {
  std::size_t in_a_row = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const bool is_control = byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r';
    if (is_control || windows_sign(byte) == 0) return false;
    in_a_row = byte >= 0xc0 ? in_a_row + 1 : 0;
    if (in_a_row > most_foreign_in_a_row) return false;
    // A sign of UTF-8 in it: the text is that, and damaged.
    if (byte >= 0xc2 && i + 1 < bytes.size() && byte < 0xe0 && is_valid_text(bytes.substr(i, 2)))
      return false;
  }
  return true;
}

std::string from_windows(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) append_utf8(text, windows_sign(static_cast<unsigned char>(c)));
  return text;
}

/// Half a pair of surrogates, or half a unit, becomes the sign for what cannot be read.
std::string from_utf16(std::string_view bytes, bool is_big) {
  constexpr char32_t unreadable = 0xfffd;
  const auto unit_at = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(is_big ? first << 8 | second : second << 8 | first);
  };
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t sign = unit_at(i);
    const bool is_high = sign >= 0xd800 && sign < 0xdc00;
    const char32_t low = is_high && i + 3 < bytes.size() ? unit_at(i + 2) : 0;
    if (low >= 0xdc00 && low < 0xe000) {
      sign = 0x10000 + ((sign - 0xd800) << 10) + (low - 0xdc00);
      i += 2;
    } else if (sign >= 0xd800 && sign < 0xe000) {
      sign = unreadable;
    }
    append_utf8(text, sign);
  }
  if (bytes.size() % 2 != 0) append_utf8(text, unreadable);
  return text;
}

/// The lines of a calendar without their folds, which may part the bytes of a letter (RFC
/// 5545 3.1).
std::string unfolded(std::string_view lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t end = lines[i] == '\r' && i + 1 < lines.size() ? i + 1 : i;
    const bool folds = lines[end] == '\n' && end + 1 < lines.size() &&
                       (lines[end + 1] == ' ' || lines[end + 1] == '\t');
    if (folds)
      i = end + 1;
    else
      text += lines[i];
  }
  return text;
}

}  // namespace

DecodedText decoded(std::string bytes) {
  const std::string_view all = bytes;
  for (const bool is_big : {false, true})
    if (all.starts_with(is_big ? "\xfe\xff" : "\xff\xfe"))
      return {from_utf16(all.substr(2), is_big), "UTF-16"};
  if (all.starts_with("BEGIN:VCALENDAR") && !is_valid_text(all))
    if (std::string whole = unfolded(all); is_valid_text(whole)) return {std::move(whole), {}};
  if (is_valid_text(all) || !is_plainly_windows(all)) return {std::move(bytes), {}};
  return {from_windows(all), "Windows-1252"};
}

}  // namespace rapport
