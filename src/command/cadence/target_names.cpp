#include "command/cadence/target_names.hpp"

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

namespace {

/// The next day, within a year, on which it is in force.
std::optional<Date> begins_on(const Cadence& cadence, const std::string& name) {
  constexpr int ahead = 366;
  for (int days = 1; days <= ahead; ++days)
    if (cadence.targets().find(name, cadence.today() + Days(days)))
      return cadence.today() + Days(days);
  return std::nullopt;
}

}  // namespace

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
  if (std::find(current.begin(), current.end(), name) != current.end()) return name;
  const Date today = cadence.today();
  const auto begins = begins_on(cadence, name);
  throw Error(
      ErrorKind::not_found,
      fmt::format("the target '{}' is not in force on {}", printable(name), day_text(today, today)),
      begins ? fmt::format("it begins on {}", day_text(*begins, today))
             : "`rapport target list --all` shows from when until when it was");
}

}  // namespace rapport
