#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/store/store.hpp"

namespace rapport {

/// A whole number from 1 to `most`. Throws Error(usage) that names `what` is counted, and `besides`
/// what else may be given.
int parse_count(std::string_view text, std::string_view what, int most,
                std::string_view besides = {});

/// A typed number, "12" or "#12". Throws Error(usage) that names `what` it is a number of.
std::int64_t parse_number(std::string_view text, std::string_view what);

/// What "~7b6979", the tail of a uid, stands for `among` some kinds: it is the same in every book,
/// where numbers are not.
std::vector<NameHit> hits_of_tail(Store& store, std::string_view text,
                                  const std::vector<std::string_view>& among);

/// The live entity of the kind `ent` that "12", "#12" or "~7b6979" stands for; `what` is one of
/// them in words. Throws Error(usage), or Error(not_found) with `hint`.
Uid uid_of_typed(Store& store, const std::string& typed, std::string_view ent,
                 std::string_view what, const std::string& hint);

template <typename T>
T resolve_numbered(Store& store, const std::string& typed, std::string_view what,
                   const std::string& hint) {
  return store.find<T>(uid_of_typed(store, typed, EntityTraits<T>::name, what, hint)).value();
}

/// True for "#7", "person#7" and "~7b6979", which name what is there already.
bool is_reference(std::string_view text);

}  // namespace rapport
