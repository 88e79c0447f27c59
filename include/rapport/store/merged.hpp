#pragma once

#include <string>
#include <vector>

#include "rapport/store/codec.hpp"
#include "rapport/store/kinds.hpp"

/// What becomes of the fields of two entities that are one.
namespace rapport {

struct MergedFields {
  Fields fields;                  ///< of the one that stays
  std::vector<std::string> left;  ///< what the duplicate says otherwise, and is not taken
};

/// `into` with what only the duplicate has: values where it has none, flags, members of lists. What
/// is left to each of both, and what the one that stays keeps, the row of the kind says.
MergedFields merged_fields(const EntityKind& kind, const Fields& duplicate, const Fields& into);

template <typename T>
T merged(const T& duplicate, const T& into) {
  T one = decode<T>(merged_fields(entity_kind<T>, encode(duplicate), encode(into)).fields);
  one.uid = into.uid;
  one.number = into.number;
  return one;
}

}  // namespace rapport
