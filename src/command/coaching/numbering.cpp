#include "command/coaching/numbering.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rapport {
namespace {

/// As many of the last digits as tell it from all others of its kind.
std::string tail_of(Store& store, const Uid& uid, std::string_view ent) {
  constexpr std::size_t shortest = 6;
  std::string digits = to_string(uid);
  std::erase(digits, '-');
  std::size_t length = shortest;
  const auto tail = [&] { return std::string_view(digits).substr(digits.size() - length); };
  while (length < digits.size() && store.ending_in(tail(), {ent}).size() > 1) ++length;
  return fmt::format("~{}", tail());
}

}  // namespace

Numbering numbering_for(Session& session) {
  const std::string format = session.globals().format.value_or("");
  if (format != "html" && format != "md") return {};
  return Numbering([&session](std::string_view ent, std::int64_t number) {
    const auto uid = session.store().uid_of_number(ent, number);
    return uid ? tail_of(session.store(), *uid, ent) : fmt::format("#{}", number);
  });
}

}  // namespace rapport
