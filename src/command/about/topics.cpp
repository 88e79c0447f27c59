#include "rapport/command/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/about/topic_texts.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/settings.hpp"
#include "rapport/domain/counting.hpp"
#include "rapport/domain/preset.hpp"

// The topics that stand in tables elsewhere; those that are only text are in topic_texts.cpp.
namespace rapport {
namespace {

std::string capital(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::vector<TopicPart> targets() {
  std::vector<TopicPart> parts = target_parts();
  std::vector<TopicRow> counted;
  for (const MetricRow& row : metrics())
    counted.push_back({std::string(row.name), capital(row.summary) + "."});
  std::vector<TopicRow> ready;
  for (const Preset& preset : presets())
    ready.push_back({std::string(preset.name),
                     fmt::format("{} ({}).", capital(preset.summary), preset.source)});
  parts.push_back({.title = "What is counted (--metric)", .rows = std::move(counted)});
  parts.push_back({.title = "Presets",
                   .text = "`rapport target preset NAME` takes over a cadence as its author gave "
                           "it. `rapport target list` shows what is in force.",
                   .rows = std::move(ready)});
  return parts;
}

std::vector<TopicPart> options() {
  Args args;
  Globals globals;
  declare_globals(args, globals);
  std::vector<TopicRow> rows;
  for (const Args::Option& option : args.options()) {
    std::string name = option.short_name.empty() ? "" : option.short_name + ", ";
    name += option.name + (option.value_name.empty() ? "" : " " + option.value_name);
    rows.push_back({std::move(name), option.help});
  }
  return {{.text = "These go with every command, in front of it or behind it; behind a colon "
                   "all is text. `--` ends the options: what follows are words, even if they "
                   "begin with a dash.",
           .rows = std::move(rows)}};
}

std::string sources_of(const Setting& setting) {
  const auto names = [](std::span<const SettingVariable> variables) {
    std::string text;
    for (const SettingVariable& variable : variables)
      text += (text.empty() ? "" : " and ") + std::string(variable.name);
    return text;
  };
  std::string text;
  if (!setting.before.empty())
    text += fmt::format(" {} {} before it.", names(setting.before),
                        setting.before.size() > 1 ? "go" : "goes");
  if (!setting.behind.empty())
    text += fmt::format(" {} {} behind it.", names(setting.behind),
                        setting.behind.size() > 1 ? "come" : "comes");
  return text;
}

std::vector<TopicRow> setting_rows(SettingHome home) {
  std::vector<TopicRow> rows;
  for (const Setting& setting : settings()) {
    if (setting.home != home) continue;
    std::string says = fmt::format("{}. Takes {}.", capital(setting.summary), setting.takes);
    if (!setting.fallback.empty()) says += fmt::format(" Default: {}.", setting.fallback);
    rows.push_back({std::string(setting.name), says + sources_of(setting)});
  }
  return rows;
}

std::vector<TopicPart> setting_parts() {
  std::vector<TopicPart> parts = settings_texts();
  parts[1].rows = setting_rows(SettingHome::file);
  parts[2].rows = setting_rows(SettingHome::book);
  return parts;
}

std::vector<TopicPart> environment() {
  return {{.text = "What rapport reads from its environment:", .rows = environment_rows()}};
}

std::vector<TopicPart> exit_codes() {
  return {{.text = "An exit code is a promise: 0 says that what was saved is on the disk and what "
                   "was printed has been written out. Scripts decide on 0, 1, 2 and 3; the others "
                   "are those of sysexits.h. Ended by a signal, it is 128 and the signal's number.",
           .rows = exit_code_rows()}};
}

constexpr std::array table{
    Topic{"dates", "how days, times and lengths are written", "rapport-dates", 7, date_parts},
    Topic{"targets", "what is asked for, and when it is met", "rapport-targets", 7, targets},
    Topic{"formats", "what a report can be printed as", "rapport-formats", 7, format_parts},
    Topic{"options", "the options of every command", "rapport-options", 7, options},
    Topic{"settings", "what can be set, and where that is kept", "rapport-config", 5,
          setting_parts},
    Topic{"environment", "the variables that rapport reads", "rapport-environment", 7, environment},
    Topic{"exit-codes", "what a script may rely on", "rapport-exit-codes", 7, exit_codes},
    Topic{"privacy", "what is kept, where, and who sees it", "rapport-privacy", 7, privacy_parts},
    Topic{"recipes", "prompts, reminders, gates, pages", "rapport-recipes", 7, recipe_parts},
};

}  // namespace

std::span<const Topic> topics() { return table; }

const Topic* find_topic(std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Topic& topic) { return topic.name == name; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace rapport
