#include "command/cadence/target_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/pm_book.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/report/gate.hpp"
#include "rapport/report/targets.hpp"

namespace rapport {
namespace {

std::string whom(Store& store, const Target& target) {
  if (!target.pm) return "everybody";
  const auto pm = store.find<Pm>(*target.pm);
  return pm ? pm->name : "?";
}

/// How the targets stand today for the PM they are for, else for me; nothing before they begin.
void add_standing(Document& document, Session& session, const std::vector<Target>& targets) {
  Store& store = session.store();
  const Target& one = targets.front();
  const auto owner = one.pm ? store.find<Pm>(*one.pm) : session.find_pm();
  if (!owner) return;
  const PmBook book = load_pm_book(session, *owner);
  const Cadence cadence(book.facts, book.own);
  for (const Target& target : targets) {
    const auto governed = cadence.targets().find(target.name, session.today());
    if (!governed || governed->target->uid != target.uid) continue;
    if (const auto gate = build_gate(cadence, target.name))
      document.blocks.push_back(Text{printable(owner->name) + " · " + gate_text(*gate)});
  }
}

}  // namespace

std::optional<Uid> target_owner(Session& session) {
  if (!session.globals().pm) return std::nullopt;
  return session.pm().uid;
}

Date read_first_day(const std::string& text, Session& session) {
  return parse_day_or_week(text, session.now(), Leaning::future);
}

std::string target_line(Session& session, const Target& target) {
  Store& store = session.store();
  const Date today = session.today();
  std::string text = fmt::format("{} #{}: ", target.name, target.number);
  if (target.removed) {
    text += "not asked any more";
  } else {
    text += asks_text(target, today);
    if (const auto filters = filter_text(target.filter); !filters.empty()) text += " · " + filters;
    if (target.main) text += " · main";
    if (target.onboarding) text += " · onboarding";
  }
  text += " · for " + whom(store, target);
  const std::string days = in_force_text(target, today, store.rules().week_start);
  return printable(text + (days.empty() ? "" : " · ") + days);
}

Document answer_of(Session& session, const char* report, const Planned& planned) {
  if (!planned.done)
    return {.report = report, .blocks = {Text{"nothing was changed"}}, .answer = false};
  if (planned.repeated)
    return {.report = report, .blocks = {Text{"done already, under the same --op-id"}}};
  Document document{.report = report, .saved = "saved"};
  document.blocks.push_back(
      targets_table(planned.saved, session.store().all<Pm>(), session.today()));
  for (const Target& target : planned.saved)
    document.blocks.push_back(Text{target_line(session, target), Tone::strong});
  if (!planned.saved.empty()) add_standing(document, session, planned.saved);
  document.blocks.push_back(flips_table(planned.flips));
  if (!planned.asked) document.notices = flip_notices(planned.flips);
  return document;
}

void note_later_versions(Document& document, Session& session, const Planned& planned) {
  for (const Target& saved : planned.saved)
    for (const Target& other : session.store().all<Target>())
      if (other.name == saved.name && other.pm == saved.pm && other.from > saved.from &&
          std::none_of(planned.saved.begin(), planned.saved.end(),
                       [&](const Target& one) { return one.uid == other.uid; }))
        document.notices.push_back("later another version takes over: " +
                                   target_line(session, other));
}

}  // namespace rapport
