#include "command/numbers.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || code != std::errc{} || end != digits.data() + digits.size())
    return std::nullopt;
  return number;
}

}  // namespace

int parse_count(std::string_view text, std::string_view what, int most) {
  const auto number = whole_number(text);
  if (number && *number >= 1 && *number <= most) return static_cast<int>(*number);
  throw Error(ErrorKind::usage, fmt::format("'{}' is no number of {}", printable(text), what),
              fmt::format("give a whole number from 1 to {}", most));
}

std::int64_t parse_number(std::string_view text, std::string_view what) {
  const auto number = whole_number(text.substr(text.starts_with('#') ? 1 : 0));
  if (number && *number > 0) return *number;
  throw Error(ErrorKind::usage, fmt::format("'{}' is no {} number", printable(text), what),
              "use the number that the list shows, such as 12");
}

}  // namespace rapport
