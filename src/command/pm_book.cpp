#include "command/pm_book.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/current_pm.hpp"
#include "command/join.hpp"
#include "command/names.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/status.hpp"

namespace rapport {

Pm host_of(Session& session, Writing& writing, Date day, std::vector<std::string>& notes) {
  day = std::min(day, session.today());
  auto found = find_current_pm(session);
  if (!found || found->implicit_join) check_join(day);
  if (!found) {
    const std::string& name = session.world().login;
    Pm pm{.name = name, .handle = handle_of(name), .joined = {day}, .implicit_join = true};
    pm.uid = writing.add(pm);
    writing.set_me(pm.uid);
    notes.push_back(fmt::format("this book is yours now, {}: you joined on {}", printable(name),
                                to_string(day)));
    return pm;
  }
  if (found->implicit_join && found->joined.size() == 1 && day < *found->joined.begin()) {
    found->joined = {day};
    writing.update(*found);
    notes.push_back(fmt::format("{} now joins on {}, the day of this talk", printable(found->name),
                                to_string(day)));
  }
  return *found;
}

PmBook load_pm_book(Session& session, const Pm& pm, const DateRange& told, Customers known) {
  return session.store().pm_book(pm, session.now(), told, std::move(known));
}

Date week_asked_for(const std::vector<std::string>& words, const Session& session) {
  if (words.empty()) return session.today();
  return parse_week(joined(words, " "), session.now());
}

std::vector<Block> standing_blocks(const Cadence& cadence, Loop loop) {
  if (loop == Loop::customer) return {Text{standing_text(build_status(cadence))}};
  std::vector<Block> blocks;
  for (const Judgement& judgement : cadence.judge_all(cadence.today()))
    if (judgement.target->filter.loop == loop)
      blocks.emplace_back(
          Text{judgement.target->name + ": " +
               caption_of(target_line(cadence, judgement, cadence.today()), cadence.today())});
  return blocks;
}

std::vector<Block> standing_blocks(Session& session, const Pm& pm) {
  PmBook book = load_pm_book(session, pm);
  return standing_blocks(Cadence(book.facts, std::move(book.own)));
}

}  // namespace rapport
