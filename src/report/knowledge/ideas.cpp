#include "rapport/report/ideas.hpp"

#include <algorithm>
#include <set>

namespace rapport {
namespace {

Asker asker_of(const Vote& vote, const IdeaFacts& facts) {
  const Customer& customer = facts.loops.customers.at(vote.customer);
  Asker asker{.customer = customer.uid,
              .name = customer.name,
              .cls = customer.class_on(vote.cast),
              .cast = vote.cast};
  if (!vote.interaction) return asker;
  const auto talk = facts.loops.evidence.find(*vote.interaction);
  if (talk != facts.loops.evidence.end()) asker.talk = talk->second.number;
  const auto colleague = facts.heard_from.find(*vote.interaction);
  if (colleague != facts.heard_from.end()) asker.heard_from = colleague->second;
  return asker;
}

void add_vote(IdeaLine& line, std::vector<Vote>& of_customers, const Vote& vote,
              const IdeaFacts& facts) {
  Asker asker = asker_of(vote, facts);
  if (line.idea.settled && vote.told && *vote.told >= *line.idea.settled) asker.told = vote.told;
  asker.waits = is_settled(line.idea) && !asker.told && !is_late_vote(line.idea, vote);
  line.first_asked = std::min(line.first_asked.value_or(vote.cast), vote.cast);
  line.last_asked = std::max(line.last_asked.value_or(vote.cast), vote.cast);
  if (asker.cls == Class::customer) {
    of_customers.push_back(vote);
    ++line.votes;
    if (facts.today - steam_days < vote.cast && vote.cast <= facts.today) ++line.recent;
  } else {
    ++line.others;
  }
  line.askers.push_back(std::move(asker));
}

}  // namespace

std::vector<std::string> IdeaLine::to_tell() const {
  std::vector<std::string> names;
  for (const Asker& asker : askers)
    if (asker.waits) names.push_back(asker.name);
  return names;
}

std::vector<std::string> IdeaLine::brought_by() const {
  std::set<std::string> names;
  for (const Asker& asker : askers)
    if (!asker.heard_from.empty()) names.insert(asker.heard_from);
  return {names.begin(), names.end()};
}

IdeaReport build_ideas(const IdeaFacts& facts) {
  std::map<Uid, IdeaLine> lines;
  const Ideas& ideas = facts.loops.ideas;
  for (const auto& [uid, idea] : ideas) {
    const Idea* const stands = find_idea(ideas, uid);
    if (stands == nullptr) continue;
    IdeaLine& line = lines[stands->uid];
    if (line.idea.uid.is_nil()) line.idea = *stands;
    if (stands->uid == uid) continue;
    line.merged.push_back(idea.name);
    line.idea.themes.insert(idea.themes.begin(), idea.themes.end());
  }
  std::map<Uid, std::vector<Vote>> of_customers;
  for (const Vote& vote : counted_votes(facts.loops.votes, ideas, facts.loops.customers))
    add_vote(lines.at(vote.idea), of_customers[vote.idea], vote, facts);
  IdeaReport report{.today = facts.today};
  for (auto& [uid, line] : lines) {
    std::sort(line.merged.begin(), line.merged.end());
    line.steam = picks_up_steam(line.idea, of_customers[uid], facts.today);
    report.lines.push_back(std::move(line));
  }
  std::sort(report.lines.begin(), report.lines.end(),
            [](const IdeaLine& a, const IdeaLine& b) { return a.idea.number < b.idea.number; });
  return report;
}

const IdeaLine* find_line(const IdeaReport& report, const Uid& idea) {
  const auto found = std::find_if(report.lines.begin(), report.lines.end(),
                                  [&](const IdeaLine& line) { return line.idea.uid == idea; });
  return found == report.lines.end() ? nullptr : &*found;
}

}  // namespace rapport
