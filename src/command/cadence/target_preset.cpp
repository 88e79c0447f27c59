#include <fmt/format.h>

#include <array>

#include "command/cadence/target_answer.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/preset.hpp"

namespace rapport {
namespace {

struct TargetPresetOptions {
  std::optional<std::string> name;
  std::optional<std::string> from;
  bool yes = false;
};

void declare_target_preset(Args& args, TargetPresetOptions& options) {
  args.word(options.name, "NAME", "which one; without it, all are listed", Completes::preset)
      .option(options.from, "--from", "DATE", "the week in which it begins; else the next one",
              Completes::date)
      .flag(options.yes, "--yes", yes_flips_help)
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
  std::vector<std::string_view> names;
  for (const Preset& preset : presets()) names.push_back(preset.name);
  throw Error(ErrorKind::not_found, fmt::format("there is no preset '{}'", printable(typed)),
              one_of(typed, names));
}

TargetPlan plan_of_preset(const Preset& preset, const TargetPresetOptions& options,
                          Session& session, Store& store) {
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
  const Planned planned =
      carry_out(session, "target preset", target_owner(session), options.yes,
                [&](Store& store) { return plan_of_preset(preset, options, session, store); });
  Document document = answer_of(session, "target preset", planned);
  note_later_versions(document, session, planned);
  return document;
}

constexpr std::array target_preset_rows{
    Command{"target preset", "take up a well-known cadence",
            prepare<TargetPresetOptions, declare_target_preset, run_target_preset>},
};

}  // namespace

std::span<const Command> target_preset_commands() { return target_preset_rows; }

}  // namespace rapport
