#include <fmt/format.h>

#include <array>

#include "command/resolve.hpp"
#include "command/standings.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/settings.hpp"
#include "rapport/report/book.hpp"

// Settings that change a verdict or a match live in the book and are journalled: two people who
// look at the same book see the same verdict. Taste lives in the settings file.
namespace rapport {
namespace {

struct ConfigSetOptions {
  std::string name;
  std::string value;
  bool yes = false;
};
struct ConfigUnsetOptions {
  std::string name;
  bool yes = false;
};
struct NameOptions {
  std::string name;
};
struct ConfigListOptions {};

std::string name_of_me(Session& session) {
  const auto me = session.store().me();
  const auto pm = me ? session.store().find<Pm>(*me) : std::nullopt;
  return pm ? pm->name : "";
}

/// A setting as it is now, and where that comes from.
SettingLine setting_line(const Setting& setting, Session& session) {
  SettingLine line{.name = std::string(setting.name), .summary = std::string(setting.summary)};
  if (setting.home == SettingHome::file) {
    const Found found = session.settings().find(setting.name);
    line.value = found.value;
    line.origin = found.origin;
  } else {
    line.value =
        setting.get == nullptr ? name_of_me(session) : setting.get(session.store().rules());
    line.origin = line.value != setting.fallback ? "book" : setting.get ? "default" : "not set";
  }
  return line;
}

/// "week.start = sun", and who says otherwise where a variable goes before the file.
Document changed_document(const char* report, const Setting& setting, Session& session) {
  const SettingLine now = setting_line(setting, session);
  const bool is_in_file = setting.home == SettingHome::file;
  const std::string value = !now.value.empty() ? printable(now.value)
                            : is_in_file       ? "\"\""
                                               : "(nothing)";
  Document document = setting_document(report, now, now.name + " = " + value);
  document.saved = "saved";
  if (is_in_file && session.settings().find(setting.name).by == Found::By::own_variable)
    document.notices.push_back(fmt::format("{} is set and wins over the file", now.origin));
  return document;
}

Document write_me(const char* verb, const Setting& setting, const std::string& value,
                  Session& session) {
  return write<Self>(
      session, verb,
      [&](Writing& writing) -> Outcome {
        writing.set_me(resolve_pm(session.store(), value).uid);
        return {self_uid, {}};
      },
      [&](const Outcome&) { return changed_document(verb, setting, session); });
}

Document write_rule(const char* verb, const Setting& setting, const std::string& value, bool yes,
                    Session& session) {
  return write<RulesRecord>(
      session, verb,
      [&](Writing& writing) -> Outcome {
        Rules rules = session.store().rules();
        const std::string before = setting.get(rules);
        setting.set(rules, value);
        if (setting.get(rules) != before) writing.set_rules(rules);
        return {rules_uid, {}};
      },
      [&](const Outcome&) { return changed_document(verb, setting, session); },
      {.asks = true, .yes = yes});
}

Document write_taste(const char* verb, const Setting& setting,
                     const std::optional<FileValue>& value, Session& session) {
  const std::string path = session.settings().path();
  const std::string text = read_settings_file(path).value_or("");
  const std::string changed = with_setting(text, setting.name, value, path);
  if (changed != text) write_settings_file(path, changed);
  session.read_settings();
  return changed_document(verb, setting, session);
}

void declare_config_set(Args& args, ConfigSetOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .word(options.value, "VALUE", "its new value", Completes::setting_value)
      .flag(options.yes, "--yes", yes_flips_help)
      .example("rapport config set me Priya", "whose book this is")
      .example("rapport config set week.start sun")
      .example("rapport config set work.days mon-thu")
      .example("rapport config set own.domains example.com,example.net")
      .example("rapport config set pager \"less -R\"", "a preference: kept in the settings file")
      .prose(
          "Settings that change how weeks stand or who is matched live in the book and are part of "
          "its history: `undo` takes them back. `me` belongs to this book alone and is never "
          "exchanged. The others are preferences and live in the settings file. "
          "`rapport help settings` lists them all.");
}

Document run_config_set(const ConfigSetOptions& options, Session& session) {
  check_text(options.value, "value");
  const Setting& setting = find_setting(options.name);
  if (setting.home == SettingHome::file)
    return write_taste("config set", setting, read_file_value(setting, options.value), session);
  return setting.set == nullptr
             ? write_me("config set", setting, options.value, session)
             : write_rule("config set", setting, options.value, options.yes, session);
}

void declare_config_unset(Args& args, ConfigUnsetOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .flag(options.yes, "--yes", yes_flips_help)
      .example("rapport config unset week.start", "weeks begin on Monday again");
}

Document run_config_unset(const ConfigUnsetOptions& options, Session& session) {
  const Setting& setting = find_setting(options.name);
  if (setting.name == "me")
    throw Error(ErrorKind::usage, "a book belongs to somebody: `me` cannot be unset",
                "`rapport config set me NAME` hands it over to somebody else");
  if (setting.home == SettingHome::file)
    return write_taste("config unset", setting, std::nullopt, session);
  return write_rule("config unset", setting, std::string(setting.fallback), options.yes, session);
}

void declare_config_get(Args& args, NameOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .example("rapport config get week.start");
}

Document run_config_get(const NameOptions& options, Session& session) {
  const SettingLine now = setting_line(find_setting(options.name), session);
  return setting_document("config get", now, printable(now.value));
}

void declare_config_list(Args& args, ConfigListOptions&) {
  args.example("rapport config list", "every setting, its value and where it comes from");
}

Document run_config_list(const ConfigListOptions&, Session& session) {
  std::vector<SettingLine> lines;
  for (const Setting& setting : settings()) lines.push_back(setting_line(setting, session));
  return settings_document(lines);
}

constexpr std::array config_rows{
    Command{"config list", "all settings, and where each comes from",
            prepare<ConfigListOptions, declare_config_list, run_config_list>},
    Command{"config get", "print one setting",
            prepare<NameOptions, declare_config_get, run_config_get>},
    Command{"config set", "change one setting",
            prepare<ConfigSetOptions, declare_config_set, run_config_set>},
    Command{"config unset", "reset a setting to its default",
            prepare<ConfigUnsetOptions, declare_config_unset, run_config_unset>},
};

}  // namespace

std::span<const Command> config_commands() { return config_rows; }

}  // namespace rapport
