#include "rapport/store/fields.hpp"

namespace rapport {

Fields changed_fields(const Fields& before, const Fields& after) {
  Fields change;
  for (const auto& [name, value] : after) {
    const auto old = before.find(name);
    if (old == before.end() || old->second != value) change.emplace(name, value);
  }
  for (const auto& [name, value] : before)
    if (!after.contains(name)) change.emplace(name, std::monostate{});
  return change;
}

void merge_fields(Fields& state, const Fields& change) {
  for (const auto& [name, value] : change) {
    if (std::holds_alternative<std::monostate>(value))
      state.erase(name);
    else
      state.insert_or_assign(name, value);
  }
}

}  // namespace rapport
