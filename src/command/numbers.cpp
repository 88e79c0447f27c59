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

int parse_count(std::string_view text, std::string_view what, int most, std::string_view besides) {
  const auto number = whole_number(text);
  if (number && *number >= 1 && *number <= most) return static_cast<int>(*number);
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a number of {}", printable(text), what),
              (most == 1 ? "type 1" : fmt::format("give a whole number from 1 to {}", most)) +
                  std::string(besides));
}

std::int64_t parse_number(std::string_view text, std::string_view what) {
  const auto number = whole_number(text.substr(text.starts_with('#') ? 1 : 0));
  if (number && *number > 0) return *number;
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a valid {} number", printable(text), what),
              "use the number that the list shows, such as 12");
}

std::vector<NameHit> hits_of_tail(Store& store, std::string_view text,
                                  const std::vector<std::string_view>& among) {
  constexpr std::size_t shortest = 4;
  const std::string_view digits = text.substr(text.starts_with('~') ? 1 : text.size());
  const bool is_tail = digits.size() >= shortest &&
                       digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
  return is_tail ? store.ending_in(digits, among) : std::vector<NameHit>{};
}

Uid uid_of_typed(Store& store, const std::string& typed, std::string_view ent,
                 std::string_view what, const std::string& hint) {
  if (!typed.starts_with('~')) {
    const std::int64_t number = parse_number(typed, what);
    const auto uid = store.uid_of_number(ent, number);
    if (uid && store.is_live(*uid, ent)) return *uid;
    throw Error(ErrorKind::not_found, fmt::format("there is no {} #{}", what, number), hint);
  }
  const auto hits = hits_of_tail(store, typed, {ent});
  if (hits.size() == 1) return hits.front().uid;
  throw Error(ErrorKind::not_found,
              hits.empty() ? fmt::format("there is no {} {}", what, printable(typed))
                           : fmt::format("{} {}s end in {}", hits.size(), what, printable(typed)),
              hits.empty() ? hint : "type more of its digits");
}

bool is_reference(std::string_view text) {
  const auto sign = text.find_first_of("#~");
  if (sign == text.npos || sign + 1 == text.size()) return false;
  const bool is_number = text[sign] == '#';
  return (sign == 0 || (is_number && find_kind(text.substr(0, sign)) != nullptr)) &&
         text.find_first_not_of(is_number ? "0123456789" : "0123456789abcdef", sign + 1) ==
             text.npos;
}

}  // namespace rapport
