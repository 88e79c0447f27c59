#pragma once

#include <string_view>
#include <vector>

namespace rapport {

/// The words of any text: runs of letters, digits and marks. Each character of a script that is
/// written without blanks (Chinese, Japanese, Thai …) is a word by itself, and so is each emoji and
/// other picture.
std::vector<std::string_view> words_apart(std::string_view text);

}  // namespace rapport
