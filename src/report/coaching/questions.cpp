#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "rapport/base/phrase.hpp"
#include "rapport/report/one_on_one.hpp"

// What a coach might ask. A rule looks at the page and finds something to ask, or does not; the
// first three that do are asked. A new question is a function and its place in the list.
namespace rapport {
namespace {

constexpr std::size_t asked = 3;
constexpr int large_share = 51;  // per cent of the time with one customer
constexpr int enough_sessions = 4;

std::string talks_text(std::size_t count) {
  return count_text(static_cast<std::int64_t>(count), "talk");
}

/// "Acme, Globex and Initech".
std::string enumerated(const std::vector<std::string>& names) {
  if (names.size() < 2) return joined(names);
  return joined(std::vector<std::string>(names.begin(), names.end() - 1)) + " and " + names.back();
}

std::optional<Question> ask_showstopper(const OneOnOneReport& report) {
  for (const auto& line : report.showstoppers.lines) {
    if (line.resolved) continue;
    const std::string from = "showstopper #" + std::to_string(line.number) + ' ' + line.name;
    if (const auto remaining = line.remaining(); !remaining.empty())
      return Question{
          "When do you speak with " + enumerated(remaining) + "?",
          from + ": not spoken to since it was opened " + day_text(line.opened.date, report.today)};
    std::vector<std::string> affected;
    for (const auto& one : line.affected) affected.push_back(one.customer);
    if (line.next_update && *line.next_update < report.today)
      return Question{
          "What do you tell " + enumerated(affected) + "?",
          from + ", an update promised for " + day_text(*line.next_update, report.today)};
  }
  return std::nullopt;
}

std::optional<Question> ask_overdue(const OneOnOneReport& report) {
  for (const auto& [promise, customers] : report.promises)
    if (!promise.kept && promise.due && *promise.due < report.today)
      return Question{"What keeps \"" + promise.text + "\"" + (customers.empty() ? "" : " for ") +
                          enumerated(customers) + " waiting?",
                      "promise #" + std::to_string(promise.number) + ", due " +
                          day_text(*promise.due, report.today)};
  return std::nullopt;
}

std::optional<Question> ask_to_tell(const OneOnOneReport& report) {
  constexpr Days long_enough{7};
  if (report.to_tell.empty()) return std::nullopt;
  const WaitingToHear& first = report.to_tell.front();
  if (report.today - first.settled < long_enough) return std::nullopt;
  return Question{"Who tells " + first.who + " that it is " + first.outcome + "?",
                  first.what + ", since " + day_text(first.settled, report.today)};
}

std::optional<Question> ask_signals(const OneOnOneReport& report) {
  for (const auto& line : report.signals.lines)
    if (line.stands_out && line.signal == "not-revisited")
      return Question{"What would make the next talk there easier?",
                      "rough talks: " + line.finding};
  for (const auto& line : report.signals.lines)
    if (line.stands_out) return Question{"What makes these talks hard to have?", line.finding};
  return std::nullopt;
}

std::optional<Question> ask_rough(const OneOnOneReport& report) {
  for (const auto& met : report.met)
    if (met.mood == Mood::rough)
      return Question{"What does " + enumerated(met.talk.customers) + " see that we do not?",
                      "the rough talk #" + std::to_string(met.talk.id) + " on " +
                          day_text(met.talk.start.date, report.today)};
  return std::nullopt;
}

std::optional<Question> ask_week(const OneOnOneReport& report) {
  const WeekLine& week = report.weeks.back();
  if (!week.main || week.main->missing() == 0) return std::nullopt;
  if (week.state != State::behind && week.state != State::out_of_reach) return std::nullopt;
  return Question{"Which customer could you see before " +
                      day_text(week.days.until - Days{1}, report.today) + "?",
                  "this week: " + share_text(week.done(), week.expected(), week.main->metric)};
}

std::optional<Question> ask_missed(const OneOnOneReport& report) {
  const auto missed = std::count_if(report.weeks.end() - 5, report.weeks.end(),
                                    [](const WeekLine& w) { return w.state == State::missed; });
  if (missed < 2) return std::nullopt;
  return Question{"What stood in the way of seeing customers?",
                  std::to_string(missed) + " of the last 4 closed weeks missed"};
}

std::optional<Question> ask_silent(const OneOnOneReport& report) {
  std::vector<std::string> ids;
  std::size_t held = 0;
  for (const auto& met : report.met) {
    if (met.talk.status != Status::held || !is_live(met.talk.kind)) continue;
    ++held;
    if (met.heard.empty()) ids.push_back("#" + std::to_string(met.talk.id));
  }
  if (ids.empty() || ids.size() * 2 < held) return std::nullopt;
  const std::string what = ids.size() == 1 ? ids.front() : "those talks";
  return Question{"What did you learn in " + what + "?",
                  std::to_string(ids.size()) + " of " + talks_text(held) +
                      " without a learning: " + enumerated(ids)};
}

std::optional<Question> ask_requests(const OneOnOneReport& report) {
  if (report.recent.requests == 0 || report.recent.requests <= report.recent.needs)
    return std::nullopt;
  for (const auto& met : report.met)
    for (const auto& heard : met.heard)
      if (heard.type == LearningType::request)
        return Question{"What would \"" + heard.text + "\" let " + enumerated(met.talk.customers) +
                            " do that they cannot do today?",
                        std::to_string(report.recent.requests) + " requests against " +
                            std::to_string(report.recent.needs) + " needs, pains and workarounds"};
  return std::nullopt;
}

std::optional<Question> ask_top(const OneOnOneReport& report) {
  const Breadth& breadth = report.breadth;
  if (breadth.sessions < enough_sessions || breadth.top_share() < large_share ||
      breadth.customers.size() < 2)
    return std::nullopt;
  return Question{
      "Whom do we not hear while " + breadth.customers.front().customer + " has most of the time?",
      std::to_string(breadth.top_share()) + "% of 13 weeks"};
}

std::optional<Question> ask_users(const OneOnOneReport& report) {
  const Breadth& breadth = report.breadth;
  if (breadth.with_buyers < 2 || breadth.with_users * 3 > breadth.with_buyers) return std::nullopt;
  return Question{"Who there uses it every day, and when do you watch them?",
                  std::to_string(breadth.with_buyers) + " sessions with buyers, " +
                      std::to_string(breadth.with_users) + " with users in 13 weeks"};
}

std::optional<Question> ask_site(const OneOnOneReport& report) {
  const Breadth& breadth = report.breadth;
  if (breadth.sessions < enough_sessions || breadth.on_site > 0) return std::nullopt;
  return Question{"Which customer could you watch at work?",
                  "none of " + std::to_string(breadth.sessions) + " sessions was on site"};
}

std::optional<Question> ask_story(const OneOnOneReport& report) {
  const auto unshared = std::find_if(report.stories.begin(), report.stories.end(),
                                     [](const auto& story) { return story.shared == 0; });
  if (unshared == report.stories.end()) return std::nullopt;
  return Question{"Who should hear the story of " +
                      (unshared->customers.empty() ? "#" + std::to_string(unshared->story.number)
                                                   : enumerated(unshared->customers)) +
                      "?",
                  "story #" + std::to_string(unshared->story.number) + ", not shared yet"};
}

std::optional<Question> ask_theme(const OneOnOneReport& report) {
  std::map<std::string, std::set<std::string>> customers;
  for (const auto& met : report.met)
    for (const auto& heard : met.heard)
      for (const auto& theme : heard.themes)
        customers[theme].insert(met.talk.customers.begin(), met.talk.customers.end());
  const auto widest = std::max_element(customers.begin(), customers.end(), [](auto& a, auto& b) {
    return a.second.size() < b.second.size();
  });
  if (widest == customers.end() || widest->second.size() < 2) return std::nullopt;
  return Question{"What is behind #" + widest->first + "?",
                  enumerated({widest->second.begin(), widest->second.end()}) + " spoke of it"};
}

std::optional<Question> ask_surprise(const OneOnOneReport& report) {
  for (const auto& met : report.met)
    for (const auto& heard : met.heard)
      if (heard.type == LearningType::surprise)
        return Question{"What does it change that \"" + heard.text + "\"?",
                        "a surprise at " + enumerated(met.talk.customers)};
  if (report.met.empty()) return std::nullopt;
  return Question{"What surprised you most?",
                  talks_text(report.met.size()) + ", no surprise written down"};
}

std::optional<Question> ask_change(const OneOnOneReport& report) {
  if (report.met.empty()) return std::nullopt;
  const auto& last = report.met.back().talk;
  return Question{"What will you do differently after " + enumerated(last.customers) + "?",
                  "the latest talk, #" + std::to_string(last.id)};
}

std::optional<Question> ask_own_use(const OneOnOneReport& report) {
  if (!report.used.empty()) return std::nullopt;
  return Question{"When did you last do a customer's work with the product yourself?",
                  "no own use since " + day_text(report.since.day, report.today)};
}

std::optional<Question> ask_colleagues(const OneOnOneReport& report) {
  if (!report.listened.empty()) return std::nullopt;
  return Question{"What do support and sales hear that we do not?",
                  "nobody listened to since " + day_text(report.since.day, report.today)};
}

std::optional<Question> ask_first(const OneOnOneReport& report) {
  if (!report.met.empty()) return std::nullopt;
  return Question{"Whom will you visit first?",
                  "no talk since " + day_text(report.since.day, report.today)};
}

using Rule = std::optional<Question> (*)(const OneOnOneReport&);
constexpr std::array rules{ask_showstopper, ask_overdue, ask_to_tell, ask_signals,   ask_rough,
                           ask_first,       ask_week,    ask_missed,  ask_silent,    ask_requests,
                           ask_top,         ask_users,   ask_site,    ask_story,     ask_theme,
                           ask_surprise,    ask_change,  ask_own_use, ask_colleagues};

}  // namespace

std::vector<Question> questions_of(const OneOnOneReport& report) {
  std::vector<Question> questions;
  for (const Rule rule : rules) {
    if (questions.size() == asked) break;
    if (auto question = rule(report)) questions.push_back(std::move(*question));
  }
  return questions;
}

}  // namespace rapport
