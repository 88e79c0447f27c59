#include "rapport/command/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/book/book_rules.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/base/text.hpp"

namespace rapport {
namespace {

constexpr std::array<std::string_view, 3> colour_words{"auto", "always", "never"};
constexpr std::array<std::string_view, 2> truth_words{"false", "true"};

constexpr std::array<std::string_view, 5> pause_words{"5m", "15m", "1h", "4h", "never"};

using Said = std::optional<std::string>;

Said as_written(const std::string& text) { return text.empty() ? Said{} : Said{text}; }
Said text_or_empty(const std::string& text) { return text; }
Said never_if_set(const std::string& text) { return text.empty() ? Said{} : Said{"never"}; }
Said always_if_set(const std::string& text) {
  return text.empty() || text == "0" ? Said{} : Said{"always"};
}

constexpr std::array colour_variables{SettingVariable{"NO_COLOR", never_if_set},
                                      SettingVariable{"FORCE_COLOR", always_if_set}};
constexpr std::array pager_variables{SettingVariable{"RAPPORT_PAGER", text_or_empty}};
constexpr std::array shared_pager_variables{SettingVariable{"PAGER", text_or_empty}};
constexpr std::array editor_variables{SettingVariable{"RAPPORT_EDITOR", as_written}};
constexpr std::array shared_editor_variables{SettingVariable{"VISUAL", as_written},
                                             SettingVariable{"EDITOR", as_written}};

constexpr std::array setting_table{
    Setting{.name = "me",
            .summary = "whose book this is",
            .takes = "a name, handle or e-mail of a PM",
            .fallback = ""},
    Setting{.name = "week.start",
            .summary = "the day on which a week begins",
            .takes = "mon, tue, wed, thu, fri, sat or sun",
            .fallback = "mon",
            .get = week_start_text,
            .set = set_week_start},
    Setting{.name = "work.days",
            .summary = "your working days",
            .takes = "days and ranges of days: mon-thu, mon,tue,fri",
            .fallback = "mon,tue,wed,thu,fri",
            .get = work_days_text,
            .set = set_work_days},
    Setting{.name = "hour.minutes",
            .summary = "what counts as an hour: its least length",
            .takes = "a length: 50, 45m",
            .fallback = "50",
            .get = hour_text,
            .set = set_hour},
    Setting{.name = "own.domains",
            .summary = "e-mail domains of colleagues, who are never customers",
            .takes = "domains with commas: example.com,example.net",
            .fallback = "",
            .get = own_domains_text,
            .set = set_own_domains},
    Setting{.name = "color",
            .summary = "colour in text, where --color does not say",
            .takes = "auto (on a terminal), always or never",
            .fallback = "auto",
            .home = SettingHome::file,
            .words = colour_words,
            .before = colour_variables},
    Setting{.name = "pager",
            .summary = "the program for text longer than the screen",
            .takes = "a command; nothing (\"\") or cat for none",
            .fallback = "less -FRX",
            .home = SettingHome::file,
            .before = pager_variables,
            .behind = shared_pager_variables},
    Setting{.name = "editor",
            .summary = "the program for writing notes",
            .takes = "a command",
            .fallback = "vi",
            .home = SettingHome::file,
            .before = editor_variables,
            .behind = shared_editor_variables},
    Setting{.name = "private.mood",
            .summary = "keep moods entered from now on on this machine",
            .takes = "true or false",
            .fallback = "false",
            .home = SettingHome::file,
            .words = truth_words},
    Setting{.name = "sync.after",
            .summary = "once a hub is joined: how often a command starts a sync in the background",
            .takes = "5m, 15m, 1h, 4h or never",
            .fallback = "15m",
            .home = SettingHome::file,
            .words = pause_words},
    Setting{.name = "hub.url",
            .summary = "the team's hub, for `hub join` and `hub add`; `hub init` sets it",
            .takes = "dir:PATH or postgresql://HOST/NAME",
            .fallback = "",
            .home = SettingHome::file},
    Setting{.name = "hub.before",
            .summary = "what to run before each sync, such as a download of the folder",
            .takes = "a command for the shell",
            .fallback = "",
            .home = SettingHome::file},
    Setting{.name = "hub.after",
            .summary = "what to run after each sync, such as an upload of the folder",
            .takes = "a command for the shell",
            .fallback = "",
            .home = SettingHome::file},
};

[[noreturn]] void refuse(const std::string& path, const FileSetting& entry, const std::string& what,
                         const std::string& hint) {
  throw Error(ErrorKind::config,
              fmt::format("{}:{}:{}: {}", printable(path), entry.line, entry.column, what), hint);
}

std::string names_of(const SettingHome home) {
  std::string names;
  for (const Setting& setting : setting_table)
    if (setting.home == home) names += (names.empty() ? "" : ", ") + std::string(setting.name);
  return names;
}

/// The setting that a key of the file names. Throws Error(config).
const Setting& setting_of(const FileSetting& entry, const std::string& path) {
  std::vector<std::string_view> known;
  for (const Setting& setting : setting_table) {
    if (setting.name == entry.key && setting.home == SettingHome::file) return setting;
    if (setting.name == entry.key)
      refuse(path, entry, fmt::format("{} is kept in the book, not in this file", setting.name),
             fmt::format("remove the line, and type `rapport config set {} VALUE`", setting.name));
    if (setting.home == SettingHome::file) known.push_back(setting.name);
  }
  const auto near = closest(entry.key, known);
  refuse(path, entry, fmt::format("there is no setting '{}'", printable(entry.key)),
         near.empty() ? "settings of the file are: " + names_of(SettingHome::file)
                      : fmt::format("did you mean {}?", near.front()));
}

bool takes(const Setting& setting, const FileValue& value) {
  if (is_truth(setting)) return std::holds_alternative<bool>(value);
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || !is_valid_text(*text)) return false;
  return setting.words.empty() ||
         std::find(setting.words.begin(), setting.words.end(), *text) != setting.words.end();
}

std::string value_text(const FileValue& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  return std::get<std::string>(value);
}

/// "~/.config/…" for what lies in the home folder.
std::string short_path(const World& world, const std::string& path) {
  const bool at_home = !world.home.empty() && path.starts_with(world.home + "/");
  return at_home ? "~" + path.substr(world.home.size()) : path;
}

}  // namespace

