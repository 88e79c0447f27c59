#include "command/cadence/target_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command/current_pm.hpp"
#include "command/pm_book.hpp"
#include "command/standings.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/gate.hpp"
#include "rapport/report/targets.hpp"

namespace rapport {
namespace {

/// Stands for what the journal will give: newer than every uid of a version there is.
Uid provisional_uid(std::size_t index) {
  Uid uid;
  uid.bytes.fill(0xff);
  uid.bytes[15] = static_cast<std::uint8_t>(index);
  return uid;
}

/// The versions as they will be, oldest first.
std::vector<Target> versions_with(const TargetPlan& plan, std::span<const Target> versions) {
  std::vector<Target> all = plan.put;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].uid.is_nil()) all[i].uid = provisional_uid(i);
  for (const Target& version : versions)
    if (std::find(plan.dropped.begin(), plan.dropped.end(), version.uid) == plan.dropped.end() &&
        std::none_of(plan.put.begin(), plan.put.end(),
                     [&](const Target& target) { return target.uid == version.uid; }))
      all.push_back(version);
  std::stable_sort(all.begin(), all.end(),
                   [](const Target& a, const Target& b) { return a.from < b.from; });
  return all;
}

/// Answers the first version of the plan.
Uid write_plan(Writing& writing, const TargetPlan& plan) {
  Uid first;
  for (const Target& target : plan.put) {
    const bool is_new = target.uid.is_nil();
    if (!is_new) writing.update(target);
    const Uid uid = is_new ? writing.add(target) : target.uid;
    if (first.is_nil()) first = uid;
  }
  for (const Uid& uid : plan.dropped) writing.remove<Target>(uid);
  return first;
}

/// Throws Error(usage) where `plan` has a version that would never be in force, with the first day
/// from which it would.
void check_in_force(const TargetPlan& plan, std::span<const Target> versions,
                    std::chrono::weekday first, Date today) {
  const std::vector<Target> all = versions_with(plan, versions);
  for (const Target& planned : plan.put) {
    const auto days_from = [&](Date day) {
      TargetPlan one;
      Target moved = planned;
      moved.uid = {};
      moved.from = day;
      put_version(one, all, moved);
      const auto tried = versions_with(one, all);
      return TargetHistory(tried, planned.pm.value_or(Uid{}), first)
          .in_force(*std::find_if(tried.begin(), tried.end(), [&](const Target& target) {
            return target.name == planned.name && target.pm == planned.pm && target.from == day;
          }));
    };
    if (days_from(planned.from)) continue;
    std::string hint = "give a later --until, or leave it out";
    for (const Target& other : all)  // what is in its way is replaced from the same day on
      if (other.name == planned.name && other.pm == planned.pm && other.from > planned.from &&
          days_from(other.from)) {
        hint = "the first day from which it would be: --from " + to_string(other.from);
        break;
      }
    throw Error(ErrorKind::usage,
                fmt::format("{} from {} on would never be in force", quoted(planned.name),
                            day_text(planned.from, today)),
                hint);
  }
}

/// How the targets stand today for the PM they are for, else for me; nothing before they begin.
void add_standing(Document& document, Session& session, const std::vector<Target>& targets) {
  if (targets.empty()) return;
  Store& store = session.store();
  const auto& pm = targets.front().pm;
  const auto owner = pm ? store.find<Pm>(*pm) : find_current_pm(session);
  if (!owner) return;
  PmBook book = load_pm_book(session, *owner);
  const Cadence cadence(book.facts, std::move(book.own));
  for (const Target& target : targets) {
    const auto governed = cadence.targets().find(target.name, session.today());
    if (!governed || governed->target->uid != target.uid) continue;
    if (const auto gate = build_gate(cadence, target.name))
      document.blocks.emplace_back(Text{printable(owner->name) + " · " + gate_text(*gate)});
  }
}

/// Notes versions to come that go on as they are, whatever the change before them.
void note_later_versions(Document& document, Session& session, const std::vector<Target>& saved) {
  for (const Target& target : saved)
    for (const Target& other : session.store().all<Target>())
      if (other.name == target.name && other.pm == target.pm && other.from > target.from &&
          std::none_of(saved.begin(), saved.end(),
                       [&](const Target& one) { return one.uid == other.uid; }))
        document.notices.push_back("a later version takes over: " + target_text(session, other));
}

Document change_document(Session& session, const char* verb, const Outcome& outcome) {
  Store& store = session.store();
  std::vector<Target> saved = written<Target>(store, outcome);
  if (saved.empty()) saved = {store.find<Target>(outcome.uid).value()};  // as it was already
  Document document{.report = verb,
                    .blocks = {targets_table(saved, store.all<Target>(), store.all<Pm>(),
                                             session.today(), store.rules().week_start)},
                    .saved = "saved"};
  for (const Target& target : saved)
    document.blocks.emplace_back(Text{target_text(session, target), Tone::strong});
  add_standing(document, session, saved);
  note_later_versions(document, session, saved);
  return document;
}

/// The others lose the mark, also in versions to come.
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

TargetPlan plan_with(const Target& target, std::span<const Target> versions,
                     std::chrono::weekday first) {
  TargetPlan plan;
  put_version(plan, versions, target);
  if (target.main) take_mark_from_others(plan, versions, target, first);
  return plan;
}

std::optional<Uid> target_owner(Session& session) {
  if (!session.globals().pm) return std::nullopt;
  return current_pm(session).uid;
}

TargetHistory target_history(Session& session, std::span<const Target> versions,
                             const std::optional<Uid>& pm) {
  return {versions, pm.value_or(Uid{}), session.store().rules().week_start};
}

Document change_targets(Session& session, const char* verb, bool yes,
                        const std::function<TargetPlan(Store&)>& plan) {
  return write<Target>(
      session, verb,
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        const TargetPlan planned = plan(store);
        check_in_force(planned, store.all<Target>(), store.rules().week_start, session.today());
        return {write_plan(writing, planned), {}};
      },
      [&](const Outcome& outcome) { return change_document(session, verb, outcome); },
      {.asks = true, .yes = yes});
}

std::string target_text(Session& session, const Target& target) {
  Store& store = session.store();
  return version_text(target, store.all<Pm>(), session.today(), store.rules().week_start);
}

}  // namespace rapport
