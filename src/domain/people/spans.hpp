#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// What of a text is taken out as one, not word by word.
namespace rapport {

/// What is replaced as a whole where it holds a name.
struct Span {
  std::size_t begin = 0, end = 0;
  bool is_address = false;  ///< "jane@acme.test"; else a link
};

/// Addresses and links ("https://acme.test/x") in `text`, in order.
std::vector<Span> spans_in(std::string_view text);

}  // namespace rapport
