#include "command/followups/closing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/followups/loops.hpp"
#include "command/resolve.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/told.hpp"
#include "rapport/store/codec.hpp"

namespace rapport {
namespace {

Date read_day_told(const std::optional<std::string>& typed, Session& session) {
  const Date day = typed ? parse_date(*typed, session.now(), Leaning::past) : session.today();
  if (day > session.today())
    throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(day)),
                "mark it once you have told them");
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

void close_idea(Writing& writing, const AwaitedOutcome& loop, const LoopFacts& facts, Date day) {
  for (Vote vote : counted_votes(facts.votes, facts.ideas, facts.customers)) {
    if (vote.idea != loop.ref || vote.customer != loop.customer) continue;
    const auto stored = std::find_if(facts.votes.begin(), facts.votes.end(),
                                     [&](const Vote& one) { return one.uid == vote.uid; });
    vote = *stored;
    vote.told = day;
    writing.update(vote);
  }
}

void close_promise(Writing& writing, Store& store, const AwaitedOutcome& loop,
                   const LoopFacts& facts, Date day) {
  Promise promise = store.find<Promise>(loop.ref).value();  // as the loop before it left it
  for (const Uid& uid : entries_of(promise.customers, loop.customer, facts.customers))
    promise.told_to[uid] = day;
  if (promise.told_to.size() >= promise.customers.size()) {
    promise.told = day;
    if (promise.customers.size() < 2) promise.told_to.clear();
  }
  writing.update(promise);
}

void close_showstopper(Writing& writing, Store& store, const AwaitedOutcome& loop,
                       const LoopFacts& facts, Date day) {
  Showstopper stop = store.find<Showstopper>(loop.ref).value();
  for (const Uid& uid : entries_of(stop.customers, loop.customer, facts.customers))
    stop.told[uid] = day;
  writing.update(stop);
}

void close_loop(Writing& writing, Store& store, const AwaitedOutcome& loop, const LoopFacts& facts,
                Date day) {
  if (day < loop.settled)
    throw Error(ErrorKind::usage,
                fmt::format("{} #{} was {} on {} only", name_of(loop.kind), loop.number,
                            loop.outcome, to_string(loop.settled)),
                "it cannot have been told earlier");
  switch (loop.kind) {
    case LoopKind::idea:
      return close_idea(writing, loop, facts, day);
    case LoopKind::promise:
      return close_promise(writing, store, loop, facts, day);
    case LoopKind::showstopper:
      return close_showstopper(writing, store, loop, facts, day);
  }
}

bool is_same_loop(const AwaitedOutcome& a, const AwaitedOutcome& b) {
  return a.kind == b.kind && a.ref == b.ref && a.customer == b.customer && a.person == b.person;
}

template <typename T>
void set_state(std::vector<T>& all, const Touched& touched, const Fields& fields) {
  if (touched.ent != EntityTraits<T>::name) return;
  for (T& one : all) {
    if (one.uid != touched.uid) continue;
    const std::int64_t number = one.number;
    one = decode<T>(fields);
    one.uid = touched.uid;
    one.number = number;
  }
}

/// All loops as the command left them, or, with `Touched::before`, found them.
std::vector<AwaitedOutcome> loops_at(LoopFacts facts, const std::vector<Touched>& touched,
                                     Fields Touched::*state) {
  for (const Touched& one : touched) {
    set_state(facts.votes, one, one.*state);
    set_state(facts.promises, one, one.*state);
    set_state(facts.showstoppers, one, one.*state);
  }
  return loops_of(facts);
}

/// Which loops a command closed: those it left told and did not find so.
Document closed_answer(Session& session, const char* verb, const Outcome& outcome) {
  const LoopFacts facts = load_loop_facts(session);
  const auto touched = session.store().touched_by(outcome.cmd);
  const auto before = loops_at(facts, touched, &Touched::before);
  std::vector<AwaitedOutcome> closed = loops_at(facts, touched, &Touched::after);
  std::erase_if(closed, [&](const AwaitedOutcome& loop) {
    const auto found = std::find_if(before.begin(), before.end(), [&](const AwaitedOutcome& one) {
      return is_same_loop(one, loop);
    });
    return !loop.closed_on || found == before.end() || found->closed_on;
  });
  Document document =
      loops_closed(build_told(closed, loops_of(facts), facts.customers, session.today()), verb);
  for (const std::string& note : outcome.notes)
    document.blocks.insert(document.blocks.begin(), Text{note});
  return document;
}

}  // namespace

Document close_loops(Session& session, const char* verb, const std::optional<std::string>& on,
                     const std::string& nothing, const ChooseLoops& choose) {
  const Date day = read_day_told(on, session);
  return write(
      session, verb,
      [&](Writing& writing) -> Outcome {
        const LoopFacts facts = load_loop_facts(session);
        std::vector<AwaitedOutcome> waiting = loops_of(facts);
        std::erase_if(waiting,
                      [](const AwaitedOutcome& loop) { return loop.closed_on.has_value(); });
        const auto chosen = choose(session.store(), std::move(waiting));
        for (const AwaitedOutcome& loop : chosen)
          close_loop(writing, session.store(), loop, facts, day);
        Outcome outcome;
        if (chosen.empty()) outcome.notes = {nothing};
        return outcome;
      },
      [&](const Outcome& outcome) { return closed_answer(session, verb, outcome); });
}

std::vector<AwaitedOutcome> loops_with(Store& store, const std::vector<AwaitedOutcome>& waiting,
                                       const std::string& who) {
  const NameHit hit = surviving(store, resolve_party(store, who));
  Uid customer = hit.uid;
  if (hit.ent == EntityTraits<Person>::name)
    if (const auto person = store.find<Person>(hit.uid))
      if (const auto employer = store.find<Customer>(person->customer))
        customer = surviving(store, *employer).uid;
  std::vector<AwaitedOutcome> found;
  for (const AwaitedOutcome& loop : waiting)
    if (loop.customer == customer || (!loop.person.is_nil() && loop.person == hit.uid))
      found.push_back(loop);
  return found;
}

ChooseLoops loops_about(LoopKind kind, const Uid& ref, const std::optional<std::string>& who) {
  return [=](Store& store, std::vector<AwaitedOutcome> waiting) {
    std::erase_if(waiting,
                  [&](const AwaitedOutcome& loop) { return loop.kind != kind || loop.ref != ref; });
    return who ? loops_with(store, waiting, *who) : waiting;
  };
}

bool begins_word(std::string_view name, std::string_view typed) {
  const auto words = words_of(name);
  return typed.size() >= 2 && std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return name.substr(static_cast<std::size_t>(word.data() - name.data()))
               .starts_with(typed);
         });
}

}  // namespace rapport
