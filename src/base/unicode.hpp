#pragma once

#include <utf8proc.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// Code points of UTF-8 that may be damaged. For base alone; other layers speak of text.
namespace rapport {

/// What begins a piece of text: a code point, or one byte that is not UTF-8.
struct CodePoint {
  utf8proc_int32_t value;  ///< U+FFFD where the byte is not UTF-8
  std::size_t bytes;       ///< at least 1
  bool valid;
};

/// The code point at the beginning of `text`, which must not be empty.
inline CodePoint first_code_point(std::string_view text) {
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  if (data[0] < 0x80) return {data[0], 1, true};
  utf8proc_int32_t value = -1;
  const auto bytes = utf8proc_iterate(data, static_cast<utf8proc_ssize_t>(text.size()), &value);
  if (bytes <= 0) return {0xFFFD, 1, false};
  return {value, static_cast<std::size_t>(bytes), true};
}

inline void append_utf8(std::string& out, utf8proc_int32_t value) {
  utf8proc_uint8_t bytes[4];
  const auto count = utf8proc_encode_char(value, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

inline bool is_ascii(std::string_view text) {
  constexpr std::uint64_t above = 0x8080808080808080;  // of eight bytes at a time
  for (std::uint64_t eight = 0; text.size() >= sizeof eight; text.remove_prefix(sizeof eight)) {
    std::memcpy(&eight, text.data(), sizeof eight);
    if ((eight & above) != 0) return false;
  }
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

/// Mn, Mc and Me.
inline bool is_mark(utf8proc_int32_t value) {
  const auto category = utf8proc_category(value);
  return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/// Lu, Ll, Lt, Lm and Lo.
inline bool is_letter(utf8proc_int32_t value) {
  const auto category = utf8proc_category(value);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/// Letters, marks and numbers: what words are made of.
inline bool is_in_word(utf8proc_int32_t value) {
  if (value < 0x80)
    return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') ||
           (value >= '0' && value <= '9');
  const auto category = utf8proc_category(value);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/// Blanks, tabs, line ends and the separators of Unicode.
inline bool is_white(utf8proc_int32_t value) {
  if (value < 0x80) return value == ' ' || (value >= '\t' && value <= '\r');
  if (value == 0x85) return true;
  const auto category = utf8proc_category(value);
  return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

/// Of a script that is written without blanks between words.
inline bool is_unparted(utf8proc_int32_t value) {
  constexpr utf8proc_int32_t ranges[][2] = {{0x0E00, 0x0EFF}, {0x1000, 0x11FF}, {0x1780, 0x17FF},
                                            {0x3040, 0x31FF}, {0x3400, 0x9FFF}, {0xA960, 0xA97F},
                                            {0xAC00, 0xD7FF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF}};
  if (value < ranges[0][0]) return false;
  for (const auto& range : ranges)
    if (range[0] <= value && value <= range[1]) return true;
  return false;
}

}  // namespace rapport
