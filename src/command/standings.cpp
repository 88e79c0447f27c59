#include "command/standings.hpp"

#include <cctype>
#include <set>

#include "command/pm_book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"

namespace rapport {
namespace {

using Changes = std::vector<StandingChange>;
/// Each week that is over, before and after.
template <typename Visit>
void visit_past_weeks(const Cadence& before, const Cadence& after, const Visit& visit) {
  const auto first = before.availability().first_day();
  if (!first) return;
  const auto start = before.rules().week_start;
  const Date running = week_start(before.today(), start);
  for (Date day = week_start(*first, start); day < running; day += Days{7})
    visit(before.week(day), after.week(day));
}

void compare_targets(Changes& changes, const Cadence& before, const Cadence& after) {
  const auto add = [&](const Judgement& old, const Judgement& now) {
    changes.push_back({.pm = before.pm().name,
                       .target = old.target->name,
                       .period = period_label(old.target->every, old.period),
                       .days = old.period,
                       .metric = old.target->metric,
                       .done_before = old.done,
                       .done_after = now.done,
                       .before = old.state,
                       .after = now.state});
  };
  const auto old = before.judge_all(before.today());
  const auto now = after.judge_all(before.today());
  for (std::size_t i = 0; i < old.size() && i < now.size(); ++i)
    if (old[i].done != now[i].done || old[i].state != now[i].state) add(old[i], now[i]);
  std::set<Date> seen;  // a month stands in several weeks
  visit_past_weeks(before, after, [&](const Week& a, const Week& b) {
    if (a.main && b.main && a.main->closed && a.main->state != b.main->state &&
        seen.insert(a.main->period.from).second)
      add(*a.main, *b.main);
  });
}

bool confirm_changes(Session& session, const std::string& what, const Changes& changes, bool yes) {
  if (changes.empty() || yes) return true;
  const std::string list = joined(standing_lines(changes), "\n  ");
  if (!session.can_ask())
    throw Error(ErrorKind::usage, what, list + "\n  nothing was written; say --yes to go ahead");
  std::string question = what + ":\n  " + list + "\nGo ahead?";
  question.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(question.front())));
  return session.confirm(question);
}

}  // namespace

FactsChange changed_to(Store& store, const Customer& customer) {
  return [&store, customer](BookFacts& facts) {
    facts.customers.insert_or_assign(customer.uid, customer);
    for (auto next = customer.merged_into; next && !facts.customers.contains(*next);) {
      const auto target = store.find<Customer>(*next);
      if (!target) break;
      facts.customers.emplace(target->uid, *target);
      next = target->merged_into;
    }
  };
}

FactsChange changed_to(Store&, const Person& person) {
  return [person](BookFacts& facts) {
    if (person.merged_into) facts.merged_people.insert_or_assign(person.uid, *person.merged_into);
  };
}

Changes effects_of(Session& session, const FactsChange& change) {
  Changes changes;
  for (const Pm& pm : session.store().all<Pm>()) {
    const PmBook book = load_pm_book(session, pm);
    BookFacts proposed = book.facts;
    change(proposed);
    compare_targets(changes, Cadence(book.facts, book.own), Cadence(proposed, book.own));
  }
  return changes;
}

bool confirm_effects(Session& session, const std::string& what, Changes effects, bool yes) {
  std::erase_if(effects, [](const StandingChange& effect) { return !effect.lowers(); });
  return confirm_changes(session, what + " lowers what counts", effects, yes);
}

bool confirm_flips(Session& session, const Changes& flips, bool yes) {
  return confirm_changes(session, flips_title(flips), flips, yes);
}

std::vector<std::string> flip_notices(const Changes& flips) {
  if (flips.empty()) return {};
  std::vector<std::string> notices{flips_title(flips) + ":"};
  for (const std::string& line : standing_lines(flips)) notices.push_back("  " + line);
  return notices;
}

}  // namespace rapport
