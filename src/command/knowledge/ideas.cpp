#include "command/knowledge/ideas.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/followups/loops.hpp"
#include "command/interactions.hpp"
#include "command/resolve.hpp"
#include "command/timeline.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/learning.hpp"

namespace rapport {
namespace {

/// The colleagues who told in a talk of what others want; empty for a talk with customers.
std::string heard_from(Store& store, const Interaction& talk) {
  if (talk.loop != Loop::colleague) return "";
  std::set<std::string> names;
  for (const Uid& uid : talk.people)
    if (const auto person = store.find<Person>(uid)) names.insert(surviving(store, *person).name);
  if (names.empty())
    for (const Learning& learning : store.linked<Learning>(talk.uid))
      if (!learning.heard_from.empty()) names.insert(learning.heard_from);
  return joined(names);
}

std::optional<Interaction> latest_talk(Store& store, const Customer& customer, Date today) {
  std::optional<Interaction> latest;
  for (Interaction& talk : interactions_with(store, with_duplicates(store, customer)))
    if (talk.status == Status::held && !is_to_come(talk.start.date, talk.recorded.date, today))
      latest = std::move(talk);
  return latest;
}

/// The vote that counts of this customer for this idea.
std::optional<Vote> find_vote(Store& store, const Idea& idea, const Customer& customer) {
  const auto votes = store.all<Vote>();
  for (const Vote& vote : counted_votes(votes, load_ideas(store), load_customers(store)))
    if (vote.idea == idea.uid && vote.customer == customer.uid) return vote;
  return std::nullopt;
}

IdeaFacts load_idea_facts(Session& session) {
  Store& store = session.store();
  IdeaFacts facts{.today = session.today(),
                  .loops = {.ideas = load_ideas(store), .votes = store.all<Vote>()}};
  look_up(facts.loops, store);
  for (const auto& [uid, talk] : facts.loops.evidence)
    if (std::string names = heard_from(session.store(), talk); !names.empty())
      facts.heard_from.emplace(uid, std::move(names));
  return facts;
}

}  // namespace

IdeaReport load_ideas_report(Session& session) { return build_ideas(load_idea_facts(session)); }

std::string merged_votes_text(Session& session, const Idea& duplicate, const Idea& into) {
  IdeaFacts facts = load_idea_facts(session);
  const auto asking = [&](const Idea& idea) {
    return find_line(build_ideas(facts), idea.uid)->askers.size();
  };
  std::string text = fmt::format("#{} {} ({} asking) becomes one with #{} {} ({} asking)",
                                 duplicate.number, printable(duplicate.name), asking(duplicate),
                                 into.number, printable(into.name), asking(into));
  facts.loops.ideas.at(duplicate.uid).merged_into = into.uid;
  return text + fmt::format(": {} asking", asking(into));
}

std::optional<Interaction> resolve_proof(Store& store, const std::optional<std::string>& id,
                                         const Customer& customer) {
  if (!id) return std::nullopt;
  Interaction talk = resolve_interaction(store, *id);
  if (talk.status != Status::held)
    throw Error(ErrorKind::usage,
                fmt::format("talk #{} is {}: it proves nothing", talk.number, name_of(talk.status)),
                "name a talk that was held");
  const std::set<Uid> who = with_duplicates(store, customer);
  const bool was_there = std::any_of(talk.customers.begin(), talk.customers.end(),
                                     [&](const Uid& uid) { return who.contains(uid); });
  if (talk.loop == Loop::customer && !was_there)
    throw Error(ErrorKind::usage,
                fmt::format("talk #{} was not with {}", talk.number, printable(customer.name)),
                fmt::format("without --from it is the latest one with them; that one was {}",
                            interaction_text(store, talk, talk.start.date)));
  return talk;
}

CastVote cast_vote(Writing& writing, Store& store, const Idea& idea, const Customer& customer,
                   const std::optional<Interaction>& proof, Date today) {
  if (const auto before = find_vote(store, idea, customer))
    return {.vote = *before, .is_new = false};
  const auto talk = proof ? proof : latest_talk(store, customer, today);
  if (!talk)
    throw Error(ErrorKind::not_found,
                fmt::format("no talk with {} proves that they want it", printable(customer.name)),
                "log it with --idea, or name the talk with a colleague who said so: --from ID");
  Vote vote{.idea = idea.uid,
            .customer = customer.uid,
            .interaction = talk->uid,
            .cast = talk->start.date};
  vote.uid = writing.add(vote);
  return {.vote = vote};
}

std::string vote_text(Store& store, const CastVote& cast) {
  const auto voted = store.find<Idea>(cast.vote.idea);
  const Idea idea = voted ? surviving(store, *voted) : Idea{};
  const std::string who = joined(customer_names(store, {cast.vote.customer}));
  std::string text =
      fmt::format("{} {} #{} {}", printable(who), cast.is_new ? "asks for" : "already asks for",
                  idea.number, printable(idea.name));
  const auto talk =
      cast.vote.interaction ? store.find<Interaction>(*cast.vote.interaction) : std::nullopt;
  if (talk) text += fmt::format(" (talk #{})", talk->number);
  if (idea.settled)
    text += fmt::format(", {} on {}", name_of(idea.state), to_string(*idea.settled));
  return text;
}

std::vector<std::string> add_votes(const std::vector<std::string>& ideas, Store& store,
                                   Writing& writing, const Interaction& talk) {
  std::vector<std::string> says;
  for (const std::string& typed : ideas) {
    check_name(typed);
    if (typed.ends_with(':'))
      throw Error(ErrorKind::usage, fmt::format("the idea '{}' ends in a colon", printable(typed)),
                  "what you learned goes after a colon of its own: --idea \"Bulk export\" : …");
    const auto hit =
        find_hit(store, typed, {entity_kind<Idea>.name}, " `rapport idea add` makes a new one");
    auto idea = hit ? store.find<Idea>(hit->uid) : std::nullopt;
    if (!idea) {
      const Uid uid = writing.add(Idea{.name = typed, .opened = talk.start.date});
      idea = store.find<Idea>(uid);
      says.push_back(fmt::format("#{} {} is a new idea", idea->number, printable(typed)));
    }
    for (const Uid& uid : talk.customers)
      if (const auto customer = store.find<Customer>(uid))
        says.push_back(
            vote_text(store, cast_vote(writing, store, *idea, *customer, talk, talk.start.date)));
    if (talk.customers.empty())
      says.push_back(fmt::format("nobody asks for it yet: `rapport idea vote {} WHO --from {}`",
                                 idea->number, talk.number));
  }
  return says;
}

std::string read_theme(const std::string& typed) {
  if (auto theme = parse_theme(typed)) return *theme;
  throw Error(ErrorKind::usage, fmt::format("'{}' is not a theme", printable(typed)),
              "a theme begins with a letter and has letters, digits, - and _: orders");
}

std::set<std::string> read_themes(const std::vector<std::string>& typed) {
  std::set<std::string> themes;
  for (const std::string& one : typed) themes.insert(read_theme(one));
  return themes;
}

Document idea_answer(Session& session, const char* report, const Uid& uid) {
  const IdeaReport ideas = load_ideas_report(session);
  const IdeaLine* const line = find_line(ideas, uid);
  if (line == nullptr)
    throw Error(ErrorKind::not_found, "that idea has been removed since", "see `rapport history`");
  return idea_saved(report, *line);
}

}  // namespace rapport
