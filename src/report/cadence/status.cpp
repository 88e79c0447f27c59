#include "rapport/report/status.hpp"

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/interaction.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_listed = 3;

KeyValues status_values(const StatusReport& report) {
  KeyValues known = week_values(report);
  const auto add = [&](std::string key, Value value) {
    known.values.push_back(value_for_programs(std::move(key), std::move(value)));
  };
  add("done", report.week.done());
  add("expected", report.week.expected());
  add("unit", std::string(name_of(report.week.unit())));
  const auto& running = report.running;
  add("running_who", running ? Value(running->who) : Value());
  add("running_since", running ? Value(running->started) : Value());
  add("running_minutes", running ? Value(running->elapsed) : Value());
  for (const auto& line : report.targets) {
    if (!line.onboarding) continue;
    add(line.name + "_done", line.done);
    add(line.name + "_expected", line.expected);
    add(line.name + "_met_on", value_of(line.met_on));
  }
  return known;
}

std::string start_text(const Moment& moment, Date today) {
  const std::string day = day_text(moment.date, today);
  return moment.minute ? day + ' ' + clock_text(*moment.minute) : day;
}

/// A word by chat because of a showstopper, of which the top of the page speaks.
bool is_mere_contact(const Talk& talk) {
  return talk.purpose == Purpose::escalation && !is_live(talk.kind);
}

/// "Wed 18 Nov 10:00, Oscorp, 1h call (#31)", with the purpose where one was said.
std::string talk_text(const TalkLine& talk, Date today) {
  return start_text(talk.start, today) + (talk.with.empty() ? "" : ", ") + joined(talk.with) +
         ", " + length_text(talk.length) + ' ' + std::string(name_of(talk.kind)) +
         (talk.purpose == Purpose::discovery ? "" : ", " + std::string(name_of(talk.purpose))) +
         " (#" + std::to_string(talk.id) + ')';
}

/// "Acme, 42m since 14:05: rapport stop".
std::string running_text(const RunningTalk& running, Date today) {
  const bool is_today = running.started.date == today;
  return running.who + ", " + length_text(running.elapsed) + " since " +
         (is_today ? clock_text(running.started.minute.value_or(0))
                   : start_text(running.started, today)) +
         (running.elapsed < forgotten_after ? ": rapport stop"
                                            : ". Forgotten? rapport stop 45m, or discard");
}

KeyValues status_page_values(const StatusReport& report) {
  KeyValues shown;
  const auto add = [&](const char* title, std::string text) {
    shown.values.push_back(value_for_people(title, std::move(text)));
  };
  if (report.running) add("Running", running_text(*report.running, report.today));
  add("Streak", streak_text(report.streak, report.week.main));
  if (report.last) add("Last talk", talk_text(*report.last, report.today));
  for (std::size_t i = 0; i < std::min(report.planned.size(), most_listed); ++i)
    add("Planned", talk_text(report.planned[i], report.today));
  if (report.planned.size() > most_listed)
    add("", "and " + std::to_string(report.planned.size() - most_listed) + " more");
  return shown;
}

std::string short_verdict(const StatusReport& report) {
  const WeekLine& week = report.week;
  const bool starts = week.state == State::not_a_member && report.starts;
  if (week.state == State::onboarding || week.state == State::stalled || starts)
    for (const auto& line : report.targets)
      if (line.onboarding && line.state != State::met)
        return line.name + (line.stall ? " stalled " : " ") +
               short_share_text(line.done, line.expected, line.metric);
  if (starts) return "starts " + day_text(*report.starts, report.today);
  if (!week.main || week.state == State::paused || week.state == State::not_a_member)
    return state_text(week.state);
  return short_share_text(week.done(), week.expected(), week.main->metric) + ' ' +
         state_text(week.state);
}

}  // namespace

StatusReport build_status(const Cadence& cadence) {
  const Date today = cadence.today();
  StatusReport report{{standing_in(cadence, cadence.week(today))}};
  report.empty_book = !cadence.has_talks();
  const auto entries = cadence.entries();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const Talk& talk = *entry->talk;
    if (talk.loop == Loop::customer && talk.status == Status::held && !report.last &&
        !entry->to_come && !is_mere_contact(talk))
      report.last = talk_line(cadence, *entry);
    if (talk.status != Status::planned) continue;
    if (is_to_confirm(talk, cadence.book().now))
      report.to_confirm.push_back(talk.number);
    else
      report.planned.push_back(talk_line(cadence, *entry));
  }
  std::reverse(report.planned.begin(), report.planned.end());
  std::reverse(report.to_confirm.begin(), report.to_confirm.end());
  return report;
}

Document document_of(const StatusReport& report) {
  Document document{.report = "status",
                    .blocks = page_top(report.pm + " · " + day_text(report.today, report.today) +
                                           " · " + report.week.label,
                                       report.showstoppers),
                    .main_table = "status"};
  auto& blocks = document.blocks;
  blocks.emplace_back(Text{verdict_of(report), tone_of(report.week.state)});
  blocks.emplace_back(bars_of(report.targets, report.today));
  blocks.emplace_back(status_values(report));
  blocks.emplace_back(status_page_values(report));
  for (Block& line : follow_up_lines(report.follow_ups, report.today, report.pm_option))
    blocks.push_back(std::move(line));
  if (report.empty_book)
    blocks.emplace_back(
        Text{std::string("Nothing is logged yet. For example: ") + log_example, Tone::quiet});
  blocks.emplace_back(showstoppers_table(report.showstoppers, {.audience = Audience::programs}));
  blocks.emplace_back(
      follow_ups_table(report.follow_ups, report.today, {.audience = Audience::programs}));
  return document;
}

std::string short_text(const StatusReport& report) {
  std::string text = short_verdict(report);
  if (const std::int64_t overdue = overdue_count(report.follow_ups); overdue > 0)
    text += " · " + std::to_string(overdue) + " overdue";
  if (!report.running) return text;
  constexpr std::size_t widest = 20;  // of a name: a prompt is short
  return text + " · " + shorten(report.running->who, widest) + ' ' +
         length_text(report.running->elapsed) +
         (report.running->elapsed < forgotten_after ? "" : "?");
}

Document short_document_of(const StatusReport& report) {
  return {.report = "status", .blocks = {Text{short_text(report)}, status_values(report)}};
}

std::string standing_text(const StatusReport& report) {
  const WeekLine& week = report.week;
  std::string text = (week.label.starts_with("week ") ? "" : "week ") + week.label + ": ";
  if (!week.main)
    text += state_text(week.state);
  else if (week.state == State::onboarding || week.state == State::stalled)
    text += share_text(week);
  else
    text += caption_of(*week.main, report.today);
  for (const auto& line : report.targets) {
    if (!line.onboarding || is_long_met(line, report.today)) continue;
    text += " · " + line.name + (line.stall ? " stalled at" : "");
    const std::string share = std::to_string(line.done) + " of " + std::to_string(line.expected);
    text += line.state == State::met ? " met (" + share + ')' : ' ' + share;
    if (line.state != State::met && line.forecast)
      text += ", at this pace on " + day_text(*line.forecast, report.today);
  }
  return text;
}

}  // namespace rapport
