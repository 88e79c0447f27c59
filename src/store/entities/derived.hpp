#pragma once

#include <compare>
#include <string>
#include <vector>

#include "rapport/store/journal.hpp"

namespace rapport {

/// A row of `link`.
struct LinkRow {
  Uid owner;
  int role = 0;
  std::int64_t day = 0;
  Uid other;

  std::strong_ordering operator<=>(const LinkRow&) const = default;
};

/// A row of `name`, but for kind and uid.
struct NameRow {
  std::string folded;
  bool whole = false;
};

/// A row of `hosted_talk`.
struct TalkRow {
  Uid pm;
  std::int64_t day = 0;
  std::int64_t minute = -1;
  std::int64_t number = 0;
  std::string talk;
  Uid interaction;
};

/// The rows by which reports and names find an entity, each once. They are a pure function of its
/// state, so its old rows can be taken away without having kept them.
struct DerivedRows {
  std::vector<LinkRow> links;
  std::vector<NameRow> names;
  std::vector<TalkRow> talks;
};

/// Of a live entity; none of a kind that this program does not know. `said` is the talk
/// that its fields were made from, where it is at hand: to read them again costs more than all
/// else.
DerivedRows derived_from(const EntityState& state, const Interaction* said = nullptr);

}  // namespace rapport
