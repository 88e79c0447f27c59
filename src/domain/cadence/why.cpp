#include "rapport/base/phrase.hpp"
#include "rapport/domain/cadence.hpp"

namespace rapport {
namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

/// "2h of 3h".
std::string compared(const Judgement& judgement) {
  const Metric metric = judgement.target->metric;
  return amount_text(judgement.done, metric) + " of " + amount_text(judgement.expected, metric);
}

std::string target_finding(const Target& target, Date today) {
  std::string text = target.name + ": " + amount_text(target.amount, target.metric);
  text += target.every.is_once() ? ", once" : " every " + to_string(target.every);
  if (target.pm) text += ", for this PM alone";
  if (target.from > first_date) text += ", in force from " + day_text(target.from, today);
  return text;
}

std::string done_finding(const Cadence& cadence, const Judgement& judgement) {
  const Target& target = *judgement.target;
  std::int64_t counted = 0;
  std::int64_t others = 0;
  for (const auto& entry : cadence.entries(judgement.period)) {
    if (entry.to_come) continue;
    ++(obstacle(entry, target) ? others : counted);
  }
  const std::int64_t all = counted + others;
  const std::string done = amount_text(judgement.done, target.metric);
  if (all == 0) return done + ": no talk yet";
  return done + ": " + number(counted) + " of " + count_text(all, "talk") +
         (counted == 1 ? " counts" : " count");
}

std::string expected_finding(const Judgement& judgement) {
  const Metric metric = judgement.target->metric;
  const std::string expected = amount_text(judgement.expected, metric);
  if (judgement.target->every.is_once()) return expected + ": what is asked once is never lowered";
  const std::string available =
      number(judgement.available_days) + " of " + count_text(judgement.working_days, "working day");
  if (judgement.available_days == judgement.working_days) return expected + ": " + available;
  const bool minutes = row_of(metric).unit == Unit::minutes;
  return amount_text(judgement.amount, metric) + " × " + available + " = " + expected +
         (minutes ? ", up to a quarter of an hour" : ", rounded up");
}

std::string onboarding_finding(const Cadence& cadence) {
  const Date today = cadence.today();
  if (cadence.pm().judge_from)
    return "weeks count from " + day_text(*cadence.pm().judge_from, today) + " on, as was set";
  std::string text;
  for (const auto& progress : cadence.onboarding()) {
    text += progress.target->name + " has " + number(progress.done) + " of " +
            amount_text(progress.of, progress.target->metric);
    if (progress.met_on) text += ", met on " + day_text(*progress.met_on, today);
    if (progress.closed_on) text += " and recorded by " + day_text(*progress.closed_on, today);
    text += "; ";
  }
  text += "weeks count from the week after it was met and recorded";
  if (const auto from = cadence.judged_from()) text += ": " + day_text(*from, today);
  return text;
}

std::string stalled_finding(const Cadence& cadence, const Judgement& judgement) {
  std::string text = "nothing counted towards onboarding in the last " +
                     count_text(weeks_to_stall, "closed week") + " with a working day";
  if (judgement.target->every.is_once()) return text;
  return text + "; " + onboarding_finding(cadence);
}

std::string pace_finding(const Judgement& judgement) {
  const Metric metric = judgement.target->metric;
  const std::int64_t available = judgement.available_days;
  const std::int64_t asked =
      available == 0 ? 0 : (judgement.expected * judgement.passed_days + available - 1) / available;
  return number(judgement.passed_days) + " of " + number(available) +
         " working days are over, which ask for " + amount_text(asked, metric) +
         "; done: " + amount_text(judgement.done, metric);
}

std::string reach_finding(const Cadence& cadence, const Judgement& judgement) {
  const Metric metric = judgement.target->metric;
  const bool minutes = row_of(metric).unit == Unit::minutes;
  const Date next = std::max(cadence.today(), judgement.period.from);
  return amount_text(judgement.missing(), metric) + " missing and " +
         days_text((judgement.period.until - next).count()) + " left: more than " +
         (minutes ? "8h" : "8") + " a day";
}

std::string state_finding(const Cadence& cadence, const Judgement& judgement) {
  switch (judgement.state) {
    case State::met:
      return "done is at least what is expected: " + compared(judgement);
    case State::on_pace:
    case State::behind:
      if (judgement.available_days == 0) return "without a deadline there is no pace to keep";
      return pace_finding(judgement);
    case State::out_of_reach:
      return reach_finding(cadence, judgement);
    case State::missed:
      return "the period is over: " + compared(judgement);
    case State::partial:
      return "the membership began or ended within the period, so an unmet one does not count";
    case State::paused:
      return judgement.amount <= 0 ? "nothing is asked for"
                                   : "there was no working day, whatever was done";
    case State::onboarding:
      return onboarding_finding(cadence);
    case State::stalled:
      return stalled_finding(cadence, judgement);
    case State::not_a_member:
      break;
  }
  return "no working day as a member in the period";
}

}  // namespace

std::vector<Reason> why_judgement(const Cadence& cadence, const Judgement& judgement) {
  const Target& target = *judgement.target;
  const Date until = judgement.period.until;
  std::string period = period_label(target.every, judgement.period);
  if (until != last_date) period += ", until " + day_text(until - Days(1), cadence.today());
  return {{"target", target_finding(target, cadence.today())},
          {"period", period},
          {"done", done_finding(cadence, judgement)},
          {"expected", expected_finding(judgement)},
          {state_text(judgement.state), state_finding(cadence, judgement)}};
}

std::vector<TalkReason> why_talk(const Cadence& cadence, const Entry& entry) {
  std::vector<TalkReason> reasons;
  for (const auto& governed : cadence.targets().on(entry.talk->start.date)) {
    const Target& target = *governed.target;
    TalkReason reason{.target = &target};
    if (const auto why_not = reason_not_counted(entry, target)) {
      reason.finding = *why_not;
    } else if (!governed.period.contains(entry.talk->start.date)) {
      reason.finding = "outside of " + period_label(target.every, governed.period);
    } else {
      Seen seen;
      reason.counts = true;
      const auto advance = row_of(target.metric).advance;
      reason.finding =
          "counts " + amount_text(advance(entry, target, cadence.book(), seen), target.metric);
    }
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace rapport
