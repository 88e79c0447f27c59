#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/command/world.hpp"

/// The settings file: TOML, written by people and by rapport.
namespace rapport {

/// What stands behind a key: text, true or false, or (monostate) anything else that TOML knows.
using FileValue = std::variant<std::monostate, bool, std::string>;

struct FileSetting {
  std::string key;  ///< "private.mood", whether it was written so or below [private]
  FileValue value;
  std::size_t line = 0;    ///< of the key, from 1
  std::size_t column = 0;  ///< of the key, in characters, from 1

  bool operator==(const FileSetting& other) const {
    return key == other.key && value == other.value;
  }
};

/// All keys of the file `text` in the order of their lines. `path` is for messages. Throws
/// Error(config) "PATH:LINE:COLUMN: …" for what is no TOML.
std::vector<FileSetting> parse_settings(std::string_view text, const std::string& path);

/// The file anew, with `key` set to `value`, or without `key`: all other values stay, comments do
/// not. Throws as `parse_settings`, and Error(config) where that cannot be written.
std::string with_setting(std::string_view text, std::string_view key,
                         const std::optional<FileValue>& value, const std::string& path);

/// "$XDG_CONFIG_HOME/rapport/config.toml" where that is absolute, else in ~/.config; empty where
/// there is no home folder. Never in the current folder.
std::string settings_path(const World& world);

/// The text of the file, or nothing where there is none. Throws Error(permission) for a file of
/// somebody else or that others may write (it names programs to run), Error(config) for no regular
/// file or one of more than 1 MiB.
std::optional<std::string> read_settings_file(const std::string& path);

/// Puts `text` in the place of the file at once, 0600, with its folder where there is none; where
/// the file is a link, of what that leads to. Throws Error(cannot_create) and Error(io).
void write_settings_file(const std::string& path, std::string_view text);

}  // namespace rapport
