#include "rapport/report/standings.hpp"

#include "rapport/base/text.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

std::string state_change_text(const StandingChange& change) {
  return state_text(change.before) + " → " + state_text(change.after);
}

/// "1h 50m → 3h 20m, missed → met"
std::string sum_and_state_text(const StandingChange& change) {
  std::string text;
  const bool counts_otherwise = change.done_before != change.done_after;
  if (counts_otherwise)
    text += amount_text(change.done_before, change.metric) + " → " +
            amount_text(change.done_after, change.metric);
  if (change.before != change.after)
    text += (counts_otherwise ? ", " : "") + state_change_text(change);
  return text;
}

std::string target_change_text(const StandingChange& change) {
  return printable(change.pm) + ", " + printable(change.target) + " (" + change.period +
         "): " + sum_and_state_text(change);
}

bool continues(const StandingChange& week, const StandingChange& next) {
  return next.target.empty() && week.pm == next.pm && week.days.until == next.days.from &&
         week.changes_state() && week.before == next.before && week.after == next.after;
}

}  // namespace

std::vector<std::string> standing_lines(const std::vector<StandingChange>& changes) {
  std::vector<std::string> lines;
  for (auto first = changes.begin(); first != changes.end();) {
    auto last = first;
    if (first->target.empty()) {
      while (last + 1 != changes.end() && continues(*last, *(last + 1))) ++last;
      lines.push_back(printable(first->pm) + ' ' + first->period +
                      (last == first ? ": " + sum_and_state_text(*first)
                                     : " to " + last->period + ": " + state_change_text(*first)));
    } else {
      lines.push_back(target_change_text(*first));
    }
    first = last + 1;
  }
  return lines;
}

std::vector<Block> effect_blocks(const std::vector<StandingChange>& changes) {
  std::vector<Block> blocks;
  for (const StandingChange& change : changes)
    blocks.emplace_back(
        Text{target_change_text(change), change.lowers() ? Tone::warn : Tone::plain});
  blocks.emplace_back(table_of({.key = effects_key, .audience = Audience::programs}, changes,
                               {{"pm", "", &StandingChange::pm},
                                {"target", "", &StandingChange::target},
                                {"period", "", &StandingChange::period},
                                {"before", "", &StandingChange::done_before},
                                {"after", "", &StandingChange::done_after},
                                {"unit", "",
                                 [](const StandingChange& change) {
                                   return std::string(name_of(row_of(change.metric).unit));
                                 }},
                                {"state_before", "", named(&StandingChange::before)},
                                {"state_after", "", named(&StandingChange::after)}}));
  return blocks;
}

Table flips_table(const std::vector<StandingChange>& changes) {
  return table_of({.key = "flips", .audience = Audience::programs}, changes,
                  {{"pm", "PM", &StandingChange::pm},
                   {"label", "Week", &StandingChange::period},
                   {"from", "From", [](const StandingChange& change) { return change.days.from; }},
                   {"before", "Before", named(&StandingChange::before)},
                   {"after", "After", named(&StandingChange::after)}});
}

std::string flips_title(const std::vector<StandingChange>& changes) {
  return "this changes how " + (changes.size() == 1
                                    ? "a past week stands"
                                    : std::to_string(changes.size()) + " past weeks stand");
}

}  // namespace rapport
