#include <algorithm>
#include <array>

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

constexpr std::array mark_rows{
    MarkRow{State::met, 'M', "met", Tone::good},
    MarkRow{State::missed, 'x', "missed", Tone::bad},
    MarkRow{State::partial, 'p', "partial", Tone::quiet},
    MarkRow{State::paused, '=', "paused", Tone::quiet},
    MarkRow{State::onboarding, 'o', "onboarding", Tone::plain},
    MarkRow{State::not_a_member, '.', "not a member", Tone::quiet},
    MarkRow{State::on_pace, '>', "on pace", Tone::good},
    MarkRow{State::behind, '<', "behind", Tone::warn},
    MarkRow{State::out_of_reach, '!', "out of reach", Tone::bad},
};

const MarkRow& row_for(State state) {
  return *std::find_if(mark_rows.begin(), std::prev(mark_rows.end()),
                       [&](const MarkRow& row) { return row.state == state; });
}

int level_of(const WeekLine& week) {
  constexpr std::int64_t highest = 8;
  if (week.expected() <= 0 || week.done() <= 0) return 0;
  return static_cast<int>(
      std::clamp<std::int64_t>(week.done() * highest / week.expected(), 1, highest));
}

}  // namespace

Tone tone_of(State state) { return row_for(state).tone; }

char mark_of(const WeekLine& week) {
  return week.forgiven ? forgiven_mark : row_for(week.state).mark;
}

std::string marks_legend(const std::vector<WeekLine>& weeks) {
  std::string legend;
  const auto add = [&](char mark, std::string_view meaning) {
    const bool used = std::any_of(weeks.begin(), weeks.end(),
                                  [&](const WeekLine& week) { return mark_of(week) == mark; });
    if (!used) return;
    if (!legend.empty()) legend += ", ";
    legend += mark;
    legend += ' ';
    legend += meaning;
  };
  for (const auto& row : mark_rows) {
    add(row.mark, row.meaning);
    if (row.state == State::missed) add(forgiven_mark, "missed and forgiven");
  }
  return legend;
}

StripMark strip_mark(const WeekLine& week) {
  std::string title = week.label + ": ";
  if (week.main) title += share_text(week.done(), week.expected(), week.main->metric) + ", ";
  title += state_text(week.state);
  if (week.forgiven) title += ", forgiven";
  return {.mark = mark_of(week),
          .level = level_of(week),
          .tone = week.forgiven ? Tone::warn : tone_of(week.state),
          .title = std::move(title),
          .label = week.label,
          .off = week.state == State::paused};
}

Bars bars_of(const std::vector<TargetLine>& lines, Date today) {
  Bars bars;
  for (const auto& line : lines)
    bars.bars.push_back({.label = line.name,
                         .done = static_cast<double>(line.done),
                         .expected = static_cast<double>(line.expected),
                         .caption = caption_of(line, today),
                         .tone = tone_of(line.state)});
  return bars;
}

}  // namespace rapport
