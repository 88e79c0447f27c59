#include "command/current_pm.hpp"

#include <fmt/format.h>

#include "command/names.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/membership.hpp"

namespace rapport {

void check_shared(Session& session, const Pm& pm) {
  const auto membership = membership_of(session.store().db());
  if (!membership || may_read(*membership, pm.handle)) return;
  throw Error(ErrorKind::permission,
              fmt::format("{}'s talks are not shared with you", printable(pm.name)),
              "`rapport who` lists who reads what");
}

std::optional<Pm> find_current_pm(Session& session) {
  Store& store = session.store();
  if (const auto& said = session.globals().pm) {
    const NameAndEmail who = name_and_email(*said);  // "Priya <priya@example.com>" is priya@…
    Pm pm = resolve_pm(store, who.email.empty() ? *said : who.email);
    check_shared(session, pm);
    return pm;
  }
  const auto me = store.me();
  return me ? store.find<Pm>(*me) : std::nullopt;
}

Pm current_pm(Session& session) {
  if (auto pm = find_current_pm(session)) return *pm;
  const auto pms = session.has_book() ? session.store().all<Pm>() : std::vector<Pm>{};
  throw Error(ErrorKind::not_found, "this book does not know who you are",
              pms.empty() ? "rapport pm add " + shell_word(session.world().login)
                          : "rapport config set me " + shell_word(pms.front().name));
}

Pm current_pm_or_new(Session& session) {
  if (auto pm = find_current_pm(session)) return *pm;
  const std::string& login = session.world().login;
  return {.name = login, .handle = handle_of(login), .joined = {session.today()}};
}

}  // namespace rapport
