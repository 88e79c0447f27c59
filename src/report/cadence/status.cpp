#include "rapport/report/status.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_listed = 3;

KeyValues status_facts(const StatusReport& report) {
  const auto fact = [](std::string key, Value value) {
    return KeyValue{
        .key = std::move(key), .cell = {.value = std::move(value)}, .audience = Audience::programs};
  };
  KeyValues facts = week_facts(report.pm, report.week, report.streak);
  facts.values.push_back(fact("done", report.week.done()));
  facts.values.push_back(fact("expected", report.week.expected()));
  facts.values.push_back(fact("unit", std::string(name_of(report.week.unit()))));
  const auto& running = report.running;
  facts.values.push_back(fact("running_who", running ? Value(running->who) : Value()));
  facts.values.push_back(fact("running_since", running ? Value(running->started) : Value()));
  facts.values.push_back(fact("running_minutes", running ? Value(running->elapsed) : Value()));
  for (const auto& line : report.targets) {
    if (!line.onboarding) continue;
    facts.values.push_back(fact(line.name + "_done", line.done));
    facts.values.push_back(fact(line.name + "_expected", line.expected));
    facts.values.push_back(
        fact(line.name + "_met_on", line.met_on ? Value(*line.met_on) : Value()));
  }
  return facts;
}

/// "Wed 18 Nov 10:00, Oscorp, 1h call (#31)".
std::string talk_text(const TalkLine& talk, Date today) {
  std::string text = when_text(talk.start, today);
  if (!talk.with.empty()) text += ", " + joined(talk.with);
  return text + ", " + length_text(talk.length) + ' ' + std::string(name_of(talk.kind)) + " (#" +
         std::to_string(talk.id) + ')';
}

/// "Acme, 42m since 14:05: rapport stop".
std::string running_text(const RunningTalk& running, Date today) {
  std::string text = running.who + ", " + length_text(running.elapsed) + " since ";
  text += running.started.date == today ? clock_text(running.started.minute.value_or(0))
                                        : when_text(running.started, today);
  if (running.elapsed < forgotten_after) return text + ": rapport stop";
  return text + ". Forgotten? rapport stop 45m, or discard";
}

KeyValues people_facts(const StatusReport& report) {
  KeyValues facts;
  const auto add = [&](const char* title, std::string text) {
    facts.values.push_back(
        {.title = title, .cell = {std::move(text)}, .audience = Audience::people});
  };
  if (report.running) add("Running", running_text(*report.running, report.today));
  add("Streak", streak_text(report.streak, report.week.main));
  if (report.last) add("Last talk", talk_text(*report.last, report.today));
  for (const auto& talk : report.planned) add("Planned", talk_text(talk, report.today));
  return facts;
}

/// "2h/3h", "9/15 visits".
std::string short_share(std::int64_t done, std::int64_t expected, Metric metric) {
  if (row_of(metric).unit == Unit::minutes)
    return length_text(Minutes(done)) + '/' + length_text(Minutes(expected));
  return std::to_string(done) + '/' + amount_text(expected, metric);
}

}  // namespace

StatusReport build_status(const Cadence& cadence) {
  const Date today = cadence.today();
  const Week week = cadence.week(today);
  StatusReport report{.pm = cadence.pm().name,
                      .today = today,
                      .week = week_line(cadence, week),
                      .streak = cadence.streak(today),
                      .judged_from = cadence.judged_from()};
  for (const auto& judgement : cadence.judge_all(today))
    report.targets.push_back(target_line(cadence, judgement));
  const auto entries = cadence.entries();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const Talk& talk = *entry->talk;
    if (talk.loop == Loop::customer && talk.status == Status::held && !report.last &&
        talk.start.date <= today)
      report.last = talk_line(cadence, *entry);
    if (talk.status != Status::planned) continue;
    if (is_to_confirm(talk, cadence.book().now))
      report.to_confirm.push_back(talk.number);
    else
      report.planned.push_back(talk_line(cadence, *entry));
  }
  std::reverse(report.planned.begin(), report.planned.end());
  std::reverse(report.to_confirm.begin(), report.to_confirm.end());
  report.planned.resize(std::min(report.planned.size(), most_listed));
  return report;
}

Document document_of(const StatusReport& report) {
  Document document{.report = "status", .main_table = "status"};
  auto& blocks = document.blocks;
  blocks.emplace_back(Heading{report.pm + " · " + day_text(report.today, report.today) + " · " +
                              report.week.label});
  blocks.emplace_back(
      Text{.text = verdict_of(report.week, report.targets, report.judged_from, report.today),
           .tone = tone_of(report.week.state)});
  blocks.emplace_back(bars_of(report.targets, report.today));
  blocks.emplace_back(status_facts(report));
  blocks.emplace_back(people_facts(report));
  if (!report.to_confirm.empty())
    blocks.emplace_back(Text{.text = confirm_text(report.to_confirm), .tone = Tone::warn});
  if (!report.last)
    blocks.emplace_back(
        Text{.text = std::string("Nothing is logged yet. For example: ") + log_example,
             .tone = Tone::quiet});
  return document;
}

namespace {

std::string short_verdict(const StatusReport& report) {
  const WeekLine& week = report.week;
  if (week.state == State::onboarding)
    for (const auto& line : report.targets)
      if (line.onboarding && line.state != State::met)
        return line.name + ' ' + short_share(line.done, line.expected, line.metric);
  if (!week.main || week.state == State::paused || week.state == State::not_a_member)
    return state_text(week.state);
  return short_share(week.done(), week.expected(), week.main->metric) + ' ' +
         state_text(week.state);
}

}  // namespace

std::string short_text(const StatusReport& report) {
  std::string text = short_verdict(report);
  if (!report.running) return text;
  constexpr std::size_t widest = 20;  // of a name: a prompt is short
  text += " · " + shorten(report.running->who, widest) + ' ' + length_text(report.running->elapsed);
  return report.running->elapsed < forgotten_after ? text : text + '?';
}

Document short_document_of(const StatusReport& report) {
  Document document{.report = "status"};
  document.blocks.emplace_back(Text{.text = short_text(report)});
  document.blocks.emplace_back(status_facts(report));
  return document;
}

std::string standing_text(const StatusReport& report) {
  const WeekLine& week = report.week;
  std::string text = week.label.starts_with("week ") ? week.label : "week " + week.label;
  text += ": ";
  if (!week.main)
    text += state_text(week.state);
  else if (week.state == State::onboarding)
    text += share_text(week.done(), week.expected(), week.main->metric);
  else
    text += caption_of(*week.main, report.today);
  for (const auto& line : report.targets) {
    if (!line.onboarding) continue;
    text += " · " + line.name;
    const std::string share = std::to_string(line.done) + " of " + std::to_string(line.expected);
    text += line.state == State::met ? " met (" + share + ')' : ' ' + share;
    if (line.state != State::met && line.forecast)
      text += ", at this pace on " + day_text(*line.forecast, report.today);
  }
  return text;
}

}  // namespace rapport
