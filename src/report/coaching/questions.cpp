#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "rapport/base/phrase.hpp"
#include "rapport/report/one_on_one.hpp"

// What a coach might ask. A rule looks at the page and answers what there is to ask. What is asked
// is chosen by the place of its rule in the lists at the end: a new question is a function and a
// place.
namespace rapport {
namespace {

constexpr std::size_t asked = 3;
constexpr std::size_t most_of_a_rule = 2;
constexpr int large_share = 51;  // per cent of the time with one customer
constexpr int enough_sessions = 4;

using Questions = std::vector<Question>;

std::string talks_text(std::size_t count) {
  return count_text(static_cast<std::int64_t>(count), "talk");
}

/// "Acme, Globex and Initech".
std::string enumerated(const std::vector<std::string>& names) {
  if (names.size() < 2) return joined(names);
  return joined(std::vector<std::string>(names.begin(), names.end() - 1)) + " and " + names.back();
}

std::vector<const MetTalk*> held_talks(const OneOnOneReport& report) {
  std::vector<const MetTalk*> held;
  for (const MetTalk& met : report.met)
    if (is_talk(met)) held.push_back(&met);
  return held;
}

std::string key_of(const char* rule, std::int64_t number) {
  return std::string(rule) + ' ' + std::to_string(number);
}

Questions ask_showstopper(const OneOnOneReport& report) {
  Questions questions;
  for (const auto& line : report.showstoppers.lines) {
    if (line.resolved) continue;
    const std::string from =
        "showstopper " + report.numbering.text("showstopper", line.number) + ' ' + line.name;
    std::vector<std::string> affected;
    for (const auto& one : line.affected) affected.push_back(one.customer);
    if (const auto remaining = line.remaining(); !remaining.empty())
      questions.push_back(
          {"When will you speak with " + enumerated(remaining) + "?",
           from + ": no talk since it was opened " + day_text(line.opened.date, report.today),
           key_of("showstopper", line.number)});
    else if (line.next_update && *line.next_update < report.today)
      questions.push_back(
          {"What will you tell " + enumerated(affected) + "?",
           from + ", an update promised for " + day_text(*line.next_update, report.today),
           key_of("showstopper", line.number)});
  }
  return questions;
}

/// One for each follow-up of that kind that is late, and of the others those that wait.
template <typename Text>
Questions ask_follow_ups(const OneOnOneReport& report, FollowUpKind kind, const Text& text) {
  Questions questions;
  for (const FollowUp& one : report.follow_ups)
    if (one.kind == kind)
      questions.push_back(
          {text(one), one.what, key_of(std::string(name_of(kind)).c_str(), one.id)});
  return questions;
}

Questions ask_at_risk(const OneOnOneReport& report) {
  return ask_follow_ups(report, FollowUpKind::at_risk,
                        [](const FollowUp& one) { return "What would keep " + one.who + "?"; });
}

Questions ask_overdue(const OneOnOneReport& report) {
  Questions questions;
  for (const FollowUp& one : report.follow_ups) {
    if (!one.is_overdue()) continue;
    const std::string late =
        "due " + day_text(one.due, report.today) + ", " + days_text(one.days) + " overdue";
    if (one.kind == FollowUpKind::promise)
      questions.push_back({"What's holding up \"" + one.what + "\"" +
                               (one.who.empty() ? "" : " for ") + one.who + "?",
                           "promise " + report.numbering.text("promise", one.id) + ", " + late,
                           key_of("promise", one.id)});
    if (one.kind == FollowUpKind::action)
      questions.push_back({"What's holding up \"" + one.what + "\"?", "agreed last time, " + late,
                           key_of("action", one.id)});
  }
  return questions;
}

Questions ask_rough(const OneOnOneReport& report) {
  Questions questions = ask_follow_ups(report, FollowUpKind::rough_talk, [](const FollowUp& one) {
    return "When will you speak with " + one.who + " again?";
  });
  for (const RoughTalk& talk : report.rough) {
    const bool is_known =
        std::any_of(report.follow_ups.begin(), report.follow_ups.end(), [&](const FollowUp& one) {
          return one.id == talk.number &&
                 (one.kind == FollowUpKind::rough_talk || one.kind == FollowUpKind::at_risk);
        });
    if (talk.again || is_known) continue;
    questions.push_back({"What does " + enumerated(talk.customers) + " see that we do not?",
                         "the rough talk " + report.numbering.text("interaction", talk.number) +
                             " on " + day_text(talk.day, report.today),
                         key_of("rough", talk.number)});
  }
  return questions;
}

Questions ask_to_tell(const OneOnOneReport& report) {
  Questions questions;
  constexpr Days long_enough{7};
  for (const WaitingToHear& one : report.to_tell)
    if (report.today - one.settled >= long_enough)
      questions.push_back(
          {"Who will tell " + one.who + " that it " + one.has_become + "?",
           one.what + ", since " + day_text(one.settled, report.today),
           "to tell " + one.what.substr(0, one.what.find(' ', one.what.find(' ') + 1))});
  return questions;
}

/// Only customers that were known before.
Questions ask_nobody_new(const OneOnOneReport& report) {
  constexpr Days long_enough{14};
  const SinceThen& since = report.since_then;
  if (since.customers == 0 || since.new_customers > 0 ||
      report.today - report.since.day < long_enough)
    return {};
  return {{"Whom will you meet for the first time?",
           "nobody new among " + count_text(since.customers, "customer") + " since " +
               day_text(report.since.day, report.today),
           "nobody new"}};
}

Questions ask_signals(const OneOnOneReport& report) {
  for (const auto& line : report.signals.lines)
    if (line.stands_out && line.signal == "not-revisited")
      return {{"What would make the next talk there easier?", "rough talks: " + line.finding,
               "signals"}};
  for (const auto& line : report.signals.lines)
    if (line.stands_out) return {{"What makes these talks hard to have?", line.finding, "signals"}};
  return {};
}

Questions ask_week(const OneOnOneReport& report) {
  const WeekLine& week = report.weeks.back();
  if (!week.main || week.main->missing() == 0) return {};
  if (week.state != State::behind && week.state != State::out_of_reach) return {};
  return {{"Which customer could you see before " +
               day_text(week.days.until - Days{1}, report.today) + "?",
           "this week: " + share_text(week.done(), week.expected(), week.main->metric), "week"}};
}

Questions ask_missed(const OneOnOneReport& report) {
  const auto missed = std::count_if(report.weeks.end() - 5, report.weeks.end(),
                                    [](const WeekLine& w) { return w.state == State::missed; });
  if (missed < 2) return {};
  return {{"What got in the way of seeing customers?",
           std::to_string(missed) + " of the last 4 closed weeks missed", "missed"}};
}

Questions ask_silent(const OneOnOneReport& report) {
  std::vector<std::string> ids;
  const auto held = held_talks(report);
  for (const MetTalk* met : held)
    if (!met->talk.learned && met->heard.empty())
      ids.push_back(report.numbering.text("interaction", met->talk.id));
  if (ids.empty() || ids.size() * 2 < held.size()) return {};
  const std::string what = ids.size() == 1 ? ids.front() : "those talks";
  const std::string count = std::to_string(ids.size()) + " of " + talks_text(held.size());
  constexpr std::size_t most_named = 3;
  if (const std::size_t more = ids.size() - std::min(ids.size(), most_named); more > 0) {
    ids.resize(most_named);
    ids.push_back(std::to_string(more) + " more");
  }
  return {{"What did you learn in " + what + "?", count + " without a learning: " + enumerated(ids),
           "silent"}};
}

Questions ask_requests(const OneOnOneReport& report) {
  if (report.recent.requests == 0 || report.recent.requests <= report.recent.needs) return {};
  for (const auto& met : report.met)
    for (const auto& heard : met.heard)
      if (heard.type == LearningType::request)
        return {{"What would \"" + heard.text + "\" let " + enumerated(met.talk.customers) +
                     " do that they cannot do today?",
                 count_text(report.recent.requests, "request") + " against " +
                     std::to_string(report.recent.needs) + " needs, pains and workarounds",
                 "requests"}};
  return {};
}

Questions ask_top(const OneOnOneReport& report) {
  const Breadth& breadth = report.breadth;
  if (breadth.sessions < enough_sessions || breadth.top_share() < large_share ||
      breadth.customers.size() < 2)
    return {};
  return {
      {"Whom do we not hear while " + breadth.customers.front().customer + " has most of the time?",
       std::to_string(breadth.top_share()) + "% of 13 weeks", "top"}};
}

Questions ask_users(const OneOnOneReport& report) {
  const Breadth& breadth = report.breadth;
  if (breadth.with_buyers < 2 || breadth.with_users * 3 > breadth.with_buyers) return {};
  return {{"Who there uses it every day, and when do you watch them?",
           std::to_string(breadth.with_buyers) + " sessions with buyers, " +
               std::to_string(breadth.with_users) + " with users in 13 weeks",
           "users"}};
}

Questions ask_site(const OneOnOneReport& report) {
  const Breadth& breadth = report.breadth;
  if (breadth.sessions < enough_sessions || breadth.on_site > 0) return {};
  return {{"Which customer could you watch at work?",
           "none of " + std::to_string(breadth.sessions) + " sessions was on site", "site"}};
}

Questions ask_story(const OneOnOneReport& report) {
  const auto unshared = std::find_if(report.stories.begin(), report.stories.end(),
                                     [](const auto& story) { return story.shared == 0; });
  if (unshared == report.stories.end()) return {};
  return {{"Who should hear the story of " +
               (unshared->customers.empty() ? report.numbering.text("story", unshared->story.number)
                                            : enumerated(unshared->customers)) +
               "?",
           "story " + report.numbering.text("story", unshared->story.number) + ", not shared yet",
           "story"}};
}

Questions ask_theme(const OneOnOneReport& report) {
  std::map<std::string, std::set<std::string>> customers;
  for (const auto& met : report.met)
    for (const auto& heard : met.heard)
      for (const auto& theme : heard.themes)
        customers[theme].insert(met.talk.customers.begin(), met.talk.customers.end());
  const auto widest = std::max_element(customers.begin(), customers.end(), [](auto& a, auto& b) {
    return a.second.size() < b.second.size();
  });
  if (widest == customers.end() || widest->second.size() < 2) return {};
  return {{"What is behind #" + widest->first + "?",
           enumerated({widest->second.begin(), widest->second.end()}) + " spoke of it", "theme"}};
}

Questions ask_surprise(const OneOnOneReport& report) {
  for (const auto& met : report.met)
    for (const auto& heard : met.heard)
      if (heard.type == LearningType::surprise)
        return {{"What does it change that \"" + heard.text + "\"?",
                 "a surprise at " + enumerated(met.talk.customers), "surprise"}};
  const auto held = held_talks(report);
  if (held.empty()) return {};
  return {{"What surprised you most?", talks_text(held.size()) + ", no surprise written down",
           "surprise"}};
}

Questions ask_change(const OneOnOneReport& report) {
  const auto held = held_talks(report);
  if (held.empty()) return {};
  const TalkLine& last = held.back()->talk;
  return {{"What will you do differently after " + enumerated(last.customers) + "?",
           "the latest talk, " + report.numbering.text("interaction", last.id), "change"}};
}

Questions ask_own_use(const OneOnOneReport& report) {
  if (!report.used.empty()) return {};
  return {{"When did you last do a customer's work with the product yourself?",
           "no own use since " + day_text(report.since.day, report.today), "own use"}};
}

Questions ask_colleagues(const OneOnOneReport& report) {
  if (!report.listened.empty()) return {};
  return {{"What do support and sales hear that we do not?",
           "no colleague listened to since " + day_text(report.since.day, report.today),
           "colleagues"}};
}

Questions ask_first(const OneOnOneReport& report) {
  if (!held_talks(report).empty()) return {};
  return {{"Whom will you visit first?",
           "no talk since " + day_text(report.since.day, report.today), "first"}};
}

using Rule = Questions (*)(const OneOnOneReport&);

/// Somebody is waiting: asked in this order, and again next time if they still do.
constexpr std::array pressing{ask_showstopper, ask_at_risk, ask_overdue,
                              ask_rough,       ask_to_tell, ask_signals};

/// In this order too, but what was asked the last time comes after what was not.
constexpr std::array calm{ask_first,    ask_nobody_new, ask_week,   ask_missed,  ask_silent,
                          ask_requests, ask_top,        ask_users,  ask_site,    ask_story,
                          ask_theme,    ask_surprise,   ask_change, ask_own_use, ask_colleagues};

/// Those that were asked the last time after those that were not.
void put_fresh_first(Questions& questions, const OneOnOneReport& report) {
  if (!report.since.review) return;
  const std::set<std::string>& before = report.since.review->asked;
  std::stable_partition(questions.begin(), questions.end(),
                        [&](const Question& one) { return !before.contains(one.key); });
}

}  // namespace

std::vector<Question> questions_of(const OneOnOneReport& report) {
  Questions questions;
  for (const Rule rule : pressing) {
    Questions found = rule(report);
    put_fresh_first(found, report);
    if (found.size() > most_of_a_rule) found.resize(most_of_a_rule);
    std::move(found.begin(), found.end(), std::back_inserter(questions));
  }
  Questions others;
  for (const Rule rule : calm)
    for (Question& found : rule(report)) others.push_back(std::move(found));
  put_fresh_first(others, report);
  std::move(others.begin(), others.end(), std::back_inserter(questions));
  if (questions.size() > asked) questions.resize(asked);
  return questions;
}

}  // namespace rapport
