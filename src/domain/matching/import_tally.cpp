#include <algorithm>
#include <array>

#include "rapport/domain/import_plan.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_problems = 1'000;
constexpr std::size_t most_titles = 3;

using SkipText = std::pair<SkipReason, std::string_view>;
constexpr std::array skip_texts{
    SkipText{SkipReason::all_day, "all day"},
    SkipText{SkipReason::too_long, "longer than 12 hours (`--long` lets it in)"},
    SkipText{SkipReason::no_length, "no length (`--length 30m` gives one)"},
    SkipText{SkipReason::cancelled, "cancelled"},
    SkipText{SkipReason::declined, "declined"},
    SkipText{SkipReason::delegated, "somebody else went"},
    SkipText{SkipReason::solo, "nobody else in it"},
    SkipText{SkipReason::internal, "colleagues alone"},
    SkipText{SkipReason::unmatched, "no known customer"},
    SkipText{SkipReason::before_join, "before the first day as a member"},
    SkipText{SkipReason::other_pm, "other PMs'"},
    SkipText{SkipReason::no_talk, "no talk"},
    SkipText{SkipReason::removed, "removed here"},
    SkipText{SkipReason::unreadable, "cannot be read"}};

}  // namespace

std::string_view skip_text(SkipReason reason) {
  const auto row = std::find_if(skip_texts.begin(), skip_texts.end(),
                                [&](const auto& one) { return one.first == reason; });
  return row == skip_texts.end() ? "?" : row->second;
}

void ImportTally::add(const Skipped& one) {
  SkippedGroup& group = skipped[{one.reason, one.detail}];
  ++group.count;
  if (group.titles.size() < most_titles && !one.title.empty() &&
      std::find(group.titles.begin(), group.titles.end(), one.title) == group.titles.end())
    group.titles.push_back(one.title);
}

void ImportTally::add(const CandidatePlan& one, std::size_t line) {
  if (one.skipped) add(*one.skipped);
  if (one.problem) {
    ++bad;
    if (problems.size() < most_problems) problems.push_back({line, *one.problem});
  }
  if (!one.talk) return;
  if (!one.talk->unknown_zone.empty()) ++unknown_zones[one.talk->unknown_zone];
  const ImportChange change = one.talk->change;
  const Interaction& talk = one.talk->talk;
  if (one.talk->is_unanswered) ++unanswered;
  if (one.talk->keeps_ours) ++kept;
  if (one.talk->is_older) ++older;
  if (one.talk->is_newer) ++newer;
  if (change == ImportChange::added)
    ++(talk.status == Status::held ? held : talk.status == Status::planned ? planned : called_off);
  else
    ++(change == ImportChange::adopted ? adopted : change == ImportChange::same ? same : changed);
}

std::size_t ImportTally::skipped_for(SkipReason reason) const {
  std::size_t count = 0;
  for (const auto& [key, group] : skipped) count += key.first == reason ? group.count : 0;
  return count;
}

std::size_t ImportTally::all_skipped() const {
  std::size_t count = 0;
  for (const auto& [key, group] : skipped) count += group.count;
  return count;
}

void ImportPlan::add(CandidatePlan one) {
  tally.add(one);
  if (one.talk) talks.push_back(std::move(*one.talk));
  if (one.unknown) unknown.push_back(std::move(*one.unknown));
}

}  // namespace rapport
