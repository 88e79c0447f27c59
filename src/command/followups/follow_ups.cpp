#include "command/followups/follow_ups.hpp"

#include <algorithm>

#include "command/followups/loops.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

/// Those of one PM.
template <typename T>
std::vector<T> owed_by(const Uid& pm, const std::vector<T>& all) {
  std::vector<T> found;
  for (const T& one : all)
    if (one.pm == pm) found.push_back(one);
  return found;
}

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

/// Those that nobody decided on; whom they would be told, the votes say.
std::vector<HeardIdea> load_ideas_heard(Store& store) {
  std::vector<HeardIdea> heard;
  for (const Idea& idea : store.all<Idea>()) {
    if (idea.state != IdeaState::open) continue;
    HeardIdea one{.idea = {.number = idea.number, .name = idea.name, .who = {}}, .pms = {}};
    std::set<std::string> names;
    for (const Vote& vote : store.linked<Vote>(idea.uid)) {
      one.idea.since = std::max(one.idea.since, vote.cast);
      if (const auto customer = store.find<Customer>(vote.customer)) names.insert(customer->name);
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

/// What is settled: read only where anything can be, since it takes all customers of the book.
std::vector<ToTell> load_loops(Session& session) {
  Store& store = session.store();
  const auto ideas = store.all<Idea>();
  const auto promises = store.all<Promise>();
  const auto stops = store.all<Showstopper>();
  const bool has_any =
      std::any_of(ideas.begin(), ideas.end(), [](const Idea& idea) { return is_settled(idea); }) ||
      std::any_of(promises.begin(), promises.end(),
                  [](const Promise& one) { return one.kept && !one.told; }) ||
      std::any_of(stops.begin(), stops.end(),
                  [](const Showstopper& stop) { return stop.resolved.has_value(); });
  return has_any ? loops_of(load_loop_facts(session)) : std::vector<ToTell>{};
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
  for (const ToTell& loop : facts.loops) add_customer(loop.customer);
}

}  // namespace

FollowUpBook::FollowUpBook(Session& session)
    : session_(session),
      promises_(session.store().all<Promise>()),
      loops_(load_loops(session)),
      actions_(session.store().all<Action>()),
      stories_(session.store().all<Story>()),
      ideas_(load_ideas_heard(session.store())) {
  std::set<Uid> shared;
  for (const Share& share : session.store().all<Share>()) shared.insert(share.story);
  std::erase_if(stories_, [&](const Story& story) { return shared.contains(story.uid); });
  std::erase_if(promises_, [](const Promise& promise) { return promise.kept || !promise.due; });
  std::erase_if(loops_, [](const ToTell& loop) { return loop.told.has_value(); });
  std::erase_if(actions_, [](const Action& action) { return action.done || !action.due; });
}

std::vector<FollowUp> FollowUpBook::of(const Cadence& cadence,
                                       const ShowstopperReport& showstoppers,
                                       const Numbering& numbering) {
  Store& store = session_.store();
  const Uid pm = cadence.pm().uid;
  const Date since = cadence.today() - hard_look_back;
  FollowUpFacts facts{.showstoppers = showstoppers,
                      .promises = owed_by(pm, promises_),
                      .loops = loops_,
                      .actions = owed_by(pm, actions_),
                      .hard = open_hard_talks(cadence, store.talks_in_mood(pm, Mood::rough, since),
                                              store.talks_that_say(pm, says_at_risk, since)),
                      .stories = owed_by(pm, stories_),
                      .numbering = numbering};
  for (const HeardIdea& heard : ideas_)
    if (heard.pms.contains(pm)) facts.ideas.push_back(heard.idea);
  std::erase_if(facts.loops,
                [&](const ToTell& loop) { return !loop.pms.empty() && !loop.pms.contains(pm); });
  for (HardTalk& talk : facts.hard) talk.spoken_since = spoken_since(session_, talk, pm);
  add_names(facts, store);
  return follow_ups_of(cadence, facts);
}

}  // namespace rapport
