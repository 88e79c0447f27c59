#include "command/cadence/target_plan.hpp"

#include <algorithm>

#include "rapport/domain/target.hpp"

namespace rapport {
namespace {

/// Stands for what the journal will give: newer than every uid of a version there is.
Uid provisional_uid(std::size_t index) {
  Uid uid;
  uid.bytes.fill(0xff);
  uid.bytes[14] = static_cast<std::uint8_t>(index >> 8);
  uid.bytes[15] = static_cast<std::uint8_t>(index);
  return uid;
}

bool is_periodic(const Target& target) { return target.every.unit != Every::Unit::once; }

std::string home_of(Store& store, const Target& target) {
  const auto pm = target.pm ? store.find<Pm>(*target.pm) : std::nullopt;
  return pm ? space::of(*pm) : space::team;
}

std::vector<Target> write_plan(Writing& writing, Store& store, const TargetPlan& plan) {
  bool changed = !plan.dropped.empty();
  for (const Uid& uid : plan.dropped) writing.remove<Target>(uid);
  std::vector<Target> saved;
  for (const Target& target : plan.put) {
    Uid uid = target.uid;
    if (uid.is_nil()) {
      uid = writing.add(target, home_of(store, target));
      changed = true;
    } else {
      changed = writing.update(target) || changed;
    }
    saved.push_back(store.find<Target>(uid).value());
  }
  if (changed) writing.commit();
  return saved;
}

}  // namespace

void put_version(TargetPlan& plan, std::span<const Target> versions, Target target) {
  for (const Target& other : versions)
    if (other.name == target.name && other.pm == target.pm && other.from == target.from) {
      target.uid = other.uid;
      target.number = other.number;
    }
  const auto planned = std::find_if(plan.put.begin(), plan.put.end(), [&](const Target& other) {
    return other.name == target.name && other.pm == target.pm && other.from == target.from;
  });
  if (planned == plan.put.end())
    plan.put.push_back(std::move(target));
  else
    *planned = std::move(target);
}

void take_mark_from_others(TargetPlan& plan, std::span<const Target> versions, const Target& target,
                           std::chrono::weekday first) {
  const TargetHistory history(versions, target.pm.value_or(Uid{}), first);
  for (const Governed& governed : history.on(target.from)) {
    if (!governed.target->main || governed.target->name == target.name) continue;
    if (governed.target->pm != target.pm) continue;  // that for all is weaker than one's own
    Target other = *governed.target;
    if (other.from != target.from) {
      other.uid = {};
      other.number = 0;
      other.from = target.from;
    }
    other.main = false;
    put_version(plan, versions, std::move(other));
  }
  for (Target other : versions) {
    if (!other.main || other.name == target.name || other.pm != target.pm) continue;
    if (other.from <= target.from) continue;
    other.main = false;
    put_version(plan, versions, std::move(other));
  }
}

void apply(const TargetPlan& plan, std::vector<Target>& versions) {
  std::erase_if(versions, [&](const Target& version) {
    return std::any_of(plan.dropped.begin(), plan.dropped.end(),
                       [&](const Uid& uid) { return uid == version.uid; });
  });
  std::size_t added = 0;
  for (Target target : plan.put) {
    const auto old = std::find_if(versions.begin(), versions.end(), [&](const Target& version) {
      return !target.uid.is_nil() && version.uid == target.uid;
    });
    if (old != versions.end()) {
      *old = std::move(target);
      continue;
    }
    target.uid = provisional_uid(added++);
    versions.push_back(std::move(target));
  }
}

Planned carry_out(Session& session, const std::string& verb, const std::optional<Uid>& pm, bool yes,
                  const std::function<TargetPlan(Store&)>& plan) {
  Planned planned;
  if (session.repeated()) {
    planned.done = planned.repeated = true;
    return planned;
  }
  const TargetPlan shown = plan(session.store());
  planned.flips = flips_of(session, pm, [&](BookFacts& facts) { apply(shown, facts.targets); });
  planned.asked = !planned.flips.empty() && !yes;
  if (!confirm_flips(session, planned.flips, yes)) return planned;
  Writing writing = session.write(verb);
  planned.repeated = writing.repeated().has_value();
  planned.done = true;
  if (!planned.repeated)
    planned.saved = write_plan(writing, session.store(), plan(session.store()));
  return planned;
}

Date first_day_of(const Target& target, std::chrono::weekday first) {
  if (!is_periodic(target)) return target.from;
  const DateRange period = period_around(target.every, target.from, target.from, first);
  const bool whole = target.every.unit == Every::Unit::weeks || period.from == target.from;
  return whole ? period.from : period.until;
}

std::string in_force_text(const Target& target, Date today, std::chrono::weekday first) {
  std::string text;
  if (target.from > first_date) text = "from " + day_text(first_day_of(target, first), today);
  if (target.until)
    text += (text.empty() ? "to " : " to ") + day_text(*target.until - Days{1}, today);
  if (target.removed || is_periodic(target)) return text;
  if (target.onboarding || target.from == first_date)
    return text + (text.empty() ? "" : ", ") + "every talk so far counts";
  return text;
}

}  // namespace rapport
