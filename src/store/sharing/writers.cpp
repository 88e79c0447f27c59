#include <fmt/format.h>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/membership.hpp"
#include "rapport/store/spaces.hpp"
#include "rapport/store/store.hpp"

namespace rapport {
namespace {

std::string name_of_handle(Store& store, std::string_view handle) {
  for (const Pm& pm : store.all<Pm>())
    if (pm.handle == handle) return printable(pm.name);
  return std::string(handle);
}

}  // namespace

void check_writer(Store& store, const std::string& space) {
  if (space == space::team || space == space::local) return;
  const auto membership = membership_of(store.db());
  if (!membership) return;
  const std::string name = name_of_handle(store, handle_in(space));
  if (space.starts_with("pm/")) {
    if (membership->handle == handle_in(space)) return;
    throw Error(ErrorKind::permission, fmt::format("only {} writes {}'s talks", name, name),
                fmt::format("ask {}, or log your own with --with {}", name, name));
  }
  if (membership->writable.empty() || membership->writable.contains(space)) return;
  if (space == space::rules)
    throw Error(ErrorKind::permission, "only coaches and stewards set what counts for everybody",
                "for yourself alone: --pm, with your name; `rapport who` lists the others");
  if (space == space::erasure)
    throw Error(ErrorKind::permission, "only stewards order that somebody is forgotten",
                "ask one of them: `rapport who` lists the stewards");
  throw Error(ErrorKind::permission,
              fmt::format("only {} and who coaches {} write in this part", name, name),
              "`rapport who` lists who writes where");
}

}  // namespace rapport
