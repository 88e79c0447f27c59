#include "command/cadence/effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "command/pm_book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/target.hpp"

namespace rapport {
namespace {

bool speaks_of(const std::vector<Talk>& talks, const Proposal& proposal) {
  std::set<Uid> changed;
  for (const Customer& customer : proposal.customers) changed.insert(customer.uid);
  for (const Person& person : proposal.people) changed.insert(person.uid);
  const auto is_changed = [&](const Uid& uid) { return changed.contains(uid); };
  return std::any_of(talks.begin(), talks.end(), [&](const Talk& talk) {
    return std::any_of(talk.customers.begin(), talk.customers.end(), is_changed) ||
           std::any_of(talk.people.begin(), talk.people.end(), is_changed);
  });
}

/// The facts once the proposal is in the book.
BookFacts with(BookFacts facts, const Proposal& proposal, Store& store) {
  for (const Customer& customer : proposal.customers) {
    facts.customers.insert_or_assign(customer.uid, customer);
    if (customer.merged_into)
      if (const auto into = store.find<Customer>(*customer.merged_into))
        facts.customers.emplace(into->uid, *into);
  }
  for (const Person& person : proposal.people)
    if (person.merged_into) facts.merged_people.insert_or_assign(person.uid, *person.merged_into);
  return facts;
}

Effect effect(const Pm& pm, const Judgement& before, const Judgement& after) {
  const Target& target = *before.target;
  return {.pm = pm.name,
          .target = target.name,
          .period = period_label(target.every, before.period),
          .metric = target.metric,
          .before = before.done,
          .after = after.done,
          .state_before = before.state,
          .state_after = after.state};
}

/// Closed periods of the main target whose verdict flips, each once.
void add_flips(std::vector<Effect>& effects, const Cadence& before, const Cadence& after) {
  if (before.entries().empty()) return;
  const Date first = before.entries().front().talk->start.date;
  if (before.today() < first) return;
  const auto weeks_before = before.weeks(first, before.today());
  const auto weeks_after = after.weeks(first, before.today());
  std::set<Date> seen;
  for (std::size_t i = 0; i < weeks_before.size() && i < weeks_after.size(); ++i) {
    const auto& old = weeks_before[i].main;
    const auto& now = weeks_after[i].main;
    if (!old || !now || !old->closed || old->state == now->state) continue;
    if (seen.insert(old->period.from).second) effects.push_back(effect(before.pm(), *old, *now));
  }
}

}  // namespace

std::vector<Effect> effects_of(Session& session, const Proposal& proposal) {
  std::vector<Effect> effects;
  for (const Pm& pm : session.store().all<Pm>()) {
    const PmBook book = load_pm_book(session, pm);
    if (!speaks_of(book.own.talks, proposal)) continue;
    const BookFacts proposed = with(book.facts, proposal, session.store());
    const Cadence before(book.facts, book.own);
    const Cadence after(proposed, book.own);
    const auto old = before.judge_all(before.today());
    const auto now = after.judge_all(before.today());
    for (std::size_t i = 0; i < old.size() && i < now.size(); ++i)
      if (old[i].done != now[i].done || old[i].state != now[i].state)
        effects.push_back(effect(pm, old[i], now[i]));
    add_flips(effects, before, after);
  }
  return effects;
}

std::string text_of(const Effect& effect) {
  std::string text =
      fmt::format("{}, {} ({})", printable(effect.pm), printable(effect.target), effect.period);
  if (effect.before != effect.after)
    text += fmt::format(": {} → {}", amount_text(effect.before, effect.metric),
                        amount_text(effect.after, effect.metric));
  if (effect.state_before != effect.state_after)
    text += fmt::format("{} {} → {}", effect.before != effect.after ? "," : ":",
                        state_text(effect.state_before), state_text(effect.state_after));
  return text;
}

std::vector<Block> blocks_of(const std::vector<Effect>& effects) {
  std::vector<Block> blocks;
  Table table{.key = "effects",
              .columns = {{"pm", ""},
                          {"target", ""},
                          {"period", ""},
                          {"before", ""},
                          {"after", ""},
                          {"unit", ""},
                          {"state_before", ""},
                          {"state_after", ""}},
              .audience = Audience::programs};
  for (const Effect& effect : effects) {
    blocks.emplace_back(Text{text_of(effect), effect.lowers() ? Tone::warn : Tone::plain});
    table.rows.push_back({{effect.pm},
                          {effect.target},
                          {effect.period},
                          {effect.before},
                          {effect.after},
                          {std::string(name_of(row_of(effect.metric).unit))},
                          {std::string(name_of(effect.state_before))},
                          {std::string(name_of(effect.state_after))}});
  }
  blocks.emplace_back(std::move(table));
  return blocks;
}

bool may_lower(Session& session, const std::vector<Effect>& effects, const std::string& what,
               bool yes) {
  std::vector<std::string> lowered;
  for (const Effect& effect : effects)
    if (effect.lowers()) lowered.push_back(text_of(effect));
  if (lowered.empty() || yes) return true;
  const std::string message =
      fmt::format("{} lowers what counts: {}", what, fmt::join(lowered, "; "));
  if (!session.can_ask())
    throw Error(ErrorKind::usage, message, "nothing was changed; say --yes to go ahead");
  return session.confirm(message + ". Go ahead?");
}

}  // namespace rapport
