#include "rapport/command/backups.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"

namespace rapport {

std::string backups_folder(const World& world) {
  const auto state = world.env.find("XDG_STATE_HOME");
  if (state != world.env.end() && state->second.starts_with('/'))
    return state->second + "/rapport/backups";
  if (!world.home.starts_with('/'))
    throw Error(ErrorKind::config, "there is no home folder to keep backups in",
                "set HOME, or name a file: rapport backup FILE");
  return world.home + "/.local/state/rapport/backups";
}

std::string path_of_book(const Session& session) {
  return book_path(session.world(), session.globals().db).path;
}

std::string contents_text(const Contents& holds, Date today) {
  std::string text =
      fmt::format("{} talk{} with {} customer{}", holds.talks, holds.talks == 1 ? "" : "s",
                  holds.customers, holds.customers == 1 ? "" : "s");
  if (holds.newest) text += ", the newest of " + day_text(*holds.newest, today);
  return text;
}

std::string size_text(std::int64_t bytes) {
  constexpr std::int64_t kilo = 1024;
  if (bytes < kilo * kilo) return fmt::format("{} KB", (bytes + kilo - 1) / kilo);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / (kilo * kilo));
}

std::string shell_word(const std::string& path) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,:@%~=";
  if (!path.empty() && path.find_first_not_of(plain) == std::string::npos) return path;
  std::string quoted = "'";
  for (const char c : path) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string rescue_hint(const World& world, const std::optional<std::string>& db,
                        const std::string& otherwise) {
  try {
    const auto backup = newest_good_backup(backups_folder(world), book_path(world, db).path);
    if (!backup) return otherwise;
    return fmt::format(
        "nothing was changed; the newest good backup is of {} {}: rapport restore {}",
        day_text(backup->made.date, world.clock.local.date),
        clock_text(backup->made.minute.value_or(0)), printable(shell_word(backup->name)));
  } catch (const std::exception&) {
    return otherwise;
  }
}

}  // namespace rapport
