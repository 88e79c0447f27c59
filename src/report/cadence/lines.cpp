#include "rapport/report/lines.hpp"

#include <algorithm>

namespace rapport {
namespace {

std::string capitalised(std::string text) {
  if (!text.empty() && 'a' <= text[0] && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string last_day_text(const DateRange& period, Date today) {
  return day_text(period.until - Days(1), today);
}

/// "9 of 15 visits; at this pace, 15 on Tue 12 Jan", with its name where that says more.
std::string progress_text(const TargetLine& line, Date today) {
  std::string text = line.name == "onboarding" ? std::string() : line.name + ' ';
  text += share_text(line.done, line.expected, line.metric);
  if (line.forecast)
    text += "; at this pace, " + std::to_string(line.expected) + " on " +
            day_text(*line.forecast, today);
  return text;
}

std::string onboarding_verdict(const std::vector<TargetLine>& targets,
                               std::optional<Date> judged_from, Date today) {
  std::string text = "Onboarding: ";
  if (judged_from) return text + "weeks are judged from " + day_text(*judged_from, today) + " on";
  bool first = true;
  for (const auto& line : targets) {
    if (!line.onboarding || line.state == State::met) continue;
    if (!first) text += ", ";
    first = false;
    text += progress_text(line, today);
  }
  return first ? text + "weeks are not judged yet" : text;
}

}  // namespace

std::string days_text(const DateRange& days, Date today) {
  const Date last = days.until - Days{1};
  std::string text = day_text(days.from, today);
  if (last > days.from) text += " to " + day_text(last, today);
  return text;
}

int percent_of(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<int>((part * 100 + whole / 2) / whole);
}

std::vector<std::string> customer_names(const Entry& entry) {
  std::vector<std::string> names;
  for (const Customer* customer : entry.customers) names.push_back(customer->name);
  std::sort(names.begin(), names.end());
  return names;
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

TargetLine target_line(const Cadence& cadence, const Judgement& judgement) {
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
    const Progress progress = cadence.progress(target);
    line.met_on = progress.met_on;
    line.forecast = progress.forecast;
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
  if (week.main) line.main = target_line(cadence, *week.main);
  return line;
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
          .learned = talk.learnings > 0};
}

std::string share_text(std::int64_t done, std::int64_t expected, Metric metric) {
  if (row_of(metric).unit == Unit::minutes)
    return length_text(Minutes(done)) + " of " + length_text(Minutes(expected));
  return std::to_string(done) + " of " + amount_text(expected, metric);
}

namespace {

/// Why less is expected than people know the target to ask for: "3h in a full week".
std::string whole_text(const TargetLine& line) {
  if (line.whole <= line.expected) return "";
  const char* const period = line.every.unit == Every::Unit::week      ? "week"
                             : line.every.unit == Every::Unit::month   ? "month"
                             : line.every.unit == Every::Unit::quarter ? "quarter"
                                                                       : "period";
  return " (" + amount_text(line.whole, line.metric) + " in a full " + period + ")";
}

}  // namespace

std::string caption_of(const TargetLine& line, Date today) {
  if (line.state == State::paused || line.state == State::not_a_member)
    return amount_text(line.done, line.metric) + ", nothing expected";
  std::string share = share_text(line.done, line.expected, line.metric);
  if (line.every.unit != Every::Unit::once)
    return share + whole_text(line) + ", " + state_text(line.state);
  if (line.state == State::met)
    return share + ", met" + (line.met_on ? ' ' + day_text(*line.met_on, today) : std::string());
  if (line.period.until < last_date)
    return share + " by " + last_day_text(line.period, today) + ", " + state_text(line.state);
  if (line.forecast) return share + ", at this pace on " + day_text(*line.forecast, today);
  return share;
}

std::string verdict_of(const WeekLine& week, const std::vector<TargetLine>& targets,
                       std::optional<Date> judged_from, Date today) {
  if (week.state == State::not_a_member)
    return "No working day as a member in this week: nothing is expected";
  if (week.state == State::onboarding) return onboarding_verdict(targets, judged_from, today);
  if (!week.main) return "Paused: no target asks for anything in this week";
  const TargetLine& main = *week.main;
  const std::string share = share_text(main.done, main.expected, main.metric);
  const std::string verdict = capitalised(state_text(week.state)) + ": ";
  switch (week.state) {
    case State::paused:
      return verdict + "no working day available, nothing is expected" +
             (main.done > 0 ? "; " + amount_text(main.done, main.metric) + " done" : "");
    case State::partial:
      return verdict + share + ", not judged: a member for part of it only";
    case State::on_pace:
    case State::behind:
    case State::out_of_reach:
      return verdict + share + ", " + amount_text(main.missing(), main.metric) +
             " still needed by " + last_day_text(main.period, today);
    case State::missed:
      return verdict + share + (week.forgiven ? ", forgiven" : "");
    default:
      return verdict + share;
  }
}

std::string confirm_text(const std::vector<std::int64_t>& plans) {
  constexpr std::size_t most_named = 3;
  if (plans.empty()) return {};
  std::string text =
      plans.size() == 1 ? "1 plan is past. Was it held? rapport"
                        : std::to_string(plans.size()) + " plans are past. Were they held? rapport";
  for (std::size_t i = 0; i < std::min(plans.size(), most_named); ++i)
    text += (i == 0 ? " held " : ", held ") + std::to_string(plans[i]);
  if (plans.size() > most_named) text += " …";
  return text + " (or cancel, no-show)";
}

std::string streak_text(const Streak& streak, const std::optional<TargetLine>& main) {
  const bool weekly = !main || main->every.unit == Every::Unit::week;
  const std::string unit = weekly ? "week" : "period";
  if (streak.judged == 0) return "no " + unit + " judged yet";
  return std::to_string(streak.streak) + ' ' + unit + (streak.streak == 1 ? "" : "s") + ", met " +
         std::to_string(streak.met) + " of the last " + std::to_string(streak.judged);
}

KeyValues week_facts(const std::string& pm, const WeekLine& week, const Streak& streak) {
  const auto fact = [](std::string key, Value value) {
    return KeyValue{
        .key = std::move(key), .cell = {.value = std::move(value)}, .audience = Audience::programs};
  };
  const auto number = [](std::int64_t value) { return Value(value); };
  return {{fact("pm", pm), fact("label", week.label), fact("from", week.days.from),
           fact("until", week.days.until), fact("state", std::string(name_of(week.state))),
           fact("streak", number(streak.streak)), fact("met", number(streak.met)),
           fact("judged", number(streak.judged)), fact("sessions", number(week.sessions)),
           fact("one_hour_sessions", number(week.one_hour_sessions)),
           fact("on_site_sessions", number(week.on_site_sessions)),
           fact("discovery_minutes", number(week.discovery_minutes)),
           fact("customers", number(week.customers))}};
}

}  // namespace rapport
