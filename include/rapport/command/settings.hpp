#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "rapport/command/settings_file.hpp"
#include "rapport/command/world.hpp"
#include "rapport/domain/target.hpp"

/// The table of settings, which config, completion, help and man all read.
namespace rapport {

/// Where a setting is kept. What changes a verdict or a match is part of the book and its history;
/// taste is one person's, on one machine.
enum class SettingHome { book, file };

/// An environment variable that says what a setting of the file is.
struct SettingVariable {
  std::string_view name;
  /// The value that this text of the variable means; nothing where it means none.
  std::optional<std::string> (*read)(const std::string& text);
};

struct Setting {
  std::string_view name;      ///< "work.days"
  std::string_view summary;   ///< one line, lower case, no full stop
  std::string_view takes;     ///< what may be set, in words: "auto, always or never"
  std::string_view fallback;  ///< where nobody says anything
  SettingHome home = SettingHome::book;
  std::span<const std::string_view> words = {};  ///< all it takes; empty: any text
  /// Of the file: rapport's own variables go before it, those of all programs come behind it.
  std::span<const SettingVariable> before = {}, behind = {};
  /// Of the book; null for `me`, which is no rule. `set` throws Error(usage).
  std::string (*get)(const Rules&) = nullptr;
  void (*set)(Rules&, const std::string&) = nullptr;
};

std::span<const Setting> settings();

/// Throws Error(usage) with what was probably meant.
const Setting& find_setting(std::string_view name);

/// True for a setting that is "true" or "false" and stands in the file as such.
bool is_truth(const Setting& setting);

/// The value for the file. Throws Error(usage) for what the setting does not take.
FileValue read_file_value(const Setting& setting, const std::string& text);

/// What a setting of the file is, and who says so.
struct Found {
  enum class By { fallback, own_variable, file, shared_variable } by = By::fallback;
  std::string value;
  std::string origin;  ///< "default", "RAPPORT_PAGER" or "~/.config/rapport/config.toml:3"
};

/// Environment and settings file, read once. Where there is no file that costs one failed open.
class Settings {
 public:
  /// Throws as `read_settings_file` and `parse_settings`, and Error(config) "PATH:LINE:COLUMN: …"
  /// for a key that is no setting of the file and a value that it does not take.
  explicit Settings(const World& world);

  /// As if there were no file.
  static Settings of_environment(const World& world);

  /// The setting of the file of that name.
  Found find(std::string_view name) const;

  /// The file, whether it is there or not.
  const std::string& path() const { return path_; }

 private:
  Settings(const World& world, std::string path) : world_(&world), path_(std::move(path)) {}
  Found value_of(const Setting& setting) const;

  const World* world_;
  std::string path_;
  std::map<std::string, Found, std::less<>> file_;
};

}  // namespace rapport
