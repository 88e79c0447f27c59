#include "rapport/domain/target_history.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "rapport/domain/target.hpp"

namespace rapport {
namespace {

void sort_versions(std::vector<Target>& versions) {
  std::stable_sort(versions.begin(), versions.end(), [](const Target& a, const Target& b) {
    return std::tie(a.from, a.uid) < std::tie(b.from, b.uid);
  });
}

/// The first day of the unbroken run of versions with the same period that `at` belongs to:
/// what `N weeks` are counted from, so that a new amount does not move them.
Date anchor_of(std::span<const Target> versions, std::size_t at) {
  while (at > 0 && !versions[at - 1].removed && versions[at - 1].every == versions[at].every) --at;
  return versions[at].from;
}

DateRange once_period(const Target& target) {
  return {.from = target.onboarding ? first_date : target.from,
          .until = target.by ? *target.by + Days(1) : last_date};
}

}  // namespace

TargetHistory::TargetHistory(std::span<const Target> versions, const Uid& pm,
                             std::chrono::weekday first)
    : first_(first) {
  std::map<std::string, Line> by_name;
  const auto add = [&](const Target& target) {
    if (target.pm && *target.pm != pm) return;
    Line& line = by_name[target.name];
    (target.pm ? line.own : line.for_all).push_back(target);
  };
  for (const auto& target : default_targets()) add(target);
  for (const auto& target : versions) add(target);
  for (auto& [name, line] : by_name) {
    line.name = name;
    sort_versions(line.own);
    sort_versions(line.for_all);
    lines_.push_back(std::move(line));
  }
}

std::optional<Governed> TargetHistory::version_for(std::span<const Target> versions,
                                                   Date day) const {
  std::vector<DateRange> waiting;  // from the first day of a newer version to its first period
  for (std::size_t at = versions.size(); at-- > 0;) {
    const Target& target = versions[at];
    if (target.every.is_once()) {
      if (target.from > day) continue;
      if (target.until && *target.until <= day) return std::nullopt;
      return Governed{.target = &target, .period = once_period(target)};
    }
    const DateRange period = period_around(target.every, anchor_of(versions, at), day, first_);
    const bool by_weeks = target.every.unit == Every::Unit::weeks;
    const Date from = by_weeks ? week_start(target.from, first_) : target.from;
    if (from > period.from) {
      if (from <= day) waiting.push_back({.from = from, .until = period.until});
      continue;
    }
    if (target.until && *target.until <= period.from) return std::nullopt;
    // A month does not begin for the days until the first week of what takes its place.
    const bool cut_short = period.days() > 7 &&
                           std::any_of(waiting.begin(), waiting.end(), [&](const DateRange& days) {
                             return days.from <= period.from && days.until < period.until;
                           });
    return Governed{.target = cut_short ? nullptr : &target, .period = period};
  }
  return std::nullopt;
}

std::optional<Governed> TargetHistory::find(const Line& line, Date day) const {
  auto governed = version_for(line.own, day);
  if (governed)
    governed->own = true;
  else
    governed = version_for(line.for_all, day);
  if (governed && (governed->target == nullptr || governed->target->removed)) return std::nullopt;
  return governed;
}

std::optional<Governed> TargetHistory::find(std::string_view name, Date day) const {
  for (const auto& line : lines_)
    if (line.name == name) return find(line, day);
  return std::nullopt;
}

std::vector<Governed> TargetHistory::on(Date day) const {
  std::vector<Governed> all;
  for (const auto& line : lines_)
    if (const auto governed = find(line, day)) all.push_back(*governed);
  const auto main = main_on(day);
  const auto rank = [&](const Governed& governed) {
    if (main && governed.target == main->target) return 0;
    return governed.target->every.is_once() ? 2 : 1;
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Governed& a, const Governed& b) { return rank(a) < rank(b); });
  return all;
}

