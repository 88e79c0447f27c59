#include "rapport/store/spaces.hpp"

namespace rapport {

std::string space_for(const EntityKind& kind, std::string_view handle, bool is_private) {
  const std::string owner(handle.empty() ? handle_of_nobody : handle);
  switch (kind.home) {
    case Home::team:
      return space::team;
    case Home::rules:
      return space::rules;
    case Home::pm:
      return is_private ? space::local : "pm/" + owner;
    case Home::review:
      return handle.empty() ? space::rules : "review/" + owner;
    case Home::local:
      return space::local;
  }
  return space::local;
}

std::string_view handle_in(std::string_view space) {
  const auto slash = space.find('/');
  return slash == std::string_view::npos ? std::string_view{} : space.substr(slash + 1);
}

std::string space_like(const EntityKind& kind, std::string_view space, bool is_private) {
  return space_for(kind, handle_in(space), is_private);
}

}  // namespace rapport
