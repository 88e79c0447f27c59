#include "command/host.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/names.hpp"
#include "rapport/base/text.hpp"

namespace rapport {

Pm host_of(Session& session, Writing& writing, Date day, std::vector<std::string>& notes) {
  day = std::min(day, session.today());
  auto found = session.find_pm();
  if (!found) {
    const std::string& name = session.world().login;
    Pm pm{.name = name, .handle = handle_of(name), .joined = {day}, .implicit_join = true};
    pm.uid = writing.add(pm, space::team);
    writing.set_me(pm.uid);
    notes.push_back(fmt::format("this book is yours now, {}: you joined on {}", printable(name),
                                to_string(day)));
    return pm;
  }
  if (found->implicit_join && found->joined.size() == 1 && day < *found->joined.begin()) {
    found->joined = {day};
    writing.update(*found);
    notes.push_back(fmt::format("{} joins on {} now: this talk is the earliest",
                                printable(found->name), to_string(day)));
  }
  return *found;
}

}  // namespace rapport
