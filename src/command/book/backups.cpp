#include "rapport/command/backups.hpp"
#include "rapport/command/book_place.hpp"

#include <fmt/format.h>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/files.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/beside.hpp"

namespace rapport {

std::string state_folder(const World& world) {
  const std::string state = world.variable("XDG_STATE_HOME");
  if (state.starts_with('/')) return state + "/rapport";
  return world.home.starts_with('/') ? world.home + "/.local/state/rapport" : "";
}

std::string backups_folder(const World& world) {
  const std::string folder = state_folder(world);
  if (folder.empty())
    throw Error(ErrorKind::config, "there is no home folder to keep backups in",
                "set HOME, or name a file: rapport backup FILE");
  return folder + "/backups";
}

std::string path_of_book(const Session& session) {
  return book_path(session.world(), session.globals().db).path;
}

std::string contents_text(const Contents& holds, Date today) {
  std::string text =
      count_text(holds.talks, "talk") + " with " + count_text(holds.customers, "customer");
  if (holds.newest) text += ", the newest of " + day_text(*holds.newest, today);
  return text;
}

std::string rescue_hint(const World& world, const std::optional<std::string>& db,
                        const std::string& otherwise) {
  try {
    const std::string book = book_path(world, db).path;
    if (is_regular_file(book)) check_is_book(book);
    const auto backup = newest_good_backup(backups_folder(world), book);
    if (!backup) return otherwise;
    return fmt::format(
        "nothing was changed; the newest good backup is from {} {}: rapport restore {}",
        day_text(backup->made.date, world.clock.local.date),
        clock_text(backup->made.minute.value_or(0)), printable(shell_word(backup->name)));
  } catch (const NotABook& error) {
    return error.hint();
  } catch (const std::exception&) {
    return otherwise;
  }
}

}  // namespace rapport
