#include <fmt/format.h>

#include <array>

#include "command/about/completion.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/settings.hpp"

// Settings that change a verdict or a match live in the book and are journalled: two people who
// look at the same book see the same verdict. Taste lives in the settings file.
namespace rapport {
namespace {

struct ConfigSetOptions {
  std::string name;
  std::string value;
};
struct NameOptions {
  std::string name;
};
struct ConfigListOptions {};

/// A setting as it is now, and where that comes from.
struct Current {
  std::string value;
  std::string origin;
};

std::string me_of(Session& session) {
  const auto me = session.store().me();
  const auto pm = me ? session.store().find<Pm>(*me) : std::nullopt;
  return pm ? pm->name : "";
}

Current current(const Setting& setting, Session& session) {
  if (setting.home == SettingHome::file) {
    Found found = session.settings().find(setting.name);
    return {std::move(found.value), std::move(found.origin)};
  }
  std::string value =
      setting.get == nullptr ? me_of(session) : setting.get(session.store().rules());
  const char* origin = value != setting.fallback ? "book" : setting.get ? "default" : "not set";
  return {std::move(value), origin};
}

Document answer(const char* report, const Setting& setting, const Current& now, std::string line) {
  const auto fact = [](const char* key, std::string value) {
    return KeyValue{key, "", {std::move(value)}, Audience::programs};
  };
  return {.report = report,
          .blocks = {KeyValues{{fact("name", std::string(setting.name)), fact("value", now.value),
                                fact("origin", now.origin)}},
                     Text{std::move(line)}},
          .saved = {}};
}

/// "week.start = sun", and who says otherwise where a variable goes before the file.
Document answer_of_change(const char* report, const Setting& setting, Session& session) {
  const Current now = current(setting, session);
  std::string line = fmt::format("{} = {}", setting.name, printable(now.value));
  if (now.value.empty()) line += setting.home == SettingHome::book ? "(nothing)" : "\"\"";
  Document document = answer(report, setting, now, std::move(line));
  document.saved = "saved";
  if (setting.home == SettingHome::file) {
    const Found found = session.settings().find(setting.name);
    if (found.by == Found::By::own_variable)
      document.notices.push_back(fmt::format("{} is set and goes before the file", found.origin));
  }
  return document;
}

void write_rule(const Setting& setting, const std::string& value, Session& session,
                const std::string& verb) {
  Writing writing = session.write(verb);
  if (writing.repeated()) return;
  if (setting.set == nullptr) {
    const Pm pm = resolve_pm(session.store(), value);
    if (writing.set_me(pm.uid)) writing.commit();
    return;
  }
  Rules rules = session.store().rules();
  setting.set(rules, value);
  if (writing.set_rules(rules)) writing.commit();
}

void declare_config_set(Args& args, ConfigSetOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .word(options.value, "VALUE", "what it shall be", Completes::setting_value)
      .example("rapport config set me Priya", "whose book this is")
      .example("rapport config set week.start sun")
      .example("rapport config set work.days mon-thu")
      .example("rapport config set own.domains example.com,example.org")
      .example("rapport config set pager \"less -R\"", "taste: kept in the settings file")
      .prose(
          "Settings that change a verdict or a match live in the book and are part of its history: "
          "`undo` takes them back. `me` is this book's own and is never exchanged. The others "
          "are taste and live in the settings file, where comments and order stay as they are. "
          "`rapport help settings` lists them all.");
}

Document run_config_set(const ConfigSetOptions& options, Session& session) {
  check_text(options.value, "value");
  const Setting& setting = find_setting(options.name);
  if (setting.home == SettingHome::book) {
    write_rule(setting, options.value, session, "config set");
  } else {
    const std::string path = session.settings().path();
    const auto value = read_file_value(setting, options.value);
    const auto text = read_settings_file(path).value_or("");
    write_settings_file(path, with_setting(text, setting.name, value, path));
    session.read_settings();
  }
  return answer_of_change("config set", setting, session);
}

void declare_config_unset(Args& args, NameOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .example("rapport config unset week.start", "weeks begin on Monday again");
}

Document run_config_unset(const NameOptions& options, Session& session) {
  const Setting& setting = find_setting(options.name);
  if (setting.name == "me")
    throw Error(ErrorKind::usage, "a book is somebody's: `me` cannot be unset",
                "rapport config set me NAME makes it somebody else's");
  if (setting.home == SettingHome::book) {
    if (session.has_book())
      write_rule(setting, std::string(setting.fallback), session, "config unset");
  } else {
    const std::string path = session.settings().path();
    const auto text = read_settings_file(path);
    const auto without = without_setting(text.value_or(""), setting.name, path);
    if (text && without != *text) write_settings_file(path, without);
    session.read_settings();
  }
  return answer_of_change("config unset", setting, session);
}

void declare_config_get(Args& args, NameOptions& options) {
  args.word(options.name, "SETTING", "which one", Completes::setting)
      .example("rapport config get week.start");
}

Document run_config_get(const NameOptions& options, Session& session) {
  const Setting& setting = find_setting(options.name);
  const Current now = current(setting, session);
  return answer("config get", setting, now, printable(now.value));
}

void declare_config_list(Args& args, ConfigListOptions&) {
  args.example("rapport config list", "every setting, its value and where it comes from");
}

Document run_config_list(const ConfigListOptions&, Session& session) {
  Table table{.key = "settings",
              .title = "",
              .columns = {{"name", "Setting"},
                          {"value", "Value"},
                          {"origin", "From"},
                          {"summary", "What it is", Audience::programs}},
              .rows = {},
              .empty = ""};
  for (const Setting& setting : settings()) {
    Current now = current(setting, session);
    table.rows.push_back({{std::string(setting.name)},
                          {std::move(now.value)},
                          {std::move(now.origin)},
                          {std::string(setting.summary)}});
  }
  return {.report = "config list",
          .title = "Settings",
          .blocks = {std::move(table),
                     Text{"`rapport help settings` says what each is and takes.", Tone::quiet}}};
}

constexpr std::array config_rows{
    Command{"config list", "all settings, and where each comes from",
            prepare<ConfigListOptions, declare_config_list, run_config_list>},
    Command{"config get", "print one setting",
            prepare<NameOptions, declare_config_get, run_config_get>},
    Command{"config set", "change one setting",
            prepare<ConfigSetOptions, declare_config_set, run_config_set>},
    Command{"config unset", "let one setting be as if nobody had set it",
            prepare<NameOptions, declare_config_unset, run_config_unset>},
};

}  // namespace

std::vector<Choice> setting_choices() {
  std::vector<Choice> choices;
  for (const Setting& setting : settings())
    choices.push_back({std::string(setting.name), std::string(setting.summary)});
  return choices;
}

std::vector<Choice> setting_value_choices(const std::string& name) {
  std::vector<Choice> choices;
  for (const Setting& setting : settings())
    if (setting.name == name)
      for (const std::string_view word : setting.words) choices.push_back({std::string(word), ""});
  return choices;
}

std::span<const Command> config_commands() { return config_rows; }

}  // namespace rapport
