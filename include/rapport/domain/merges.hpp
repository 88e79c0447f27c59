#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "rapport/domain/uid.hpp"

/// Which entity stands for which, once something that was entered twice is merged.
namespace rapport {

/// The end of the chain of merges that begins at `uid`, itself where there is none. `next` tells
/// what a uid is merged into directly. No command makes a circle, but the merges of two books may
/// together: its smallest uid then stands for all.
template <typename Next>
Uid survivor_of(Uid uid, Next&& next) {
  std::set<Uid> seen;
  for (std::optional<Uid> into = next(uid); into; into = next(uid)) {
    if (!seen.insert(uid).second) {
      Uid smallest = uid;
      for (Uid one = *into; one != uid; one = *next(one)) smallest = std::min(smallest, one);
      return smallest;
    }
    uid = *into;
  }
  return uid;
}

/// The value that stands for `uid` in a map by uid, whose values know what they are merged into;
/// null when the map has none.
template <typename Map>
const typename Map::mapped_type* find_survivor(const Map& all, const Uid& uid) {
  auto found = all.find(uid);
  if (found != all.end() && found->second.merged_into)
    found = all.find(survivor_of(uid, [&](const Uid& one) {
      const auto place = all.find(one);
      return place == all.end() ? std::nullopt : place->second.merged_into;
    }));
  return found == all.end() ? nullptr : &found->second;
}

/// The merges of a book: each duplicate with what it was merged into.
using Merges = std::map<Uid, Uid>;

inline Uid survivor_in(const Merges& merges, const Uid& uid) {
  if (merges.empty()) return uid;
  return survivor_of(uid, [&](const Uid& one) {
    const auto place = merges.find(one);
    return place == merges.end() ? std::nullopt : std::optional{place->second};
  });
}

/// `survivor` and everything that it stands for.
inline std::set<Uid> with_duplicates_in(const Merges& merges, const Uid& survivor) {
  std::set<Uid> all{survivor};
  for (const auto& [duplicate, into] : merges)
    if (survivor_in(merges, duplicate) == survivor) all.insert(duplicate);
  return all;
}

}  // namespace rapport
