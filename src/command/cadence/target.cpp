#include "rapport/domain/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/cadence/target_change.hpp"
#include "command/cadence/target_options.hpp"
#include "command/current_pm.hpp"
#include "command/standings.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/preset.hpp"
#include "rapport/report/targets.hpp"

// What a cadence asks for. A target has versions: a change adds one, or replaces that from the same
// day; nothing that was judged before it is touched.
namespace rapport {
namespace {

struct TargetChangeOptions {
  std::string name;
  TargetOptions target;
};

struct TargetRemoveOptions {
  std::string name;
  std::optional<std::string> from;
  bool yes = false;
};

struct TargetListOptions {
  bool all = false;
};

struct TargetPresetOptions {
  std::optional<std::string> name;
  std::optional<std::string> from;
  bool yes = false;
};

/// The day that `--from` names: a day to come, or the first one of a week.
Date read_first_day(const std::string& text, Session& session) {
  return parse_day_or_week(text, session.now(), Leaning::future);
}

void declare_target_add(Args& args, TargetChangeOptions& options) {
  args.word(options.name, "NAME", "what to call it: eu, weekly …");
  declare_target_options(args, options.target);
  args.flag(options.target.yes, "--yes", yes_flips_help)
      .example("rapport target add eu --metric visits --amount 15 --every once --region EU",
               "fifteen visits in Europe, whenever they took place")
      .example("rapport target add depth --metric sessions --amount 2 --every week --pm Jo",
               "for one PM, from this week on")
      .prose(
          "A new target starts with the current period unless --from says otherwise; a one-time "
          "target counts every talk so far. With --pm it applies to that PM, otherwise to "
          "everybody.");
}

TargetPlan plan_added(const TargetChangeOptions& options, Session& session, Store& store) {
  const auto versions = store.all<Target>();
  const Rules rules = store.rules();
  const Date today = session.today();
  Target target{.name = options.name, .pm = target_owner(session), .from = today};
  read_target_options(options.target, target, session.now());
  const auto history = target_history(session, versions, target.pm);
  const std::string folded = fold(options.name);
  for (const std::string& name : history.names()) {
    if (fold(name) != folded) continue;
    target.name = name;  // one spelling for all versions
    const bool to_come = std::any_of(versions.begin(), versions.end(), [&](const Target& other) {
      return other.name == name && other.from > today && !other.removed &&
             (!other.pm || other.pm == target.pm);
    });
    if (to_come || history.find(name, today))
      throw Error(ErrorKind::not_found, fmt::format("there is already a target {}", quoted(name)),
                  fmt::format("`rapport target edit {}` changes it", printable(name)));
  }
  target.from = options.target.from ? read_first_day(*options.target.from, session)
                                    : starts_on(Novelty::added, target, today, rules.week_start);
  check_target(target);
  return plan_with(target, versions, rules.week_start);
}

Document run_target_add(const TargetChangeOptions& options, Session& session) {
  check_target_name(options.name);
  return change_targets(session, "target add", options.target.yes,
                        [&](Store& store) { return plan_added(options, session, store); });
}

void declare_target_edit(Args& args, TargetChangeOptions& options) {
  args.word(options.name, "NAME", "its name in `rapport target list`", Completes::target);
  declare_target_options(args, options.target);
  args.flag(options.target.yes, "--yes", yes_flips_help)
      .example("rapport target edit weekly --amount 2 --from 2026-W40")
      .example("rapport target edit weekly --pm Priya --amount 2 --from 2026-10-05", "part-time")
      .prose(
          "A change starts with the next period unless --from says otherwise; earlier periods stay "
          "as they are. An empty value removes a filter (--region \"\"), as do --kind all and "
          "--purpose all. If the change reaches into the past, the weeks that would stand "
          "differently are listed and you are asked.");
}

/// The version that governs around `day`, else the first one of that name to come.
Target version_on(std::span<const Target> versions, const TargetHistory& history,
                  const std::string& name, const std::optional<Uid>& pm, Date day) {
  if (const auto governed = history.find(name, day)) return *governed->target;
  const Target* first = nullptr;
  for (const Target& version : versions)
    if (version.name == name && !version.removed && (!version.pm || version.pm == pm) &&
        version.from > day && (first == nullptr || version.from < first->from))
      first = &version;
  if (first != nullptr) return *first;
  throw Error(ErrorKind::not_found, fmt::format("the target {} has ended", quoted(name)),
              fmt::format("`rapport target add {} …` begins it again", printable(name)));
}

/// The version that a change of the target `typed` begins with, still as it was: in force from the
/// day that was given, or from the next period, for `pm` or for everybody.
Target next_version(std::span<const Target> versions, const std::string& typed,
                    const std::optional<Uid>& pm, const std::optional<std::string>& from,
                    Session& session) {
  const auto first = session.store().rules().week_start;
  const auto history = target_history(session, versions, pm);
  const std::string name = resolve_target_name(history.names(), typed);
  Date day{};
  if (from) {
    day = read_first_day(*from, session);
  } else {
    const Target running = version_on(versions, history, name, pm, session.today());
    day = std::max(running.from, starts_on(Novelty::changed, running, session.today(), first));
  }
  Target target = version_on(versions, history, name, pm, day);
  const auto main = history.main_on(std::max(day, target.from));
  target.main = target.main && (!main || main->target->name == name);
  target.uid = {};
  target.number = 0;
  target.pm = pm;
  target.from = day;
  return target;
}

TargetPlan plan_edited(const TargetChangeOptions& options, Session& session, Store& store) {
  const auto versions = store.all<Target>();
  Target target =
      next_version(versions, options.name, target_owner(session), options.target.from, session);
  read_target_options(options.target, target, session.now());
  check_target(target);
  return plan_with(target, versions, store.rules().week_start);
}

Document run_target_edit(const TargetChangeOptions& options, Session& session) {
  if (says_nothing(options.target))
    throw Error(ErrorKind::usage, "there is nothing to change",
                "say what to change, such as --amount 2; see `rapport target edit --help`");
  return change_targets(session, "target edit", options.target.yes,
                        [&](Store& store) { return plan_edited(options, session, store); });
}

void declare_target_remove(Args& args, TargetRemoveOptions& options) {
  args.word(options.name, "NAME", "its name in `rapport target list`", Completes::target)
      .option(options.from, "--from", "DATE",
              "the first day without it; by default the next period", Completes::date)
      .flag(options.yes, "--yes", yes_flips_help)
      .example("rapport target remove eu", "it ends with the current period")
      .prose("Weeks under the target keep their standing. With --pm it ends for that PM alone.");
}

TargetPlan plan_removed(const TargetRemoveOptions& options, Session& session, Store& store) {
  const auto versions = store.all<Target>();
  Target target =
      next_version(versions, options.name, target_owner(session), options.from, session);
  target.removed = true;
  target.until.reset();
  TargetPlan plan;
  put_version(plan, versions, target);
  for (const Target& other : versions)
    if (other.name == target.name && other.pm == target.pm && other.from > target.from)
      plan.dropped.push_back(other.uid);
  return plan;
}

/// What a removal leaves in force that people may not expect.
void note_what_stays(Document& document, Session& session, const Target& removed) {
  const auto versions = session.store().all<Target>();
  const Date day = std::max(removed.from, session.today()) + Days{7};
  for (const Pm& pm : session.store().all<Pm>()) {
    const auto history = target_history(session, versions, pm.uid);
    const auto left = history.find(removed.name, day);
    if (left && left->own && !removed.pm)
      document.notices.push_back(fmt::format("{} still has a version of their own: {}",
                                             printable(pm.name),
                                             target_text(session, *left->target)));
  }
  if (removed.main && !target_history(session, versions, removed.pm).main_on(day))
    document.notices.emplace_back(
        "there is no main target left: weeks are paused until there is one (`rapport target add … "
        "--main`)");
}

Document run_target_remove(const TargetRemoveOptions& options, Session& session) {
  std::optional<Target> removed;
  Document document = change_targets(session, "target remove", options.yes, [&](Store& store) {
    TargetPlan plan = plan_removed(options, session, store);
    removed = plan.put.front();
    return plan;
  });
  if (removed && document.answer) note_what_stays(document, session, *removed);
  return document;
}

void declare_target_list(Args& args, TargetListOptions& options) {
  args.flag(options.all, "-a,--all", "include targets that have ended")
      .example("rapport target list", "what is in force or coming, for whom and from when")
      .example("rapport target list --pm Priya --all", "everything ever asked of one PM");
}

Document run_target_list(const TargetListOptions& options, Session& session) {
  Store& store = session.store();
  const auto pms = session.globals().pm ? std::vector{current_pm(session)} : store.all<Pm>();
  return document_of(build_targets(store.all<Target>(), pms, session.today(),
                                   options.all ? Versions::all : Versions::current,
                                   store.rules().week_start));
}

void declare_target_preset(Args& args, TargetPresetOptions& options) {
  args.word(options.name, "NAME", "which one; without it, all are listed", Completes::preset)
      .option(options.from, "--from", "DATE", "the week when it begins; by default next week",
              Completes::date)
      .flag(options.yes, "--yes", yes_flips_help)
      .example("rapport target preset", "well-known cadences and their authors")
      .example("rapport target preset svpg --pm Priya", "for one PM, from next week on")
      .prose(
          "A preset replaces the main target and the onboarding. With --pm it applies to that PM, "
          "otherwise to everybody.");
}

const Preset& resolve_preset(const std::string& typed) {
  if (const Preset* preset = find_preset(fold(typed))) return *preset;
  std::vector<std::string_view> names;
  for (const Preset& preset : presets()) names.push_back(preset.name);
  throw Error(ErrorKind::not_found, "there is no preset " + quoted(typed), one_of(typed, names));
}

TargetPlan plan_preset(const Preset& preset, const TargetPresetOptions& options, Session& session,
                       Store& store) {
  const auto versions = store.all<Target>();
  const Rules rules = store.rules();
  const DateRange week = week_of(session.today(), rules.week_start);
  const Date from = options.from
                        ? week_start(read_first_day(*options.from, session), rules.week_start)
                        : week.until;
  TargetPlan plan;
  for (Target& target : adopt(preset, versions, target_owner(session), from, rules))
    put_version(plan, versions, std::move(target));
  return plan;
}

Document run_target_preset(const TargetPresetOptions& options, Session& session) {
  if (!options.name) return presets_document();
  const Preset& preset = resolve_preset(*options.name);
  return change_targets(session, "target preset", options.yes,
                        [&](Store& store) { return plan_preset(preset, options, session, store); });
}

constexpr std::array target_rows{
    Command{"target list", "what is asked, of whom and from when",
            prepare_report<TargetListOptions, declare_target_list, run_target_list>},
    Command{"target add", "ask for something new",
            prepare<TargetChangeOptions, declare_target_add, run_target_add>},
    Command{"target edit", "change what a target asks, from a day on",
            prepare<TargetChangeOptions, declare_target_edit, run_target_edit>},
    Command{"target remove", "stop asking, from a day on",
            prepare<TargetRemoveOptions, declare_target_remove, run_target_remove>},
    Command{"target preset", "adopt a well-known cadence",
            prepare<TargetPresetOptions, declare_target_preset, run_target_preset>},
};

}  // namespace

std::span<const Command> target_commands() { return target_rows; }

}  // namespace rapport