std::optional<Governed> TargetHistory::main_on(Date day) const {
  const auto better = [](const Governed& a, const Governed& b) {
    if (a.target->main != b.target->main) return a.target->main;
    if (!a.target->main) return false;
    return std::tie(a.own, a.target->from, a.target->uid) >
           std::tie(b.own, b.target->from, b.target->uid);
  };
  std::optional<Governed> best;
  for (const auto& line : lines_) {
    const auto governed = find(line, day);
    if (!governed || governed->target->every.is_once()) continue;
    if (!best || better(*governed, *best)) best = governed;
  }
  return best;
}

std::vector<const Target*> TargetHistory::onboarding() const {
  std::vector<const Target*> flagged;
  for (const auto& governed : once())
    if (governed.target->onboarding) flagged.push_back(governed.target);
  return flagged;
}

std::vector<Governed> TargetHistory::once() const {
  std::vector<Governed> found;
  for (const auto& line : lines_)
    for (const auto* versions : {&line.own, &line.for_all})
      for (const auto& target : *versions)
        if (target.every.is_once() && !target.removed)
          found.push_back({.target = &target, .period = once_period(target)});
  return found;
}

std::vector<std::string> TargetHistory::names() const {
  std::vector<std::string> names;
  names.reserve(lines_.size());
  for (const auto& line : lines_) names.push_back(line.name);
  return names;
}

/// Of a periodic version the first day of a whole period.
Date TargetHistory::first_governed(std::span<const Target> versions, std::size_t at) const {
  const Target& version = versions[at];
  if (version.every.is_once()) return version.from;
  if (version.every.unit == Every::Unit::weeks) return week_start(version.from, first_);
  const DateRange period = period_around(version.every, version.from, version.from, first_);
  return period.from == version.from ? period.from : period.until;
}

std::optional<DateRange> TargetHistory::in_force(const Target& version) const {
  const auto line = std::find_if(lines_.begin(), lines_.end(),
                                 [&](const Line& one) { return one.name == version.name; });
  if (line == lines_.end()) return std::nullopt;
  const std::vector<Target>& versions = version.pm ? line->own : line->for_all;
  const auto is_it = [&](const Target* one) {
    return one != nullptr && one->from == version.from && one->uid == version.uid;
  };
  const auto found = std::find_if(versions.begin(), versions.end(),
                                  [&](const Target& one) { return is_it(&one); });
  if (found == versions.end()) return std::nullopt;
  const auto at = static_cast<std::size_t>(found - versions.begin());
  DateRange days{.from = first_governed(versions, at), .until = last_date};
  for (std::size_t newer = at + 1; newer < versions.size(); ++newer)
    days.until = std::min(days.until, first_governed(versions, newer));
  // Its last period may go on past its `until`, and may not begin where it would be cut short.
  const auto governs = [&](Date day) {
    const auto governed = version_for(versions, day);
    return governed && is_it(governed->target);
  };
  if (version.until && *version.until < days.until) {
    const DateRange last =
        period_around(version.every, anchor_of(versions, at), *version.until, first_);
    days.until = version.every.is_once() || last.from == *version.until
                     ? *version.until
                     : std::min(days.until, last.until);
  }
  if (!days.empty() && days.until != last_date && !version.every.is_once() &&
      !governs(days.until - Days{1}))
    days.until =
        period_around(version.every, anchor_of(versions, at), days.until - Days{1}, first_).from;
  return days.empty() ? std::nullopt : std::optional{days};
}

Date starts_on(Novelty novelty, const Target& target, Date today, std::chrono::weekday first) {
  const bool added = novelty == Novelty::added;
  if (target.every.is_once()) {
    if (!target.onboarding) return added ? first_date : target.from;
    const DateRange week = week_of(today, first);
    return added ? week.from : week.until;
  }
  const DateRange period = period_around(target.every, added ? today : target.from, today, first);
  return added ? period.from : period.until;
}

}  // namespace rapport
