#pragma once

#include <string>
#include <string_view>

namespace rapport {

struct DecodedText {
  std::string text;           ///< UTF-8 where it could be told; else the bytes as they came
  std::string_view encoding;  ///< what it was written in: "UTF-16", "Windows-1252"; empty for UTF-8
};

/// The bytes of a file as UTF-8, where they leave no doubt: UTF-16 with a byte order mark, and
/// Windows-1252, which is bytes that are not UTF-8, none of which it leaves undefined, and no three
/// letters beyond ASCII in a row, as other alphabets have them. All else stays as it is.
DecodedText decoded(std::string bytes);

}  // namespace rapport
