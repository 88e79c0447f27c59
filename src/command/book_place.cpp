#include "rapport/command/book_place.hpp"

#include "rapport/base/error.hpp"
#include "rapport/command/backups.hpp"

namespace rapport {

BookPath book_path(const World& world, const std::optional<std::string>& db) {
  if (db) {
    if (db->empty())
      throw Error(ErrorKind::config, "--db is empty", "name a file, or leave the option out");
    return {*db, true};
  }
  if (world.env.contains("RAPPORT_DB")) {
    const std::string path = world.variable("RAPPORT_DB");
    if (path.empty())
      throw Error(ErrorKind::config, "RAPPORT_DB is empty", "unset it, or name a file");
    return {path, true};
  }
  const std::string data = world.variable("XDG_DATA_HOME");
  if (data.starts_with('/')) return {data + "/rapport/rapport.db", false};
  if (!world.home.starts_with('/'))
    throw Error(ErrorKind::config, "there is no home folder to keep the book in",
                "set HOME, or name a file with --db or RAPPORT_DB");
  return {world.home + "/.local/share/rapport/rapport.db", false};
}

BookPath book_place(const World& world, const std::optional<std::string>& db) {
  BookPath place = book_path(world, db);
  place.save_before_migration = [&world, path = place.path](Db& book) {
    return save_backup(book, backups_folder(world), path, world.clock.local, "before-migration")
        .path;
  };
  return place;
}

}  // namespace rapport
