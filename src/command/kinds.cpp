#include "command/kinds.hpp"

#include <array>

namespace rapport {
namespace {

struct Plural {
  std::string_view kind, plural;
};
constexpr std::array irregular{
    Plural{"person", "people"},         Plural{"story", "stories"}, Plural{"rules", "rules"},
    Plural{"private", "private_notes"}, Plural{"self", "self"},
};

}  // namespace

std::string plural_of_kind(std::string_view kind) {
  for (const Plural& row : irregular)
    if (row.kind == kind) return std::string(row.plural);
  return std::string(kind) + "s";
}

}  // namespace rapport
