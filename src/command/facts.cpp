#include "command/facts.hpp"

#include <fmt/format.h>

#include "rapport/domain/dates.hpp"

namespace rapport {

PmBook load_pm_book(Session& session, const Pm& pm) {
  return session.store().pm_book(pm, session.now());
}

PmBook load_weeks(Session& session, const Pm& pm, const DateRange& told) {
  return session.store().pm_book(pm, session.now(), told);
}

Date week_asked_for(const std::vector<std::string>& words, const Session& session) {
  if (words.empty()) return session.today();
  return parse_week(fmt::format("{}", fmt::join(words, " ")), session.now());
}

}  // namespace rapport
