#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "life.hpp"
#include "rapport/domain/cadence.hpp"
#include "rounds.hpp"

/// What holds for every life, whatever the rules come to in it.
namespace rapport {
namespace {

using Figures = std::map<std::string, std::int64_t>;

Date first_day(const Life& life) {
  Date first = life.book.now.date;
  for (const auto& talk : life.own.talks) first = std::min(first, talk.start.date);
  for (const Date day : life.own.pm.joined) first = std::min(first, day);
  return first;
}

/// What is done for every target in each of its periods, and how far what is asked once has come.
Figures progress_of(const Life& life) {
  Figures figures;
  const Cadence cadence(life.book, life.own);
  for (Date day = first_day(life); day <= cadence.today(); day += Days(7))
    for (const auto& judgement : cadence.judge_all(day)) {
      const std::string key = judgement.target->name + " " + to_string(judgement.target->uid) +
                              " " + to_string(judgement.period.from) + " ";
      figures[key + "done"] = judgement.done;
      figures[key + "met"] = judgement.missing() == 0 ? 1 : 0;
    }
  for (const auto& progress : cadence.onboarding())
    figures[progress.target->name + " progress"] = progress.done;
  return figures;
}

/// All that is said of the weeks up to that of `last`, a line each.
std::vector<std::string> verdicts(const Life& life, Date last) {
  const Cadence cadence(life.book, life.own);
  std::vector<std::string> lines;
  for (const auto& week : cadence.weeks(first_day(life), last)) {
    std::ostringstream out;
    const Streak streak = cadence.streak(week.days.from);
    out << week.label << " " << name_of(week.state) << " " << week.sessions << " "
        << week.one_hour_sessions << " " << week.on_site_sessions << " " << week.session_minutes
        << " " << week.discovery_minutes << " " << week.customers << " " << week.forgiven << " "
        << streak.streak << " " << streak.met << " " << streak.judged;
    if (week.main)
      out << " " << week.main->target->name << " " << week.main->done << " of "
          << week.main->expected << " of " << week.main->amount;
    lines.push_back(out.str());
  }
  return lines;
}

/// The targets of each week and the talks, beside its verdict.
std::vector<std::string> everything(const Life& life) {
  std::vector<std::string> lines = verdicts(life, life.book.now.date + Days(14));
  const Cadence cadence(life.book, life.own);
  for (Date day = first_day(life); day <= cadence.today(); day += Days(7))
    for (const auto& judgement : cadence.judge_all(day)) {
      std::ostringstream out;
      out << to_string(day) << " " << judgement.target->name << " "
          << to_string(judgement.target->uid) << " " << name_of(judgement.state) << " "
          << judgement.done << " of " << judgement.expected << " " << judgement.judged
          << judgement.main << judgement.closed;
      lines.push_back(out.str());
    }
  for (const auto& progress : cadence.onboarding()) {
    std::ostringstream out;
    out << progress.target->name << " " << progress.done;
    for (const auto& day : {progress.met_on, progress.closed_on, progress.forecast})
      out << " " << (day ? to_string(*day) : "-");
    for (const Talk* talk : progress.talks) out << " " << talk->number;
    lines.push_back(out.str());
  }
  for (const auto& entry : cadence.entries())
    for (const auto& governed : cadence.targets().on(entry.talk->start.date))
      lines.push_back(std::to_string(entry.talk->number) + " " + governed.target->name + " " +
                      reason_not_counted(entry, *governed.target).value_or("counts"));
  return lines;
}

/// A figure that is lower in `after`; empty when none is.
std::string lowered(const Figures& before, const Figures& after) {
  for (const auto& [key, figure] : before) {
    const auto now = after.find(key);
    if (now == after.end()) return key + " is gone";
    if (now->second < figure)
      return key + " " + std::to_string(figure) + " became " + std::to_string(now->second);
  }
  return "";
}

std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto [one, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (one == a.end() && other == b.end()) return "";
  return (one == a.end() ? "nothing" : *one) + "\nbecame\n" +
         (other == b.end() ? "nothing" : *other);
}

/// Tries a law, which says what breaks it, on random lives; of the first that breaks it the least
/// is shown.
template <typename Law>
void holds(Law law) {
  for (int round = 0; round < rounds(); ++round) {
    const std::uint64_t seed = first_seed() + static_cast<std::uint64_t>(round);
    const Life life = random_life(seed);
    const auto broken = [&](const Life& of) { return law(of, seed); };
    if (broken(life).empty()) continue;
    const Life least = shrunk(life, [&](const Life& of) { return !broken(of).empty(); });
    FAIL_CHECK("seed ", seed, ": ", broken(least), "\n", to_text(least));
    return;
  }
}

}  // namespace

TEST_CASE("one more talk never lowers what is done for any target") {
  holds([](const Life& life, std::uint64_t seed) {
    Life more = life;
    more.own.talks.push_back(random_talk(life, seed));
    more.own.talks.back().number = 1'000'000;
    const std::string lower = lowered(progress_of(life), progress_of(more));
    if (lower.empty()) return lower;
    return lower + " with a talk on " + to_string(more.own.talks.back().start);
  });
}

TEST_CASE("time off changes nothing that was done, raises nothing that is expected") {
  holds([](const Life& life, std::uint64_t seed) -> std::string {
    Dice dice(seed);
    Life off = life;
    const int length = static_cast<int>((life.book.now.date - first_day(life)).count());
    const Date from = first_day(life) + Days(dice.between(0, length));
    off.book.offs.push_back(
        {.uid = uid_of(900), .days = {.from = from, .until = from + Days(dice.between(1, 30))}});
    const Cadence before(life.book, life.own);
    const Cadence after(off.book, off.own);
    for (Date day = first_day(life); day <= before.today(); day += Days(7)) {
      const auto was = before.judge_all(day);
      const auto is = after.judge_all(day);
      if (was.size() != is.size()) return "other targets on " + to_string(day);
      for (std::size_t at = 0; at < was.size(); ++at) {
        const std::string of = was[at].target->name + " on " + to_string(day);
        if (was[at].done != is[at].done) return "other done of " + of;
        if (was[at].expected < is[at].expected) return "more expected of " + of;
      }
    }
    return "";
  });
}

TEST_CASE("the order in which facts are entered or read changes nothing") {
  holds([](const Life& life, std::uint64_t seed) {
    Life other = life;
    Dice dice(seed);
    const auto shuffle = [&](auto& vector) {
      std::shuffle(vector.begin(), vector.end(), dice.engine());
    };
    shuffle(other.own.talks);
    shuffle(other.own.stories);
    shuffle(other.book.targets);
    shuffle(other.book.offs);
    for (auto& talk : other.own.talks) {
      std::vector<Uid> people(talk.people.begin(), talk.people.end());
      shuffle(people);
      talk.people = FewUids(people);
    }
    return difference(everything(life), everything(other));
  });
}

TEST_CASE("a target that is changed from a later week on leaves past verdicts alone") {
  holds([](const Life& life, std::uint64_t seed) {
    Dice dice(seed);
    const Rules& rules = life.book.rules;
    const int length = static_cast<int>((life.book.now.date - first_day(life)).count());
    const Date day = first_day(life) + Days(dice.between(0, length));
    Life changed = life;
    // Of the same period and as important as what it changes, so that it is that which goes on.
    const Cadence before(life.book, life.own);
    const auto main = before.targets().main_on(day);
    if (!main) return std::string();
    Target next = *main->target;
    next.uid = uid_of(5000);
    next.from = std::max(main->period.until, week_of(day, rules.week_start).until);
    if (next.every.unit != Every::Unit::weeks) next.from = std::max(next.from, main->period.until);
    next.until.reset();
    next.amount = dice.between(1, 500);
    next.removed = dice.chance(20);
    changed.book.targets.push_back(next);
    const Date last = week_start(next.from, rules.week_start) - Days(1);
    return difference(verdicts(life, last), verdicts(changed, last));
  });
}

TEST_CASE("what lies ahead of the report date is not known to it") {
  holds([](const Life& life, std::uint64_t seed) {
    Dice dice(seed);
    const Date today = life.book.now.date;
    Life more = life;
    for (int n = 0; n < 5; ++n) {
      Talk talk = random_talk(life, seed + static_cast<std::uint64_t>(n) * 7919);
      talk.number = 1'000'000 + n;
      talk.start.date = today + Days(dice.between(1, 40));
      talk.recorded = life.book.now;
      talk.status = Status::held;
      more.own.talks.push_back(talk);
      more.own.stories.push_back(today + Days(dice.between(1, 40)));
    }
    const Date next = week_of(today, life.book.rules.week_start).until + Days(40);
    Target target{.uid = uid_of(5000), .name = "weekly", .amount = 1, .main = true, .from = next};
    more.book.targets.push_back(target);
    const std::string other = difference(verdicts(life, today), verdicts(more, today));
    if (!other.empty()) return other;
    const std::string lower = lowered(progress_of(life), progress_of(more));
    return lower.empty() ? lowered(progress_of(more), progress_of(life)) : lower;
  });
}

TEST_CASE("a closed week that was judged keeps its verdict as time goes on") {
  holds([](const Life& life, std::uint64_t seed) {
    Dice dice(seed);
    Life later = life;
    later.book.now.date += Days(dice.between(1, 120));
    std::erase_if(later.own.talks,
                  [&](const Talk& talk) { return talk.start.date > life.book.now.date; });
    Life now = life;
    now.own.talks = later.own.talks;
    std::erase_if(now.own.stories, [&](Date day) { return day > life.book.now.date; });
    later.own.stories = now.own.stories;
    const Cadence before(now.book, now.own);
    const Cadence after(later.book, later.own);
    for (Date day = first_day(now); day <= before.today(); day += Days(7)) {
      const Week was = before.week(day);
      const Week is = after.week(day);
      if (!was.main || !was.main->closed || !was.main->judged) continue;
      if (was.state != is.state)
        return was.label + " was " + state_text(was.state) + ", is " + state_text(is.state);
    }
    return std::string();
  });
}

TEST_CASE("what is written down today turns no week into a miss and none into onboarding") {
  holds([](const Life& life, std::uint64_t seed) -> std::string {
    Life more = life;
    for (std::uint64_t n = 0; n < 4; ++n) {  // enough to meet an onboarding target now and then
      Talk talk = random_talk(life, seed + n * 7919);
      talk.number = 1'000'000 + static_cast<std::int64_t>(n);
      talk.recorded = life.book.now;
      more.own.talks.push_back(talk);
    }
    const Cadence before(life.book, life.own);
    const Cadence after(more.book, more.own);
    for (Date day = first_day(life); day <= before.today(); day += Days(7)) {
      const Week was = before.week(day);
      const Week is = after.week(day);
      if (is.state == State::missed && was.state != State::missed) return is.label + " is missed";
      if (before.is_onboarding(was.days) != after.is_onboarding(is.days))
        return is.label + " is onboarding in one of the two";
    }
    return "";
  });
}

}  // namespace rapport
