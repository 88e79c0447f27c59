#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rapport/domain/cadence.hpp"
#include "rounds.hpp"

namespace rapport {
namespace {

/// M met, x missed, P paused, p partial, o on pace, n not a member.
State state_for(char letter) {
  switch (letter) {
    case 'M':
      return State::met;
    case 'x':
      return State::missed;
    case 'P':
      return State::paused;
    case 'p':
      return State::partial;
    case 'n':
      return State::not_a_member;
    default:
      return State::on_pace;
  }
}

StreakResult play(const std::string& weeks) {
  std::vector<State> states;
  for (const char week : weeks) states.push_back(state_for(week));
  return streak_of(states);
}

/// Weeks that are neither met nor missed left out.
std::string judged_only(const std::string& weeks) {
  std::string result;
  for (const char week : weeks)
    if (week == 'M' || week == 'x') result += week;
  return result;
}

/// The rule read backwards: met weeks since the last miss that the four before it do not excuse.
int streak_backwards(const std::string& judged) {
  int streak = 0;
  for (std::size_t at = judged.size(); at-- > 0;) {
    if (judged[at] == 'M') {
      ++streak;
    } else if (at < 4 || judged.substr(at - 4, 4) != "MMMM") {
      return streak;
    }
  }
  return streak;
}

}  // namespace

TEST_CASE("streak: every sequence of up to twelve weeks, read forwards and backwards") {
  for (std::size_t length = 0; length <= 12; ++length)
    for (unsigned bits = 0; bits < (1U << length); ++bits) {
      std::string weeks;
      for (std::size_t at = 0; at < length; ++at) weeks += (bits >> at) & 1U ? 'M' : 'x';
      if (play(weeks).streak.streak != streak_backwards(weeks)) FAIL_CHECK(weeks);
    }
}

TEST_CASE("streak: weeks that are neither met nor missed are transparent") {
  Dice dice(first_seed());
  const std::string letters = "MMMMMMxPpno";
  for (int round = 0; round < rounds() * 10; ++round) {
    std::string weeks;
    for (int length = dice.between(0, 40); length > 0; --length) weeks += dice.pick(letters);
    const std::string judged = judged_only(weeks);
    const StreakResult result = play(weeks);
    if (!(result.streak == play(judged).streak)) FAIL_CHECK(weeks);
    if (result.streak.streak != streak_backwards(judged)) FAIL_CHECK(weeks);
    const std::string last = judged.substr(judged.size() > 13 ? judged.size() - 13 : 0);
    if (result.streak.judged != static_cast<int>(last.size())) FAIL_CHECK(weeks);
    if (result.streak.met != std::count(last.begin(), last.end(), 'M')) FAIL_CHECK(weeks);
    for (std::size_t at = 0; at < weeks.size(); ++at)
      if (result.forgiven[at] && weeks[at] != 'x') FAIL_CHECK(weeks);
  }
}

TEST_CASE("streak: the examples of the rules") {
  CHECK(play("MMMMxMM").streak.streak == 6);
  CHECK(play("MMMMx").streak.streak == 4);
  CHECK(play("MMMMx").forgiven.back());
  CHECK(play("MMMMxMx").streak.streak == 0);
  CHECK(play("MMxMx").streak.streak == 0);
  CHECK(play("MMPMMxM").streak.streak == 5);
}

}  // namespace rapport
