#include "rapport/store/merged.hpp"

namespace rapport {

MergedFields merged_fields(const EntityKind& kind, const Fields& duplicate, const Fields& into) {
  MergedFields merged{.fields = into, .left = {}};
  for (const auto& [field, value] : duplicate) {
    if (kind.merged_apart.contain(field)) continue;
    const auto own = into.find(field);
    const bool is_own = kind.merged_own.contain(field);
    if (own == into.end() && !is_own)
      merged.fields.emplace(field, value);
    else if (own == into.end() || own->second != value)
      merged.left.push_back(field);
  }
  return merged;
}

}  // namespace rapport
