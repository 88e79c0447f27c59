#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rapport/domain/record.hpp"
#include "rapport/store/db.hpp"

namespace rapport {

/// A field that this book and another one set to different values before either had heard of the
/// other. The later change counts, and the journal keeps both.
struct TwoValues {
  std::string ent;
  Uid uid;
  std::int64_t number = 0;
  std::string field;
  FieldValue ours, theirs;
  std::string owner;  ///< the handle of whose book the other one is
  bool ours_stands = false;
};

/// How far the streams of other books are here, by their local number.
using HeadsOfOthers = std::map<std::int64_t, std::int64_t>;
HeadsOfOthers heads_of_others(Db& db);

/// Those of which the other change came after `before`; none where the field was set again since.
std::vector<TwoValues> two_values_since(Db& db, const HeadsOfOthers& before);

}  // namespace rapport
