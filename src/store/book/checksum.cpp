#include "store/book/checksum.hpp"

#include <fmt/format.h>

namespace rapport {

std::int64_t checksum(std::string_view text) {
  Checksum sum;
  sum.add(text);
  return sum.stored();
}

std::int64_t digest_of_stream(const std::string& space, const Uid& replica,
                              const std::optional<std::string>& owner) {
  return checksum(to_string(replica) + " " + space + (owner ? "\n" + *owner : ""));
}

}  // namespace rapport
