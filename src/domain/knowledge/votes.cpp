#include "rapport/domain/idea.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "rapport/domain/merges.hpp"

namespace rapport {

const Idea* find_idea(const Ideas& ideas, const Uid& uid) { return find_survivor(ideas, uid); }

std::vector<Vote> counted_votes(std::span<const Vote> votes, const Ideas& ideas,
                                const Customers& customers) {
  std::map<std::pair<Uid, Uid>, Vote> each;
  for (const Vote& vote : votes) {
    const Idea* const idea = find_idea(ideas, vote.idea);
    const Customer* const customer = find_customer(customers, vote.customer);
    if (idea == nullptr || customer == nullptr) continue;
    Vote counted = vote;
    counted.idea = idea->uid;
    counted.customer = customer->uid;
    const auto [place, is_new] = each.try_emplace({idea->uid, customer->uid}, counted);
    if (is_new) continue;
    Vote& kept = place->second;
    const auto told = std::max(kept.told, counted.told);
    if (std::tie(counted.cast, counted.number) < std::tie(kept.cast, kept.number)) kept = counted;
    kept.told = told;
  }
  std::vector<Vote> counted;
  for (const auto& [pair, vote] : each) counted.push_back(vote);
  std::sort(counted.begin(), counted.end(), [](const Vote& a, const Vote& b) {
    return std::tie(a.number, a.uid) < std::tie(b.number, b.uid);
  });
  return counted;
}

bool picks_up_steam(const Idea& idea, std::span<const Vote> votes_for_it, Date today) {
  if (is_settled(idea)) return false;
  const auto recent = std::count_if(
      votes_for_it.begin(), votes_for_it.end(),
      [&](const Vote& vote) { return today - steam_days < vote.cast && vote.cast <= today; });
  return recent >= steam_votes;
}

}  // namespace rapport
