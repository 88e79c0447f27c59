#include "rapport/base/words_apart.hpp"

#include "base/unicode.hpp"

namespace rapport {
namespace {

bool is_picture(utf8proc_int32_t value) {
  const auto category = utf8proc_category(value);
  return category == UTF8PROC_CATEGORY_SO;
}

/// A character that belongs to a word, and whether it is one by itself.
enum class Part { none, letter, word };

Part part_of(utf8proc_int32_t value) {
  if (value < 0x80) {
    const bool is_letter = (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
    return is_letter || (value >= '0' && value <= '9') ? Part::letter : Part::none;
  }
  if (is_picture(value)) return Part::word;
  if (!is_letter(value) && !is_number(value) && !is_mark(value)) return Part::none;
  return is_unparted(value) ? Part::word : Part::letter;
}

}  // namespace

std::vector<std::string_view> words_apart(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0, at = 0;
  const auto close = [&] {
    if (at > begin) words.push_back(text.substr(begin, at - begin));
    begin = at;
  };
  while (at < text.size()) {
    const auto next = first_code_point(text.substr(at));
    const Part part = part_of(next.value);
    if (part != Part::letter) close();
    at += next.bytes;
    if (part == Part::word) close();
    if (part == Part::none) begin = at;
  }
  close();
  return words;
}

}  // namespace rapport
