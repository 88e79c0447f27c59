#include "command/facts.hpp"

#include <fmt/format.h>

#include "rapport/domain/dates.hpp"

namespace rapport {

PmBook load_pm_book(Session& session, const Pm& pm) {
  return session.store().pm_book(pm, session.now());
}

PmBook load_weeks(Session& session, const Pm& pm, const DateRange& shown, const DateRange& told) {
  return session.store().pm_book(pm, session.now(), shown, told);
}

Date week_asked_for(const std::vector<std::string>& words, const Session& session) {
  if (words.empty()) return session.today();
  return parse_week(fmt::format("{}", fmt::join(words, " ")), session.now());
}

DateRange weeks_up_to(Session& session, Date day, int before) {
  const DateRange week = week_of(day, session.store().rules().week_start);
  return {.from = week.from - Days{7 * before}, .until = week.until};
}

}  // namespace rapport
