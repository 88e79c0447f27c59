#include "rapport/domain/loops.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "rapport/base/phrase.hpp"

namespace rapport {
namespace {

/// Nothing when it was told of an earlier settlement.
std::optional<Date> closed_since(const std::optional<Date>& told, Date settled) {
  return told && *told >= settled ? told : std::nullopt;
}

/// The customers of `uids` that stand for themselves, each with the latest day on which one of its
/// duplicates was told.
std::map<Uid, std::optional<Date>> told_customers(const std::set<Uid>& uids,
                                                  const std::map<Uid, Date>& told,
                                                  const Customers& customers) {
  std::map<Uid, std::optional<Date>> each;
  for (const Uid& uid : uids) {
    const Customer* const customer = find_customer(customers, uid);
    if (customer == nullptr) continue;
    auto& day = each[customer->uid];
    if (const auto heard = told.find(uid); heard != told.end())
      day = std::max(day, std::optional{heard->second});
  }
  return each;
}

void add_ideas(std::vector<AwaitedOutcome>& all, const LoopFacts& facts) {
  for (const Vote& vote : counted_votes(facts.votes, facts.ideas, facts.customers)) {
    const Idea& idea = facts.ideas.at(vote.idea);
    if (!is_settled(idea) || !idea.settled || is_late_vote(idea, vote)) continue;
    AwaitedOutcome loop{.customer = vote.customer,
                        .kind = LoopKind::idea,
                        .ref = idea.uid,
                        .number = idea.number,
                        .name = idea.name,
                        .outcome = name_of(idea.state),
                        .settled = *idea.settled,
                        .closed_on = closed_since(vote.told, *idea.settled)};
    if (vote.interaction)
      if (const auto talk = facts.evidence.find(*vote.interaction); talk != facts.evidence.end())
        loop.pms = talk->second.hosts;
    all.push_back(std::move(loop));
  }
}

void add_promises(std::vector<AwaitedOutcome>& all, const LoopFacts& facts) {
  for (const Promise& promise : facts.promises) {
    if (!promise.kept) continue;
    AwaitedOutcome loop{.kind = LoopKind::promise,
                        .ref = promise.uid,
                        .number = promise.number,
                        .name = shown_text(promise),
                        .outcome = "kept",
                        .settled = *promise.kept,
                        .closed_on = closed_since(promise.told, *promise.kept),
                        .pms = {promise.pm}};
    if (promise.customers.empty()) {
      const auto colleague = facts.colleagues.find(promise.colleague.value_or(Uid{}));
      if (colleague != facts.colleagues.end()) {
        loop.person = colleague->first;
        loop.colleague = colleague->second;
      }
      all.push_back(std::move(loop));
      continue;
    }
    for (const auto& [customer, told] :
         told_customers(promise.customers, promise.told_to, facts.customers)) {
      AwaitedOutcome one = loop;
      one.customer = customer;
      if (!one.closed_on) one.closed_on = closed_since(told, one.settled);
      all.push_back(std::move(one));
    }
  }
}

void add_showstoppers(std::vector<AwaitedOutcome>& all, const LoopFacts& facts) {
  for (const Showstopper& stop : facts.showstoppers) {
    if (!stop.resolved) continue;
    for (const auto& [customer, told] : told_customers(stop.customers, stop.told, facts.customers))
      all.push_back({.customer = customer,
                     .kind = LoopKind::showstopper,
                     .ref = stop.uid,
                     .number = stop.number,
                     .name = stop.name,
                     .outcome = "resolved",
                     .settled = stop.resolved->date,
                     .closed_on = closed_since(told, stop.resolved->date),
                     .pms = {stop.pm}});
  }
}

}  // namespace

std::string_view name_of(LoopKind kind) {
  constexpr std::array names{"idea", "promise", "showstopper"};
  return names.at(static_cast<std::size_t>(kind));
}

std::vector<AwaitedOutcome> loops_of(const LoopFacts& facts) {
  std::vector<AwaitedOutcome> all;
  add_ideas(all, facts);
  add_promises(all, facts);
  add_showstoppers(all, facts);
  std::stable_sort(all.begin(), all.end(), [](const AwaitedOutcome& a, const AwaitedOutcome& b) {
    return std::tie(a.settled, a.kind, a.number) < std::tie(b.settled, b.kind, b.number);
  });
  return all;
}

Closure closure_of(std::span<const AwaitedOutcome> all, const DateRange& days) {
  Closure closure;
  std::vector<int> waits;
  for (const AwaitedOutcome& loop : all) {
    if (!days.contains(loop.settled)) continue;
    ++closure.settled;
    if (loop.closed_on) waits.push_back(static_cast<int>((*loop.closed_on - loop.settled).count()));
  }
  closure.closed = static_cast<int>(waits.size());
  if (waits.empty()) return closure;
  std::sort(waits.begin(), waits.end());
  const int upper = waits[waits.size() / 2];
  const int lower = waits[(waits.size() - 1) / 2];
  closure.median_days = (lower + upper + 1) / 2;
  return closure;
}

std::string closure_text(const Closure& closure) {
  if (closure.settled == 0) return "nothing to tell yet";
  std::string text =
      "told " + std::to_string(closure.closed) + " of " + std::to_string(closure.settled);
  if (closure.median_days) text += ", median " + days_text(*closure.median_days);
  return text;
}

}  // namespace rapport
