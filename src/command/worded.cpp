#include "command/worded.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"

namespace rapport {

Uid meant_by_words(Store& store, const std::string& typed, const std::vector<NameHit>& hits,
                   std::string_view what, const std::string& hint) {
  if (const auto meant = store.meanings().find(fold(typed));
      meant != store.meanings().end() && meant->second &&
      std::find(hits.begin(), hits.end(), *meant->second) != hits.end())
    return meant->second->uid;
  if (hits.empty())
    throw Error(ErrorKind::not_found, fmt::format("no {} says {}", what, quoted(typed)), hint);
  if (hits.size() > 1) fail_ambiguous(store, typed, hits, false);
  return hits.front().uid;
}

}  // namespace rapport
