#include "rapport/domain/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/facts.hpp"
#include "rapport/command/target_names.hpp"
#include "rapport/command/target_options.hpp"
#include "rapport/command/target_plan.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/preset.hpp"
#include "rapport/domain/target_text.hpp"
#include "rapport/report/gate.hpp"
#include "rapport/report/targets.hpp"

// What a cadence asks for. A target has versions: a change adds one, or replaces that from the same
// day; nothing that was judged before it is touched.
namespace rapport {
namespace {

struct AddOptions {
  std::string name;
  TargetOptions target;
};

struct RemoveOptions {
  std::string name;
  std::optional<std::string> from;
  bool yes = false;
};

struct PresetOptions {
  std::optional<std::string> name;
  std::optional<std::string> from;
  bool yes = false;
};

struct ListOptions {
  bool all = false;
};

constexpr const char* yes_help = "go ahead also where verdicts on past weeks change";

/// Whom the command is for: the PM of `--pm`, else everybody.
std::optional<Uid> owner_of(Session& session) {
  if (!session.globals().pm) return std::nullopt;
  return session.pm().uid;
}

TargetHistory history_of(std::span<const Target> versions, const std::optional<Uid>& pm,
                         std::chrono::weekday first) {
  return {versions, pm.value_or(Uid{}), first};
}

Date from_of(const std::string& text, Session& session) {
  return parse_day_or_week(text, session.now(), Leaning::future);
}

std::string whom(Store& store, const Target& target) {
  if (!target.pm) return "everybody";
  const auto pm = store.find<Pm>(*target.pm);
  return pm ? pm->name : "?";
}

/// "eu #3: 15 customers once, by Mon 1 Mar 2027 · region EU · for everybody · from Mon 23 Nov".
std::string target_line(Session& session, const Target& target) {
  Store& store = session.store();
  const Date today = session.today();
  std::string text = fmt::format("{} #{}: ", target.name, target.number);
  if (target.removed) {
    text += "not asked any more";
  } else {
    text += asks_text(target, today);
    if (const auto filters = filter_text(target.filter); !filters.empty()) text += " · " + filters;
    if (target.main) text += " · main";
    if (target.onboarding) text += " · onboarding";
  }
  text += " · for " + whom(store, target);
  const std::string days = in_force_text(target, today, store.rules().week_start);
  return printable(text + (days.empty() ? "" : " · ") + days);
}

/// How the targets stand today for the PM they are for, else for me; nothing before they begin.
void add_standing(Document& document, Session& session, const std::vector<Target>& targets) {
  Store& store = session.store();
  const Target& one = targets.front();
  const auto owner = one.pm ? store.find<Pm>(*one.pm) : session.find_pm();
  if (!owner) return;
  const PmBook book = load_pm_book(session, *owner);
  const Cadence cadence(book.facts, book.own);
  for (const Target& target : targets) {
    const auto governed = cadence.targets().find(target.name, session.today());
    if (!governed || governed->target->uid != target.uid) continue;
    if (const auto gate = build_gate(cadence, target.name))
      document.blocks.push_back(Text{printable(owner->name) + " · " + gate_text(*gate)});
  }
}

Document answer(Session& session, const char* report, const Planned& planned) {
  if (!planned.done)
    return {.report = report, .blocks = {Text{"nothing was changed"}}, .answer = false};
  if (planned.repeated)
    return {.report = report, .blocks = {Text{"done already, under the same --op-id"}}};
  Document document{.report = report, .saved = "saved"};
  document.blocks.push_back(
      targets_table(planned.saved, session.store().all<Pm>(), session.today()));
  for (const Target& target : planned.saved)
    document.blocks.push_back(Text{target_line(session, target), Tone::strong});
  if (!planned.saved.empty()) add_standing(document, session, planned.saved);
  document.blocks.push_back(flips_table(planned.flips));
  for (const std::string& line : flip_notices(planned.flips)) document.notices.push_back(line);
  return document;
}

void declare_add(Args& args, AddOptions& options) {
  args.word(options.name, "NAME", "what to call it: eu, weekly …");
  declare_target_options(args, options.target);
  args.flag(options.target.yes, "--yes", yes_help)
      .example(
          "rapport target add eu --metric customers --amount 15 --every once --region EU "
          "--by 2027-03-01",
          "fifteen customers in Europe by the first of March")
      .example(
          "rapport target add depth --metric sessions --amount 2 --every week --least 50m "
          "--kind visit --pm Priya",
          "for one PM")
      .prose(
          "A new target starts with the running period unless --from says otherwise; one that is "
          "asked once counts every talk so far. With --pm it is for that PM, else for everybody.");
}

TargetPlan plan_of_add(const AddOptions& options, Session& session, Store& store) {
  const auto versions = store.all<Target>();
  const Rules rules = store.rules();
  const Date today = session.today();
  Target target{.name = options.name, .pm = owner_of(session), .from = today};
  read_target_options(options.target, target, session.now());
  const auto history = history_of(versions, target.pm, rules.week_start);
  const std::string folded = fold(options.name);
  for (const std::string& name : history.names()) {
    if (fold(name) != folded) continue;
    target.name = name;  // one spelling for all versions
    const bool to_come = std::any_of(versions.begin(), versions.end(), [&](const Target& other) {
      return other.name == name && other.from > today && !other.removed &&
             (!other.pm || other.pm == target.pm);
    });
    if (to_come || history.find(name, today))
      throw Error(ErrorKind::not_found,
                  fmt::format("there is a target '{}' already", printable(name)),
                  fmt::format("`rapport target edit {}` changes it", printable(name)));
  }
  target.from = options.target.from ? from_of(*options.target.from, session)
                                    : starts_on(Novelty::added, target, today, rules.week_start);
  check_target(target);
  TargetPlan plan;
  put_version(plan, versions, target);
  if (target.main) take_mark_from_others(plan, versions, target, rules.week_start);
  return plan;
}

Document run_add(const AddOptions& options, Session& session) {
  check_target_name(options.name);
  const auto owner = owner_of(session);
  return answer(session, "target add",
                carry_out(session, "target add", owner, options.target.yes,
                          [&](Store& store) { return plan_of_add(options, session, store); }));
}

void declare_edit(Args& args, AddOptions& options) {
  args.word(options.name, "NAME", "the name that `rapport target list` shows", Completes::target);
  declare_target_options(args, options.target);
  args.flag(options.target.yes, "--yes", yes_help)
      .example("rapport target edit weekly --amount 2 --from 2026-W40")
      .example("rapport target edit weekly --pm Priya --amount 2 --from 2026-10-05", "part-time")
      .prose(
          "A change starts with the next period unless --from says otherwise, and leaves the "
          "verdicts before it as they are. An option with an empty text takes a filter away "
          "(--region \"\"); --kind all and --purpose all do so for these. Where the change lies in "
          "the past, the weeks whose verdict it flips are listed, and it asks.");
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
  throw Error(ErrorKind::not_found, fmt::format("the target '{}' has ended", printable(name)),
              fmt::format("`rapport target add {} …` begins it again", printable(name)));
}

/// The version that a change of the target `typed` begins with, still as it was: in force from the
/// day that was given, or from the next period, for `pm` or for everybody.
Target next_version(std::span<const Target> versions, const std::string& typed,
                    const std::optional<Uid>& pm, const std::optional<std::string>& from,
                    Session& session) {
  const auto first = session.store().rules().week_start;
  const auto history = history_of(versions, pm, first);
  const std::string name = resolve_target_name(history.names(), typed);
  Date day{};
  if (from) {
    day = from_of(*from, session);
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

TargetPlan plan_of_edit(const AddOptions& options, Session& session, Store& store) {
  const auto versions = store.all<Target>();
  Target target =
      next_version(versions, options.name, owner_of(session), options.target.from, session);
  read_target_options(options.target, target, session.now());
  check_target(target);
  TargetPlan plan;
  put_version(plan, versions, target);
  if (target.main) take_mark_from_others(plan, versions, target, store.rules().week_start);
  return plan;
}

/// Versions to come that go on as they are, whatever the change before them.
void note_later_versions(Document& document, Session& session, const Planned& planned) {
  for (const Target& saved : planned.saved)
    for (const Target& other : session.store().all<Target>())
      if (other.name == saved.name && other.pm == saved.pm && other.from > saved.from &&
          std::none_of(planned.saved.begin(), planned.saved.end(),
                       [&](const Target& one) { return one.uid == other.uid; }))
        document.notices.push_back("from then on another version governs: " +
                                   target_line(session, other));
}

Document run_edit(const AddOptions& options, Session& session) {
  if (says_nothing(options.target))
    throw Error(ErrorKind::usage, "there is nothing to change",
                "say what, such as --amount 2; see `rapport target edit --help`");
  const Planned planned =
      carry_out(session, "target edit", owner_of(session), options.target.yes,
                [&](Store& store) { return plan_of_edit(options, session, store); });
  Document document = answer(session, "target edit", planned);
  note_later_versions(document, session, planned);
  return document;
}

void declare_remove(Args& args, RemoveOptions& options) {
  args.word(options.name, "NAME", "the name that `rapport target list` shows", Completes::target)
      .option(options.from, "--from", "DATE", "the first day without it; else the next period",
              Completes::date)
      .flag(options.yes, "--yes", yes_help)
      .example("rapport target remove eu", "from the next period on it is not asked any more")
      .prose("What was judged while it was in force stays. With --pm it ends for that PM alone.");
}

TargetPlan plan_of_remove(const RemoveOptions& options, Session& session, Store& store) {
  const auto versions = store.all<Target>();
  Target target = next_version(versions, options.name, owner_of(session), options.from, session);
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
void note_what_stays(Document& document, Session& session, const Planned& planned) {
  if (planned.saved.empty()) return;
  Store& store = session.store();
  const Target& removed = planned.saved.front();
  const auto versions = store.all<Target>();
  for (const Pm& pm : store.all<Pm>()) {
    const TargetHistory history(versions, pm.uid, store.rules().week_start);
    const Date day = std::max(removed.from, session.today());
    const auto left = history.find(removed.name, day + Days{7});
    if (left && left->own && !removed.pm)
      document.notices.push_back(fmt::format("{} keeps a version of their own: {}",
                                             printable(pm.name),
                                             target_line(session, *left->target)));
  }
  const auto history = history_of(versions, removed.pm, store.rules().week_start);
  if (removed.main && !history.main_on(std::max(removed.from, session.today()) + Days{7}))
    document.notices.emplace_back(
        "no main target is left: weeks are paused until there is one (`rapport target add … "
        "--main`)");
}

Document run_remove(const RemoveOptions& options, Session& session) {
  const Planned planned =
      carry_out(session, "target remove", owner_of(session), options.yes,
                [&](Store& store) { return plan_of_remove(options, session, store); });
  Document document = answer(session, "target remove", planned);
  note_what_stays(document, session, planned);
  return document;
}

void declare_preset(Args& args, PresetOptions& options) {
  args.word(options.name, "NAME", "which one; without it, all are listed", Completes::preset)
      .option(options.from, "--from", "DATE", "the week in which it begins; else the next one",
              Completes::date)
      .flag(options.yes, "--yes", yes_help)
      .example("rapport target preset", "the well-known cadences, and whose they are")
      .example("rapport target preset svpg --pm Priya", "for one PM, from next week on")
      .prose(
          "A preset takes the place of the main target and of the onboarding. With --pm it is for "
          "that PM, else for everybody.");
}

Document presets_document() {
  Table table{.key = "presets",
              .title = "",
              .columns = {{"name", "Preset"}, {"summary", "Asks"}, {"source", "Source"}},
              .rows = {},
              .empty = ""};
  for (const Preset& preset : presets())
    table.rows.push_back(
        {{std::string(preset.name)}, {std::string(preset.summary)}, {std::string(preset.source)}});
  return {.report = "target preset",
          .blocks = {std::move(table),
                     Text{"`rapport target preset NAME` makes one the cadence from next week on",
                          Tone::quiet}}};
}

const Preset& resolve_preset(const std::string& typed) {
  if (const Preset* preset = find_preset(fold(typed))) return *preset;
  std::vector<std::string> names;
  for (const Preset& preset : presets()) names.emplace_back(preset.name);
  throw Error(ErrorKind::not_found, fmt::format("there is no preset '{}'", printable(typed)),
              fmt::format("there are: {}", fmt::join(names, ", ")));
}

TargetPlan plan_of_preset(const Preset& preset, const PresetOptions& options, Session& session,
                          Store& store) {
  const auto versions = store.all<Target>();
  const Rules rules = store.rules();
  const DateRange week = week_of(session.today(), rules.week_start);
  const Date from =
      options.from ? week_start(from_of(*options.from, session), rules.week_start) : week.until;
  TargetPlan plan;
  for (Target& target : adopt(preset, versions, owner_of(session), from, rules))
    put_version(plan, versions, std::move(target));
  return plan;
}

Document run_preset(const PresetOptions& options, Session& session) {
  if (!options.name) return presets_document();
  const Preset& preset = resolve_preset(*options.name);
  const Planned planned =
      carry_out(session, "target preset", owner_of(session), options.yes,
                [&](Store& store) { return plan_of_preset(preset, options, session, store); });
  Document document = answer(session, "target preset", planned);
  note_later_versions(document, session, planned);
  return document;
}

void declare_list(Args& args, ListOptions& options) {
  args.flag(options.all, "-a,--all", "also what is over")
      .example("rapport target list", "what is in force and to come, for whom and since when")
      .example("rapport target list --pm Priya --all", "everything that was ever asked of one PM");
}

Document run_list(const ListOptions& options, Session& session) {
  Store& store = session.store();
  const auto pms = session.globals().pm ? std::vector{session.pm()} : store.all<Pm>();
  return document_of(build_targets(store.all<Target>(), pms, session.today(),
                                   options.all ? Versions::all : Versions::current));
}

constexpr std::array commands{
    Command{"target list", "what is asked, of whom and since when",
            prepare<ListOptions, declare_list, run_list>},
    Command{"target add", "ask for something new", prepare<AddOptions, declare_add, run_add>},
    Command{"target edit", "change what a target asks, from a day on",
            prepare<AddOptions, declare_edit, run_edit>},
    Command{"target remove", "stop asking, from a day on",
            prepare<RemoveOptions, declare_remove, run_remove>},
    Command{"target preset", "take up a well-known cadence",
            prepare<PresetOptions, declare_preset, run_preset>},
};

}  // namespace

std::span<const Command> target_commands() { return commands; }

}  // namespace rapport
