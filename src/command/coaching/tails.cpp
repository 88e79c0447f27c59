#include "command/coaching/tails.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rapport {
namespace {

/// Whose numbers stand in the column `id` of a table.
struct NumberedTable {
  std::string_view key;
  std::string_view ent;
};
constexpr std::array numbered_tables{
    NumberedTable{"actions", entity_kind<Action>.name},
    NumberedTable{"interactions", entity_kind<Interaction>.name},
    NumberedTable{"met", entity_kind<Interaction>.name},
    NumberedTable{"promises", entity_kind<Promise>.name},
    NumberedTable{"rough", entity_kind<Interaction>.name},
    NumberedTable{"stories", entity_kind<Story>.name},
};

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

void show_tails(Table& table, Store& store) {
  const auto numbered =
      std::find_if(numbered_tables.begin(), numbered_tables.end(),
                   [&](const NumberedTable& one) { return one.key == table.key; });
  if (numbered == numbered_tables.end()) return;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (table.columns[column].key != "id") continue;
    for (std::vector<Cell>& row : table.rows)
      if (const auto* number = std::get_if<std::int64_t>(&row[column].value))
        if (const auto uid = store.uid_of_number(numbered->ent, *number))
          row[column].value = tail_of(store, *uid, numbered->ent);
  }
}

}  // namespace

void show_tails(Document& page, Store& store) {
  for (Block& block : page.blocks)
    if (auto* table = std::get_if<Table>(&block)) show_tails(*table, store);
}

}  // namespace rapport
