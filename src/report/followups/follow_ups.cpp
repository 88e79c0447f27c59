#include "rapport/report/follow_ups.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/report/lines.hpp"

// Each source of what is owed has a function here that answers its follow-ups, without `days`.
namespace rapport {
namespace {

constexpr Days patience{7};  // nobody should wait for longer
constexpr Days story_patience{7 * 4};

using FollowUps = std::vector<FollowUp>;

constexpr std::string_view talk_kind = "interaction";

/// "rapport promise keep 3".
std::string line_of(const FollowUpFacts& facts, const std::string& command, std::string_view kind,
                    std::int64_t number) {
  return "rapport " + command + ' ' + facts.numbering.typed(kind, number);
}

FollowUps of_showstoppers(const FollowUpFacts& facts) {
  FollowUps owed;
  for (const ShowstopperLine& line : facts.showstoppers.lines) {
    if (line.resolved || !line.next_update) continue;
    std::vector<std::string> affected;
    for (const auto& one : line.affected) affected.push_back(one.customer);
    owed.push_back({.kind = FollowUpKind::showstopper,
                    .id = line.number,
                    .who = joined(affected),
                    .what = "update on " + line.name,
                    .due = *line.next_update,
                    .line = line_of(facts, "showstopper contact", "showstopper", line.number)});
  }
  return owed;
}

/// "rough talk on Thu 5 Nov, no contact since".
std::string hard_text(const HardTalk& talk, Date today) {
  return (talk.says_risk ? "said on " + day_text(talk.day, today) + " that they may leave"
                         : "rough talk on " + day_text(talk.day, today)) +
         (talk.spoken_since.empty() ? ", no contact since" : "; since then " + talk.spoken_since);
}

FollowUps of_hard_talks(const FollowUpFacts& facts, Date today) {
  FollowUps owed;
  for (const HardTalk& talk : facts.hard) {
    const std::string hint = command_hint("log", talk.name, "30m");
    owed.push_back(
        {.kind = talk.spoken_since.empty() ? FollowUpKind::at_risk : FollowUpKind::rough_talk,
         .id = talk.number,
         .who = talk.name,
         .what = hard_text(talk, today),
         .due = talk.day + patience,
         .line = hint.substr(1, hint.size() - 2)});
  }
  return owed;
}

FollowUps of_promises(const FollowUpFacts& facts) {
  FollowUps owed;
  for (const Promise& promise : facts.promises) {
    if (promise.kept || !promise.due) continue;
    std::set<Uid> uids = promise.customers;
    if (promise.colleague) uids.insert(*promise.colleague);
    std::set<std::string> names;
    for (const Uid& uid : uids)
      if (const auto name = facts.names.find(uid); name != facts.names.end())
        names.insert(name->second);
    owed.push_back({.kind = FollowUpKind::promise,
                    .id = promise.number,
                    .who = joined(names),
                    .what = shown_text(promise),
                    .due = *promise.due,
                    .line = line_of(facts, "promise keep", "promise", promise.number)});
  }
  return owed;
}

FollowUps of_actions(const FollowUpFacts& facts) {
  FollowUps owed;
  for (const Action& action : facts.actions)
    if (!action.done && action.due && action.owner == ActionOwner::pm)
      owed.push_back({.kind = FollowUpKind::action,
                      .id = action.number,
                      .what = action.text,
                      .due = *action.due,
                      .line = line_of(facts, "action done", "action", action.number)});
  return owed;
}

FollowUps of_ideas(const FollowUpFacts& facts, Date today) {
  FollowUps owed;
  for (const WaitingIdea& idea : facts.ideas)
    owed.push_back({.kind = FollowUpKind::idea,
                    .id = idea.number,
                    .who = idea.who,
                    .what = "idea " + idea.name + ", open and last asked for on " +
                            day_text(idea.since, today),
                    .due = idea.since + idea_patience,
                    .line = line_of(facts, "idea show", "idea", idea.number)});
  return owed;
}

FollowUps of_stories(const FollowUpFacts& facts, Date today) {
  FollowUps owed;
  for (const Story& story : facts.stories)
    owed.push_back({.kind = FollowUpKind::story,
                    .id = story.number,
                    .what = "story told on " + day_text(story.told, today) + ", not shared yet",
                    .due = story.told + story_patience,
                    .line = line_of(facts, "story share", "story", story.number)});
  return owed;
}

/// One for each outcome, however many wait for it.
FollowUps of_loops(const FollowUpFacts& facts) {
  std::map<std::pair<LoopKind, std::int64_t>, FollowUp> owed;
  for (const AwaitedOutcome& loop : facts.loops) {
    if (loop.closed_on) continue;
    const auto name = facts.names.find(loop.customer);
    const std::string who = name == facts.names.end() ? loop.colleague : name->second;
    const std::string matter(name_of(loop.kind));
    FollowUp& one = owed[{loop.kind, loop.number}];
    if (one.who.empty()) {
      one = {.kind = FollowUpKind::to_tell,
             .id = loop.number,
             .who = who,
             .what = matter + ' ' + loop.name + ": " + std::string(loop.outcome) + ", not told yet",
             .due = loop.settled + patience,
             .line = line_of(facts, matter + " told", matter, loop.number) +
                     (loop.kind == LoopKind::idea ? " --all" : "")};
    } else {
      one.who += ", " + who;
      one.due = std::min(one.due, loop.settled + patience);
    }
  }
  FollowUps all;
  for (auto& [key, one] : owed) all.push_back(std::move(one));
  return all;
}

FollowUps of_plans(const Cadence& cadence, const FollowUpFacts& facts) {
  FollowUps owed;
  for (const Entry& entry : cadence.entries()) {
    const Talk& talk = *entry.talk;
    if (talk.status != Status::planned || !is_to_confirm(talk, cadence.book().now)) continue;
    owed.push_back({.kind = FollowUpKind::plan,
                    .id = talk.number,
                    .who = joined(customer_names(entry)),
                    .what = "planned talk, did it happen?",
                    .due = talk.start.date,
                    .line = line_of(facts, "held", talk_kind, talk.number)});
  }
  return owed;
}

/// "6 days overdue", "due today", "due Fri 20 Nov".
std::string overdue_text(const FollowUp& one, Date today) {
  if (one.kind == FollowUpKind::idea || one.kind == FollowUpKind::story) return "waiting";
  if (one.is_overdue()) return count_text(one.days, "day") + " overdue";
  return one.days == 0 ? "due today" : "due " + day_text(one.due, today);
}

/// Who waits, or what it is where nobody does.
std::string whom_text(const FollowUp& one) {
  if (!one.who.empty()) return one.who;
  return one.kind == FollowUpKind::action ? "agreed in the 1:1" : std::string(name_of(one.kind));
}

/// "Acme Robotics: send the plan".
std::string owed_text(const FollowUp& one) {
  return one.who.empty() ? one.what : one.who + ": " + one.what;
}

}  // namespace

std::string_view name_of(FollowUpKind kind) {
  static constexpr std::array<std::string_view, 9> names{"showstopper", "at-risk",    "promise",
                                                         "action",      "rough-talk", "to-tell",
                                                         "plan",        "idea",       "story"};
  return names.at(static_cast<std::size_t>(kind));
}

std::vector<HardTalk> open_hard_talks(const Cadence& cadence, const std::set<std::int64_t>& risky) {
  const DateRange days{cadence.today() - hard_look_back, cadence.today() + Days{1}};
  std::unordered_map<Uid, HardTalk, UidHash> newest;  // those followed by a contact are nil
  for (const Entry& entry : cadence.entries(days)) {
    const Talk& talk = *entry.talk;
    if (talk.status != Status::held || talk.loop != Loop::customer) continue;
    const bool is_risky = risky.contains(talk.number);
    const bool is_hard = is_risky || talk.mood == Mood::rough;
    for (const Customer* customer : entry.customers)
      newest[customer->uid] = is_hard ? HardTalk{.number = talk.number,
                                                 .day = talk.start.date,
                                                 .customer = customer->uid,
                                                 .name = customer->name,
                                                 .says_risk = is_risky}
                                      : HardTalk{};
  }
  std::vector<HardTalk> open;
  for (auto& [uid, talk] : newest)
    if (talk.number != 0) open.push_back(std::move(talk));
  std::sort(open.begin(), open.end(), [](const HardTalk& a, const HardTalk& b) {
    return std::tie(a.day, a.number, a.name) < std::tie(b.day, b.number, b.name);
  });
  return open;
}

std::vector<FollowUp> follow_ups_of(const Cadence& cadence, const FollowUpFacts& facts) {
  const Date today = cadence.today();
  const DateRange week = week_of(today, cadence.rules().week_start);
  FollowUps all;
  for (FollowUps& owed :
       std::array{of_showstoppers(facts), of_hard_talks(facts, today), of_promises(facts),
                  of_actions(facts), of_loops(facts), of_plans(cadence, facts),
                  of_ideas(facts, today), of_stories(facts, today)})
    for (FollowUp& one : owed) {
      if (one.due >= week.until) continue;
      one.days = (today - one.due).count();
      all.push_back(std::move(one));
    }
  std::stable_sort(all.begin(), all.end(), [](const FollowUp& a, const FollowUp& b) {
    return std::tie(a.kind, a.due) < std::tie(b.kind, b.due);
  });
  return all;
}

std::int64_t overdue_count(std::span<const FollowUp> follow_ups) {
  return std::count_if(follow_ups.begin(), follow_ups.end(),
                       [](const FollowUp& one) { return one.is_overdue(); });
}

std::string follow_ups_text(std::span<const FollowUp> follow_ups) {
  if (follow_ups.empty()) return "";
  std::string text = count_text(static_cast<std::int64_t>(follow_ups.size()), "follow-up");
  const std::int64_t overdue = overdue_count(follow_ups);
  if (overdue == 0) return text;
  const bool are_all = overdue == static_cast<std::int64_t>(follow_ups.size());
  return text + (are_all ? " overdue" : ", " + std::to_string(overdue) + " overdue");
}

std::vector<Block> follow_up_lines(std::span<const FollowUp> follow_ups, Date today,
                                   const std::string& pm_option) {
  if (follow_ups.empty()) return {};
  // What is overdue goes before what is only due, whatever it is.
  const auto overdue = std::find_if(follow_ups.begin(), follow_ups.end(),
                                    [](const FollowUp& one) { return one.is_overdue(); });
  const FollowUp& first = overdue == follow_ups.end() ? follow_ups.front() : *overdue;
  const Tone tone = overdue == follow_ups.end() ? Tone::plain : Tone::warn;
  const std::string more =
      follow_ups.size() > 1 ? "; `rapport next" + pm_option + "` lists them" : "";
  return {Text{follow_ups_text(follow_ups) + more, tone},
          Text{owed_text(first) + " (" + overdue_text(first, today) + "): `" + first.line + "`",
               Tone::plain}};
}

Table follow_ups_table(const std::vector<FollowUp>& follow_ups, Date today, Table head) {
  head.key = "follow_ups";
  return table_of(
      std::move(head), follow_ups,
      {{"kind", "", named(&FollowUp::kind), Audience::programs},
       {"id", "", &FollowUp::id, Audience::programs},
       {"who", "", &FollowUp::who, Audience::programs},
       {"whom", "Who", whom_text, Audience::people},
       {"what", "What", &FollowUp::what},
       {"due", "", &FollowUp::due, Audience::programs},
       {"days", "", &FollowUp::days, Audience::programs},
       {"due_text", "Due",
        [today](const FollowUp& one) {
          return Cell{overdue_text(one, today), one.is_overdue() ? Tone::warn : Tone::plain};
        },
        Audience::people},
       ColumnOf<FollowUp>("line", "Once done", &FollowUp::line, Audience::people).whole()});
}

}  // namespace rapport
