#include "rapport/exchange/encoding.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

#include "insist.hpp"
#include "rapport/base/text.hpp"
#include "rapport/exchange/file.hpp"

// What was written in another encoding is UTF-8 once it is decoded, and stays as it is; all else is
// the bytes as they came.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const rapport::DecodedText once = rapport::decoded(bytes);
  if (once.encoding.empty()) {
    insist(once.text == bytes);
    return 0;
  }
  const bool has_nul = once.text.find('\0') != std::string::npos;
  insist(has_nul || rapport::is_valid_text(once.text));
  const bool has_mark = once.text.starts_with(rapport::byte_order_mark);
  insist(has_nul || has_mark || rapport::decoded(once.text).text == once.text);
  return 0;
}
