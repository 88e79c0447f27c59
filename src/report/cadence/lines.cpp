#include "rapport/report/lines.hpp"

#include <algorithm>

#include "rapport/document/table.hpp"

// Values of a cadence, copied so that they outlive it, and the parts that pages have in common.
namespace rapport {

TargetLine target_line(const Cadence& cadence, const Judgement& judgement, Date day) {
  const Target& target = *judgement.target;
  TargetLine line{.name = target.name,
                  .metric = target.metric,
                  .every = target.every,
                  .period = judgement.period,
                  .done = judgement.done,
                  .expected = judgement.expected,
                  .whole = target.amount,
                  .state = judgement.state,
                  .main = judgement.main,
                  .judged = judgement.judged,
                  .onboarding = target.onboarding};
  if (target.every.unit == Every::Unit::once) {
    const Progress progress = cadence.progress(judgement);
    line.met_on = progress.met_on;
    line.forecast = progress.forecast;
    if (judgement.missing() > 0) line.stall = cadence.stall(target, day);
  }
  return line;
}

WeekLine week_line(const Cadence& cadence, const Week& week) {
  WeekLine line{.label = week.label,
                .days = week.days,
                .state = week.state,
                .sessions = week.sessions,
                .one_hour_sessions = week.one_hour_sessions,
                .on_site_sessions = week.on_site_sessions,
                .session_minutes = week.session_minutes,
                .discovery_minutes = week.discovery_minutes,
                .customers = week.customers,
                .forgiven = week.forgiven,
                .running = week.running};
  if (week.main) line.main = target_line(cadence, *week.main, week.days.from);
  return line;
}

std::vector<WeekLine> week_lines(const Cadence& cadence, const std::vector<Week>& weeks) {
  std::vector<WeekLine> lines;
  for (const Week& week : weeks) lines.push_back(week_line(cadence, week));
  return lines;
}

TalkLine talk_line(const Cadence& cadence, const Entry& entry) {
  const Talk& talk = *entry.talk;
  static const Target any_session{.metric = Metric::sessions};
  const auto main = cadence.targets().main_on(talk.start.date);
  return {.id = talk.number,
          .start = talk.start,
          .length = talk.length,
          .kind = talk.kind,
          .purpose = talk.purpose,
          .status = talk.status,
          .loop = talk.loop,
          .customers = customer_names(entry),
          .with = parties_of(cadence, entry),
          .reason = reason_not_counted(entry, main ? *main->target : any_session),
          .late = cadence.is_late(talk),
          .edited = talk.edited,
          .overlaps = cadence.overlaps(talk),
          .learned = talk.learnings > 0};
}

std::vector<std::string> honesty_marks(const TalkLine& talk) {
  std::vector<std::string> marks;
  if (talk.late) marks.emplace_back("late");
  if (talk.edited) marks.emplace_back("edited");
  if (talk.overlaps) marks.emplace_back("overlaps");
  return marks;
}

std::optional<Date> start_to_come(const Cadence& cadence, Date day) {
  const Availability& availability = cadence.availability();
  const auto first = availability.first_day();
  if (!first) return std::nullopt;
  for (Date start = *first; start < *first + Days{7}; start += Days{1})
    if (availability.is_working_day(start))
      return start > day ? std::optional{start} : std::nullopt;
  return std::nullopt;
}

WeekStanding standing_in(const Cadence& cadence, const Week& week) {
  const Date day = cadence.reference_day(week.days);
  WeekStanding standing{.pm = cadence.pm().name,
                        .today = cadence.today(),
                        .week = week_line(cadence, week),
                        .streak = cadence.streak(day),
                        .targets = {},
                        .judged_from = cadence.judged_from(),
                        .starts = start_to_come(cadence, day)};
  for (const Judgement& judgement : cadence.judge_all(day))
    standing.targets.push_back(target_line(cadence, judgement, day));
  return standing;
}

FourWeekTotal four_week_total(const Cadence& cadence, Date day) {
  const FourWeeks weeks = cadence.four_weeks(day);
  FourWeekTotal total{.done = weeks.done, .expected = weeks.expected, .sessions = weeks.sessions};
  if (weeks.target != nullptr) total.metric = weeks.target->metric;
  return total;
}

std::vector<std::string> customer_names(const Entry& entry) {
  std::vector<std::string> names;
  for (const Customer* customer : entry.customers) names.push_back(customer->name);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> customer_names(const Customers& customers, const std::set<Uid>& uids) {
  std::set<std::string> names;
  for (const Uid& uid : uids)
    if (const Customer* customer = find_customer(customers, uid)) names.insert(customer->name);
  return {names.begin(), names.end()};
}

std::vector<std::string> parties_of(const Cadence& cadence, const Entry& entry) {
  if (entry.talk->loop == Loop::self) return {"own product"};
  std::vector<std::string> names;
  if (entry.talk->loop == Loop::colleague)
    for (const Uid& uid : entry.talk->people)
      if (const auto known = cadence.book().colleagues.find(uid);
          known != cadence.book().colleagues.end())
        names.push_back(known->second);
  if (names.empty()) return customer_names(entry);
  std::sort(names.begin(), names.end());
  return names;
}

Bars bars_of(const std::vector<TargetLine>& lines, Date today) {
  Bars bars;
  for (const auto& line : lines) {
    if (is_long_met(line, today)) continue;
    bars.bars.push_back({.label = line.name,
                         .done = static_cast<double>(line.done),
                         .expected = static_cast<double>(line.expected),
                         .caption = caption_of(line, today),
                         .tone = tone_of(line.state)});
  }
  return bars;
}

KeyValues week_values(const WeekStanding& standing) {
  const WeekLine& week = standing.week;
  return {{value_for_programs("pm", standing.pm), value_for_programs("label", week.label),
           value_for_programs("from", week.days.from), value_for_programs("until", week.days.until),
           value_for_programs("state", std::string(name_of(week.state))),
           value_for_programs("streak", standing.streak.streak),
           value_for_programs("met", standing.streak.met),
           value_for_programs("judged", standing.streak.judged),
           value_for_programs("sessions", week.sessions),
           value_for_programs("one_hour_sessions", week.one_hour_sessions),
           value_for_programs("on_site_sessions", week.on_site_sessions),
           value_for_programs("discovery_minutes", week.discovery_minutes),
           value_for_programs("customers", week.customers)}};
}

std::vector<Block> page_top(std::string title, const ShowstopperReport& showstoppers) {
  std::vector<Block> blocks{Heading{std::move(title)}};
  for (const ShowstopperLine& line : showstoppers.lines)
    for (Text& text : showstopper_texts(line, showstoppers.now, showstoppers.numbering))
      blocks.emplace_back(std::move(text));
  return blocks;
}

int percent_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<int>((part * 100 + whole / 2) / whole);
}

}  // namespace rapport
