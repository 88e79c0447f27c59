#include "command/current_pm.hpp"

#include "command/names.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"

namespace rapport {

std::optional<Pm> find_current_pm(Session& session) {
  Store& store = session.store();
  if (const auto& said = session.globals().pm) {
    const NameAndEmail who = name_and_email(*said);  // "Priya <priya@example.com>" is priya@…
    return resolve_pm(store, who.email.empty() ? *said : who.email);
  }
  const auto me = store.me();
  return me ? store.find<Pm>(*me) : std::nullopt;
}

Pm current_pm(Session& session) {
  if (auto pm = find_current_pm(session)) return *pm;
  throw Error(ErrorKind::not_found, "this book does not know who you are",
              "log a talk, or say `rapport pm add NAME` and `rapport config set me NAME`");
}

Pm current_pm_or_new(Session& session) {
  if (auto pm = find_current_pm(session)) return *pm;
  const std::string& login = session.world().login;
  return {.name = login, .handle = handle_of(login), .joined = {session.today()}};
}

}  // namespace rapport
