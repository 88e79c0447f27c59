#include "command/followups/telling.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/followups/loops.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/told.hpp"

namespace rapport {
namespace {

Date read_day(const std::optional<std::string>& typed, Session& session) {
  const Date day = typed ? parse_date(*typed, session.now(), Leaning::past) : session.today();
  if (day > session.today())
    throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(day)),
                "mark it once it was told");
  return day;
}

/// Everybody of `uids` who is this customer, duplicates included.
std::vector<Uid> entries_of(const std::set<Uid>& uids, const Uid& customer,
                            const Customers& customers) {
  std::vector<Uid> found;
  for (const Uid& uid : uids) {
    const Customer* const one = find_customer(customers, uid);
    if (one != nullptr && one->uid == customer) found.push_back(uid);
  }
  return found;
}

void mark_idea(Writing& writing, const ToTell& loop, const LoopFacts& facts, Date day) {
  for (Vote vote : counted_votes(facts.votes, facts.ideas, facts.customers)) {
    if (vote.idea != loop.ref || vote.customer != loop.customer) continue;
    const auto stored = std::find_if(facts.votes.begin(), facts.votes.end(),
                                     [&](const Vote& one) { return one.uid == vote.uid; });
    vote = *stored;
    vote.told = day;
    writing.update(vote);
  }
}

void mark_promise(Writing& writing, Store& store, const ToTell& loop, const LoopFacts& facts,
                  Date day) {
  Promise promise = store.find<Promise>(loop.ref).value();  // as the loop before it left it
  for (const Uid& uid : entries_of(promise.customers, loop.customer, facts.customers))
    promise.told_to[uid] = day;
  if (promise.told_to.size() >= promise.customers.size()) {
    promise.told = day;
    if (promise.customers.size() < 2) promise.told_to.clear();
  }
  writing.update(promise);
}

void mark_showstopper(Writing& writing, Store& store, const ToTell& loop, const LoopFacts& facts,
                      Date day) {
  Showstopper stop = store.find<Showstopper>(loop.ref).value();
  for (const Uid& uid : entries_of(stop.customers, loop.customer, facts.customers))
    stop.told[uid] = day;
  writing.update(stop);
}

void mark(Writing& writing, Store& store, const ToTell& loop, const LoopFacts& facts, Date day) {
  if (day < loop.settled)
    throw Error(ErrorKind::usage,
                fmt::format("{} #{} was {} on {} only", name_of(loop.matter), loop.number,
                            loop.outcome, to_string(loop.settled)),
                "it cannot have been told before");
  switch (loop.matter) {
    case Matter::idea:
      return mark_idea(writing, loop, facts, day);
    case Matter::promise:
      return mark_promise(writing, store, loop, facts, day);
    case Matter::showstopper:
      return mark_showstopper(writing, store, loop, facts, day);
  }
}

bool is_same(const ToTell& a, const ToTell& b) {
  return a.matter == b.matter && a.ref == b.ref && a.customer == b.customer && a.person == b.person;
}

Document answer(Session& session, const char* verb, const std::vector<ToTell>& chosen) {
  const LoopFacts facts = load_loop_facts(session);
  const std::vector<ToTell> all = loops_of(facts);
  std::vector<ToTell> told;
  for (const ToTell& loop : all)
    if (std::any_of(chosen.begin(), chosen.end(),
                    [&](const ToTell& one) { return is_same(one, loop); }))
      told.push_back(loop);
  return told_of(build_told(told, all, facts.customers, session.today()), verb);
}

}  // namespace

Document tell(Session& session, const char* verb, const std::optional<std::string>& on,
              const std::string& nothing, const ChooseLoops& choose) {
  const Date day = read_day(on, session);
  std::vector<ToTell> chosen;
  if (!session.has_book()) choose(session.store(), {});
  {
    Writing writing = session.write(verb);
    if (writing.repeated())
      return {.report = verb, .blocks = {Text{"done already, under the same --op-id"}}};
    const LoopFacts facts = load_loop_facts(session);
    std::vector<ToTell> waiting = loops_of(facts);
    std::erase_if(waiting, [](const ToTell& loop) { return loop.told.has_value(); });
    chosen = choose(session.store(), std::move(waiting));
    for (const ToTell& loop : chosen) mark(writing, session.store(), loop, facts, day);
    if (!chosen.empty()) writing.commit();
  }
  Document document = answer(session, verb, chosen);
  if (chosen.empty()) {
    document.saved.clear();
    document.blocks.insert(document.blocks.begin(), Text{nothing});
  }
  return document;
}

std::vector<ToTell> loops_with(Store& store, const std::vector<ToTell>& waiting,
                               const std::string& who) {
  const NameHit hit = surviving(store, resolve_party(store, who));
  Uid customer = hit.uid;
  if (hit.ent == EntityTraits<Person>::name)
    if (const auto person = store.find<Person>(hit.uid))
      if (const auto employer = store.find<Customer>(person->customer))
        customer = surviving(store, *employer).uid;
  std::vector<ToTell> found;
  for (const ToTell& loop : waiting)
    if (loop.customer == customer || (!loop.person.is_nil() && loop.person == hit.uid))
      found.push_back(loop);
  return found;
}

ChooseLoops loops_about(Matter matter, const Uid& ref, const std::optional<std::string>& who) {
  return [=](Store& store, std::vector<ToTell> waiting) {
    std::erase_if(waiting,
                  [&](const ToTell& loop) { return loop.matter != matter || loop.ref != ref; });
    return who ? loops_with(store, waiting, *who) : waiting;
  };
}

}  // namespace rapport
