#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/book.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/records.hpp"
#include "rapport/store/restore.hpp"
#include "rapport/store/salvage.hpp"

namespace rapport {
namespace {

constexpr std::size_t most_loose_ends = 20;
constexpr const char* repair_hint = "`rapport check --fix` saves a copy, then repairs it";

struct CheckOptions {
  bool refold = false;
  bool deep = false;
  bool fix = false;
};

void declare_check(Args& args, CheckOptions& options) {
  args.flag(options.deep, "--deep", "also compare every record with the journal it comes from")
      .flag(options.fix, "--fix", "save a copy of the book, then repair what --deep finds")
      .flag(options.refold, "--refold", "rebuild every table that is made from the journal")
      .example("rapport check --deep", "is anything damaged?")
      .example("rapport check --fix", "repair it, and say what was lost")
      .prose(
          "--fix changes nothing in a sound book. Otherwise it first puts a copy of the book into "
          "the backup folder and says where. Everything that is derived from the journal is "
          "rebuilt. Parts of the journal that cannot be read are taken from the newest backup that "
          "still has them, or else from the records as they last stood. Whatever may have changed "
          "or was lost is listed, and the exit code is then 1.");
}

/// What is wrong, also where the pages cannot even be read to the end.
std::vector<std::string> look(Store& store) {
  try {
    return store.check(Depth::deep);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::busy || error.kind() == ErrorKind::permission) throw;
    return {error.what()};
  }
}

/// Repairs the book; answers where the copy is that was made before.
std::string repair_book(Session& session, Repair& repair) {
  Store& store = session.store();
  const Place place{path_of_book(session), backups_folder(session.world()), session.world().clock};
  if (is_journal_sound(store.db())) {
    std::string kept = keep_book(store.db(), place, before_repair);
    store.rebuild();
    if (look(store).empty()) return kept;
  }
  const auto backups = backups_in(place.backups, place.book);
  std::optional<Store> repaired;
  return replace_book(store.db(), place, before_repair, [&]() -> Db& {
    repaired.emplace(salvage(store.db(), backups, place.now, repair));
    return repaired->db();
  });
}

Document run_fix(Session& session) {
  if (session.globals().as_of)
    throw Error(ErrorKind::usage, "`check --fix` cannot change the past", "leave --as-of out");
  const auto troubles = look(session.store());
  if (troubles.empty()) return sound_document();
  Repair repair;
  std::string kept = repair_book(session, repair);
  return repair_document({.kept = std::move(kept),
                          .from_backup = repair.from_backup,
                          .troubles = troubles,
                          .altered = repair.altered,
                          .lost = repair.lost});
}

/// Where the pages cannot be read to the end, the next step is the same: not this command again.
std::vector<std::string> check_book(Store& store, bool deep) {
  try {
    return store.check(deep ? Depth::deep : Depth::quick);
  } catch (const UnusableFile& error) {
    throw Error(error.kind(), error.what(), repair_hint);
  }
}

Document look_or_fix(const CheckOptions& options, Session& session) {
  session.insist_on_book();
  if (!session.has_book())
    return {.report = "check", .blocks = {Text{"there is no book yet, so nothing is damaged"}}};
  if (options.fix) return run_fix(session);
  Store& store = session.store();
  const auto troubles = check_book(store, options.deep);
  if (options.refold) store.rebuild();
  if (!troubles.empty() && !options.refold)
    throw Error(ErrorKind::bad_data, fmt::format("the book is damaged: {}", troubles.front()),
                repair_hint);
  return check_document(troubles, options.refold,
                        loose_ends(store, session.now(), most_loose_ends));
}

/// What cannot even be opened or read in parts, a backup alone brings back.
Document run_check(const CheckOptions& options, Session& session) {
  try {
    return look_or_fix(options, session);
  } catch (const UnusableFile& error) {
    if (!options.fix) throw;
    throw UnusableFile(error.kind(), error.what(),
                       "nothing was changed: too little of it can be read; restore a backup");
  }
}

constexpr std::array check_rows{
    Command{"check", "is the book sound?", prepare<CheckOptions, declare_check, run_check>},
};

}  // namespace

std::span<const Command> check_commands() { return check_rows; }

}  // namespace rapport
