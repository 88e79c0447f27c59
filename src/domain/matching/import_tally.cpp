#include <algorithm>

#include "rapport/domain/import_plan.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_problems = 1'000;
constexpr std::size_t most_titles = 3;

}  // namespace

std::string_view skip_text(SkipReason reason) {
  switch (reason) {
    case SkipReason::all_day:
      return "all day";
    case SkipReason::no_length:
      return "no length";
    case SkipReason::cancelled:
      return "cancelled";
    case SkipReason::declined:
      return "declined";
    case SkipReason::solo:
      return "nobody else in it";
    case SkipReason::internal:
      return "colleagues alone";
    case SkipReason::unmatched:
      return "no known customer";
    case SkipReason::before_join:
      return "before the first day as a member";
    case SkipReason::other_pm:
      return "of other PMs";
    case SkipReason::no_talk:
      return "no talk";
    case SkipReason::unreadable:
      return "cannot be read";
  }
  return "";
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
  switch (one.talk->change) {
    case ImportChange::added: {
      const Status status = one.talk->talk.status;
      ++(status == Status::held ? held : status == Status::planned ? planned : called_off);
      break;
    }
    case ImportChange::adopted:
      ++adopted;
      break;
    case ImportChange::same:
      ++same;
      break;
    default:
      ++changed;
  }
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
