#include "command/facts.hpp"

#include "rapport/base/phrase.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/status.hpp"

namespace rapport {

PmBook load_pm_book(Session& session, const Pm& pm) {
  return session.store().pm_book(pm, session.now());
}

PmBook load_weeks(Session& session, const Pm& pm, const DateRange& told) {
  return session.store().pm_book(pm, session.now(), told);
}

Date week_asked_for(const std::vector<std::string>& words, const Session& session) {
  if (words.empty()) return session.today();
  return parse_week(joined(words, " "), session.now());
}

std::vector<Block> standing_blocks(Session& session, const Pm& pm, Loop loop) {
  PmBook book = load_weeks(session, pm);
  const Cadence cadence(book.facts, std::move(book.own));
  if (loop == Loop::customer) return {Text{standing_text(build_status(cadence))}};
  std::vector<Block> blocks;
  for (const Judgement& judgement : cadence.judge_all(session.today()))
    if (judgement.target->filter.loop == loop)
      blocks.emplace_back(Text{judgement.target->name + ": " +
                               caption_of(target_line(cadence, judgement), session.today())});
  return blocks;
}

}  // namespace rapport
