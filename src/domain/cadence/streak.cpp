#include <algorithm>
#include <array>

#include "rapport/domain/cadence.hpp"

namespace rapport {
namespace {

constexpr int forgiving_after = 4;         // judged periods in a row that were met
constexpr std::size_t hit_rate_over = 13;  // a quarter of weeks

}  // namespace

StreakResult streak_of(std::span<const State> states) {
  StreakResult result{.streak = {}, .forgiven = std::vector<bool>(states.size(), false)};
  int streak = 0;
  int met_in_a_row = 0;
  std::vector<bool> judged;
  for (std::size_t at = 0; at < states.size(); ++at) {
    if (states[at] == State::met) {
      ++streak;
      ++met_in_a_row;
      judged.push_back(true);
    } else if (states[at] == State::missed) {
      if (met_in_a_row >= forgiving_after)
        result.forgiven[at] = true;
      else
        streak = 0;
      met_in_a_row = 0;
      judged.push_back(false);
    }
  }
  if (judged.size() > hit_rate_over)
    judged.erase(judged.begin(), judged.end() - static_cast<std::ptrdiff_t>(hit_rate_over));
  result.streak = {.streak = streak,
                   .met = static_cast<int>(std::count(judged.begin(), judged.end(), true)),
                   .judged = static_cast<int>(judged.size())};
  return result;
}

std::string_view name_of(State state) {
  constexpr std::array names{"met",     "on-pace", "behind",     "out-of-reach", "missed",
                             "partial", "paused",  "onboarding", "stalled",      "not-a-member"};
  return names.at(static_cast<std::size_t>(state));
}

std::string state_text(State state) {
  std::string text(name_of(state));
  std::replace(text.begin(), text.end(), '-', ' ');
  return text;
}

}  // namespace rapport
