#pragma once

#include <cstddef>
#include <string_view>

/// Letters as bytes of UTF-8, and the scripts whose words no blanks divide.
namespace rapport {

inline unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

std::size_t letters_in(std::string_view text);

/// Bytes of the letter that begins so.
std::size_t letter_size(char lead);

/// True where a letter is Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese.
bool is_unspaced(std::string_view text);

/// True where the last letter is of such a script; `text` is not empty.
bool ends_unspaced(std::string_view text);

}  // namespace rapport
