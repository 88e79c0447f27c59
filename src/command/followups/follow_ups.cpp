#include "command/followups/follow_ups.hpp"

#include <algorithm>

#include "command/followups/loops.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

/// "Sam on Fri 6 Nov": the latest contact of anybody else with the customer of `talk` since.
std::string spoken_since(Session& session, const HardTalk& talk, const Uid& pm) {
  Store& store = session.store();
  const Interaction* latest = nullptr;
  const auto talks = store.interactions(
      {.customer = talk.customer, .days = {talk.day + Days{1}, session.today() + Days{1}}});
  for (const Interaction& other : talks)
    if (other.status == Status::held && other.loop == Loop::customer) latest = &other;
  if (latest == nullptr) return "";
  for (const Uid& host : latest->hosts)
    if (host != pm)
      if (const auto other = store.find<Pm>(host))
        return other->name + " on " + day_text(latest->start.date, session.today());
  return "";
}

/// True where somebody asked for it, or for one merged into it, so lately that it cannot wait for a
/// decision yet.
bool was_asked_for_lately(Store& store, const std::set<Uid>& same, Date today) {
  return std::any_of(same.begin(), same.end(), [&](const Uid& idea) {
    const auto newest = store.newest_vote(idea);
    return newest && newest->cast + idea_patience > today + Days{7};
  });
}

/// Those that nobody decided on; whom they would be told, the votes say.
std::vector<HeardIdea> load_ideas_heard(Store& store, Date today) {
  std::vector<HeardIdea> heard;
  std::unordered_map<Uid, std::string, UidHash> known;  // customers that ask for several
  const auto name_of_customer = [&](const Uid& uid) {
    const auto [place, is_new] = known.try_emplace(uid);
    if (is_new)
      if (const auto customer = store.find<Customer>(uid)) place->second = customer->name;
    return place->second;
  };
  for (const Idea& idea : store.all<Idea>()) {
    if (idea.state != IdeaState::open) continue;
    const std::set<Uid> same = store.with_duplicates(idea.uid);
    if (was_asked_for_lately(store, same, today)) continue;
    HeardIdea one{.idea = {.number = idea.number, .name = idea.name, .who = {}}, .pms = {}};
    std::set<std::string> names;
    for (const Uid& uid : same)
      for (const Vote& vote : store.linked<Vote>(uid)) {
        one.idea.since = std::max(one.idea.since, vote.cast);
        if (const auto name = name_of_customer(vote.customer); !name.empty()) names.insert(name);
        if (!vote.interaction) continue;
        if (const auto talk = store.find<Interaction>(*vote.interaction))
          one.pms.insert(talk->hosts.begin(), talk->hosts.end());
      }
    one.idea.who = names.size() == 1
                       ? *names.begin()
                       : count_text(static_cast<std::int64_t>(names.size()), "customer");
    if (!one.pms.empty()) heard.push_back(std::move(one));
  }
  return heard;
}

/// Of ideas and showstoppers, what somebody has yet to be told.
std::vector<AwaitedOutcome> load_waiting_loops(Store& store) {
  LoopFacts facts{.ideas = load_ideas(store), .showstoppers = store.all<Showstopper>()};
  std::erase_if(facts.showstoppers,
                [](const Showstopper& stop) { return !stop.resolved || is_surely_over(stop); });
  for (const auto& [uid, known] : facts.ideas) {
    const Idea& idea = known;
    if (find_idea(facts.ideas, uid) != &idea || !is_settled(idea) || !idea.settled) continue;
    const std::set<Uid> same = store.with_duplicates(uid);
    if (std::any_of(same.begin(), same.end(), [&](const Uid& one) {
          return !store.votes_untold(one, *idea.settled).empty();
        }))
      add_votes(facts, store, idea);
  }
  look_up(facts, store);
  std::vector<AwaitedOutcome> loops = loops_of(facts);
  std::erase_if(loops, [](const AwaitedOutcome& loop) { return loop.closed_on.has_value(); });
  return loops;
}

/// The same of what was promised.
void add_promised(std::vector<AwaitedOutcome>& loops, Store& store,
                  const std::vector<Promise>& promises) {
  LoopFacts facts;
  for (const Promise& promise : promises)
    if (promise.kept) facts.promises.push_back(promise);
  look_up(facts, store);
  for (AwaitedOutcome& loop : loops_of(facts))
    if (!loop.closed_on) loops.push_back(std::move(loop));
}

/// The names of all of whom the facts speak.
void add_names(FollowUpFacts& facts, Store& store) {
  const auto add_customer = [&](const Uid& uid) {
    if (facts.names.contains(uid)) return;
    if (const auto customer = store.find<Customer>(uid)) facts.names[uid] = customer->name;
  };
  for (const Promise& promise : facts.promises) {
    for (const Uid& uid : promise.customers) add_customer(uid);
    if (promise.colleague)
      if (const auto person = store.find<Person>(*promise.colleague))
        facts.names[*promise.colleague] = person->name;
  }
  for (const AwaitedOutcome& loop : facts.loops) add_customer(loop.customer);
}

}  // namespace

FollowUpBook::FollowUpBook(Session& session)
    : session_(session),
      loops_(load_waiting_loops(session.store())),
      ideas_(load_ideas_heard(session.store(), session.today())) {}

std::vector<FollowUp> FollowUpBook::of(const Cadence& cadence,
                                       const ShowstopperReport& showstoppers,
                                       const Numbering& numbering) {
  Store& store = session_.store();
  const Uid pm = cadence.pm().uid;
  const Date since = cadence.today() - hard_look_back;
  FollowUpFacts facts{
      .showstoppers = showstoppers,
      .promises = store.open_with<Promise>(pm),
      .loops = loops_,
      .actions = store.open_with<Action>(pm),
      .hard = open_hard_talks(cadence, store.talks_that_say(pm, says_at_risk, since)),
      .stories = store.open_with<Story>(pm),
      .numbering = numbering};
  std::erase_if(facts.stories,
                [&](const Story& story) { return !store.linked<Share>(story.uid).empty(); });
  for (const HeardIdea& heard : ideas_)
    if (heard.pms.contains(pm)) facts.ideas.push_back(heard.idea);
  std::erase_if(facts.loops, [&](const AwaitedOutcome& loop) {
    return !loop.pms.empty() && !loop.pms.contains(pm);
  });
  add_promised(facts.loops, store, facts.promises);
  for (HardTalk& talk : facts.hard) talk.spoken_since = spoken_since(session_, talk, pm);
  add_names(facts, store);
  return follow_ups_of(cadence, facts);
}

}  // namespace rapport
