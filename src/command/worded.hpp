#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command/numbers.hpp"
#include "command/unclear.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/store.hpp"

/// What has a number and a text, and no name: a promise, an action.
namespace rapport {

/// Of `hits`, whose texts hold what was typed, the one meant. Throws Unclear where there are
/// several, Error(not_found) with `hint` where there is none; `what` is one of them in words.
Uid meant_by_words(Store& store, const std::string& typed, const std::vector<NameHit>& hits,
                   std::string_view what, const std::string& hint);

/// The one that "12", "#12" or "~7b6979" stands for, or the only one whose text holds the words
/// typed: of those that `is_open`, if it is any of them.
template <typename T, typename IsOpen>
T resolve_worded(Store& store, const std::string& typed, std::string_view what,
                 const std::string& hint, const IsOpen& is_open) {
  const std::string folded = fold(typed);
  const bool is_number = folded.find_first_not_of("#~0123456789") == std::string::npos;
  if (is_number || typed.starts_with('~') || folded.empty())
    return resolve_numbered<T>(store, typed, what, hint);
  std::vector<NameHit> open, others;
  for (const T& one : store.all<T>())
    if (fold(one.text).find(folded) != std::string::npos)
      (is_open(one) ? open : others).push_back({std::string(EntityTraits<T>::name), one.uid});
  return store.find<T>(meant_by_words(store, typed, open.empty() ? others : open, what, hint))
      .value();
}

}  // namespace rapport
