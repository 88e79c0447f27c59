#include <algorithm>
#include <array>

#include "rapport/base/phrase.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

struct MarkRow {
  State state;
  char mark;
  std::string_view meaning;
  Tone tone;
};

constexpr char forgiven_mark = '~';
constexpr char unheard_mark = '?';

constexpr std::array mark_rows{
    MarkRow{State::met, 'M', "met", Tone::good},
    MarkRow{State::missed, 'x', "missed", Tone::bad},
    MarkRow{State::partial, 'p', "partial", Tone::quiet},
    MarkRow{State::paused, '=', "paused", Tone::quiet},
    MarkRow{State::onboarding, 'o', "onboarding", Tone::plain},
    MarkRow{State::stalled, 's', "onboarding stalled", Tone::warn},
    MarkRow{State::not_a_member, '.', "not a member", Tone::quiet},
    MarkRow{State::on_pace, '>', "on pace", Tone::good},
    MarkRow{State::behind, '<', "behind", Tone::warn},
    MarkRow{State::out_of_reach, '!', "out of reach", Tone::bad},
};

const MarkRow& row_for(State state) {
  return *std::find_if(mark_rows.begin(), std::prev(mark_rows.end()),
                       [&](const MarkRow& row) { return row.state == state; });
}

char mark_of(const WeekLine& week) {
  if (week.unheard) return unheard_mark;
  return week.forgiven ? forgiven_mark : row_for(week.state).mark;
}

int level_of(const WeekLine& week) {
  constexpr std::int64_t highest = 8;
  if (week.expected() <= 0 || week.done() <= 0) return 0;
  return static_cast<int>(
      std::clamp<std::int64_t>(week.done() * highest / week.expected(), 1, highest));
}

}  // namespace

Tone tone_of(State state) { return row_for(state).tone; }

Tone tone_of(const WeekLine& week) {
  if (week.unheard) return Tone::quiet;
  return week.forgiven ? Tone::warn : tone_of(week.state);
}

StripMark strip_mark(const WeekLine& week) {
  const std::string share = share_text(week);
  return {.mark = mark_of(week),
          .level = level_of(week),
          .tone = tone_of(week),
          .title = week.label + ": " + share + (share.empty() ? "" : ", ") + state_text(week),
          .label = week.label,
          .off = week.state == State::paused};
}

std::vector<StripMark> strip_marks(const std::vector<WeekLine>& weeks) {
  std::vector<StripMark> marks;
  for (const WeekLine& week : weeks) marks.push_back(strip_mark(week));
  return marks;
}

std::string strip_legend(const std::vector<WeekLine>& weeks) {
  std::vector<std::string> meanings;
  const auto add = [&](char mark, std::string_view meaning) {
    if (std::any_of(weeks.begin(), weeks.end(),
                    [&](const WeekLine& week) { return mark_of(week) == mark; }))
      meanings.push_back(std::string(1, mark) + ' ' + std::string(meaning));
  };
  for (const auto& row : mark_rows) {
    add(row.mark, row.meaning);
    if (row.state == State::missed) add(forgiven_mark, "grace week");
    if (row.state == State::missed) add(unheard_mark, "not known yet");
  }
  return joined(meanings);
}

}  // namespace rapport