std::span<const Setting> settings() { return setting_table; }

bool is_truth(const Setting& setting) { return setting.words.data() == truth_words.data(); }

const Setting& find_setting(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Setting& setting : setting_table) {
    if (setting.name == name) return setting;
    known.push_back(setting.name);
  }
  const auto near = closest(name, known);
  throw Error(ErrorKind::usage, fmt::format("there is no setting '{}'", printable(name)),
              near.empty() ? fmt::format("settings are: {}", joined(known))
                           : fmt::format("did you mean {}?", near.front()));
}

FileValue read_file_value(const Setting& setting, const std::string& text) {
  check_text(text, "value");
  FileValue value = text;
  if (is_truth(setting) && (text == "true" || text == "false")) value = text == "true";
  if (!takes(setting, value))
    throw Error(ErrorKind::usage,
                fmt::format("{} does not take '{}'", setting.name, printable(text)),
                fmt::format("it takes {}", setting.takes));
  return value;
}

Settings Settings::of_environment(const World& world) { return {world, settings_path(world)}; }

Settings::Settings(const World& world) : Settings(of_environment(world)) {
  const auto text = read_settings_file(path_);
  if (!text) return;
  for (const FileSetting& entry : parse_settings(*text, path_)) {
    const Setting& setting = setting_of(entry, path_);
    if (!takes(setting, entry.value))
      refuse(path_, entry, fmt::format("{} does not take this value", setting.name),
             fmt::format("it takes {}{}", setting.takes, is_truth(setting) ? "" : ", in quotes"));
    file_[entry.key] = {Found::By::file, value_text(entry.value),
                        fmt::format("{}:{}", short_path(world, path_), entry.line)};
  }
}

Found Settings::find(std::string_view name) const { return value_of(find_setting(name)); }

Found Settings::value_of(const Setting& setting) const {
  const auto of_variables = [&](std::span<const SettingVariable> variables,
                                Found::By by) -> std::optional<Found> {
    for (const SettingVariable& variable : variables) {
      const auto place = world_->env.find(std::string(variable.name));
      if (place == world_->env.end()) continue;
      if (auto value = variable.read(place->second))
        return Found{by, *std::move(value), std::string(variable.name)};
    }
    return std::nullopt;
  };
  if (auto found = of_variables(setting.before, Found::By::own_variable)) return *found;
  if (const auto found = file_.find(setting.name); found != file_.end()) return found->second;
  if (auto found = of_variables(setting.behind, Found::By::shared_variable)) return *found;
  return {Found::By::fallback, std::string(setting.fallback), "default"};
}

}  // namespace rapport
