#include <doctest/doctest.h>

#include <algorithm>

#include "life.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/render/format.hpp"
#include "rapport/report/status.hpp"
#include "rapport/report/team.hpp"
#include "rapport/report/trend.hpp"
#include "rapport/report/week.hpp"
#include "rounds.hpp"

/// What is read from a checkpoint on says the same as what is read from the first day on.
namespace rapport {
namespace {

constexpr int weeks_shown = 8;

std::string shown(const Document& document) {
  return find_format("json")->render(document, {.today = first_date}) +
         find_format("text")->render(document, {.width = 100, .today = first_date});
}

/// Every report on the weeks of `days`, the last of which is the running one.
std::string reports(const Cadence& cadence, const DateRange& days) {
  std::string text = shown(document_of(build_status(cadence)));
  text += standing_text(build_status(cadence));
  const int weeks = days.days() / 7;
  if (weeks >= 4) {
    text += shown(document_of(build_trend(cadence, weeks)));
    for (Date day = days.from + Days{21}; day < days.until; day += Days{7})
      text += shown(document_of(build_week(cadence, day)));
  }
  if (weeks >= team_weeks) {
    TeamReport team = begin_team(cadence.book(), cadence.today());
    add_pm(team, cadence);
    text += shown(document_of(team));
  }
  return text;
}

/// The talks that are read beside a checkpoint.
PmFacts beside(PmFacts own, const Checkpoint& checkpoint) {
  std::erase_if(own.talks, [&](const Talk& talk) {
    return talk.start.date < checkpoint.day &&
           std::none_of(checkpoint.named.begin(), checkpoint.named.end(),
                        [&](const auto& named) { return named.number == talk.number; });
  });
  own.before = checkpoint;
  return own;
}

/// `life` as it may have been before some of what happened from `day` on was known.
Life earlier_life(Life life, Date day, Dice& dice) {
  const auto forgets = [&](Date date) { return date >= day && dice.chance(50); };
  std::erase_if(life.own.talks, [&](const Talk& talk) { return forgets(talk.start.date); });
  std::erase_if(life.book.offs, [&](const Off& off) { return forgets(off.days.from); });
  for (auto& [uid, customer] : life.book.customers)
    std::erase_if(customer.classes, [&](const auto& dated) { return forgets(dated.first); });
  if (day < life.book.now.date)
    life.book.now.date =
        day + Days{dice.between(0, static_cast<int>((life.book.now.date - day).count()))};
  return life;
}

struct Tried {
  int covered = 0;
  int built_upon = 0;
};

void try_life(std::uint64_t seed, Tried& tried) {
  Dice dice(seed);
  const Life life = random_life(seed);
  const Cadence whole(life.book, life.own);
  const Date today = life.book.now.date;
  const Date day = today - Days{dice.between(0, 150)};
  const Life before = earlier_life(life, day, dice);
  const auto checkpoint = Cadence(before.book, before.own).checkpoint(day);
  if (!checkpoint || checkpoint->day > day) return;
  const Cadence since(life.book, beside(life.own, *checkpoint));
  const DateRange running = week_of(today, life.book.rules.week_start);
  for (int weeks = 1; weeks <= weeks_shown; ++weeks) {
    const DateRange days{running.from - Days{7 * (weeks - 1)}, running.until};
    if (!covers(*checkpoint, life.book, life.own.pm, days)) break;
    ++tried.covered;
    CHECK_MESSAGE(reports(since, days) == reports(whole, days), "RAPPORT_SEED=", seed, " ",
                  to_string(checkpoint->day));
  }
  if (!covers(*checkpoint, life.book, life.own.pm, running)) return;
  const auto next = since.checkpoint(today - Days{7 * dice.between(0, 3)});
  if (!next) return;
  ++tried.built_upon;
  CHECK_MESSAGE(next == whole.checkpoint(next->day), "RAPPORT_SEED=", seed, " upon ",
                to_string(checkpoint->day), " ", to_string(next->day));
}

}  // namespace

TEST_CASE("a checkpoint stands for the talks before it") {
  Tried tried;
  const auto first = first_seed();
  for (int round = 0; round < 10 * rounds(); ++round)
    try_life(first + static_cast<std::uint64_t>(round), tried);
  MESSAGE(tried.covered, " spans of weeks, ", tried.built_upon, " checkpoints upon others");
  CHECK(tried.covered > rounds() / 10);
  CHECK(tried.built_upon > rounds() / 20);
}

}  // namespace rapport
