#include "rapport/command/target_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"

namespace rapport {

std::string resolve_target_name(std::span<const std::string> names, std::string_view typed) {
  const std::string folded = fold(typed);
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return fold(name) == folded; });
  if (found != names.end()) return *found;
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto near = closest(typed, known);
  throw Error(ErrorKind::not_found, fmt::format("there is no target '{}'", printable(typed)),
              near.empty() ? names.empty()
                                 ? "see `rapport target add --help`"
                                 : fmt::format("there are: {}",
                                               printable(fmt::format("{}", fmt::join(names, ", "))))
                           : fmt::format("did you mean {}?", printable(near.front())));
}

std::string target_in_force(const Cadence& cadence, std::string_view typed) {
  const auto names = cadence.targets().names();
  std::vector<std::string> current;
  for (const std::string& name : names)
    if (cadence.targets().find(name, cadence.today())) current.push_back(name);
  const std::string folded = fold(typed);
  const bool known = std::any_of(names.begin(), names.end(),
                                 [&](const std::string& name) { return fold(name) == folded; });
  if (!known) return resolve_target_name(current, typed);
  std::string name = resolve_target_name(names, typed);
  if (std::find(current.begin(), current.end(), name) == current.end())
    throw Error(ErrorKind::not_found,
                fmt::format("the target '{}' is not in force on {}", printable(name),
                            day_text(cadence.today(), cadence.today())),
                "`rapport target list --all` shows from when until when it is");
  return name;
}

}  // namespace rapport
