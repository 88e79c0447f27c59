#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/files.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/beside.hpp"
#include "rapport/store/restore.hpp"

namespace rapport {
namespace {

struct RestoreOptions {
  std::string file;
  bool yes = false;
};

void declare_restore(Args& args, RestoreOptions& options) {
  args.word(options.file, "FILE", "a backup: a path, or a name from `rapport backup list`",
            Completes::backup)
      .flag(options.yes, "--yes", "do not ask")
      .example("rapport restore rapport-2026-11-20T0914.db", "a name from `rapport backup list`")
      .example("rapport restore /media/stick/book.db --yes")
      .prose(
          "The backup replaces the whole book in one step, after a copy of the current book is "
          "saved to the backup folder. `rapport undo` does not reverse a restore; restoring that "
          "copy does. A damaged or foreign file is refused before anything is touched. Whoever was "
          "forgotten since the backup is erased again.");
}

/// The path that FILE means: as typed, else in the folder of backups.
std::string find_file(const std::string& typed, const Session& session) {
  const std::string in_folder = backups_folder(session.world()) + "/" + typed;
  const bool only_there = !typed.empty() && typed.find('/') == std::string::npos &&
                          ::access(typed.c_str(), F_OK) != 0 &&
                          ::access(in_folder.c_str(), F_OK) == 0;
  std::string path = only_there ? in_folder : typed;
  if (is_same_file(path, path_of_book(session)))
    throw Error(ErrorKind::usage, fmt::format("'{}' is the book itself", printable(typed)),
                "name a backup; `rapport backup list` shows them");
  return path;
}

/// The book as it is, if it can be opened.
struct PresentBook {
  Store* store = nullptr;
  std::string says;  ///< what it holds, or why it cannot be said
};

PresentBook present_book(Session& session) {
  try {
    if (!session.has_book()) return {nullptr, "there is no book yet"};
    Store& store = session.store();
    return {&store, contents_text(contents_of(store.db()), session.today())};
  } catch (const UnusableFile& error) {
    check_is_book(path_of_book(session));
    return {nullptr, fmt::format("cannot be used: {}", error.what())};
  }
}

/// Throws Error that names the file: the book itself may be sound.
Store backup_in(const std::string& file) try {
  return load_backup(file);
} catch (const UnusableFile& error) {
  if (std::string_view(error.what()).starts_with("the backup")) throw;
  throw Error(error.kind(),
              fmt::format("the backup '{}' cannot be used: {}", printable(file), error.what()),
              "nothing was changed; `rapport backup list` shows the others");
}

/// Says what will happen and asks. Throws Error(usage) where nobody can be asked.
bool may_replace(Session& session, const std::string& now, const std::string& then, bool yes) {
  if (yes) return true;
  if (!session.can_ask())
    throw Error(
        ErrorKind::usage,
        fmt::format("restoring replaces the whole book. The book: {}. The backup: {}", now, then),
        "nothing was changed; say --yes to go ahead");
  return session.confirm(
      fmt::format("This replaces the whole book.\n  The book:   {}\n  "
                  "The backup: {}\nGo ahead?",
                  now, then));
}

Document restored_document(Session& session, const std::string& file, const std::string& before,
                           const Restored& restored) {
  const auto& holds = restored.holds;
  Document document{.report = "restore", .saved = "the book was restored"};
  document.blocks.emplace_back(KeyValues{
      {{"file", "Restored", {file}},
       {"holds", "Now", {contents_text(holds, session.today()), Tone::good}, Audience::people},
       {"was", "Before", {before}, Audience::people},
       value_for_programs("talks", holds.talks),
       value_for_programs("newest", value_of(holds.newest)),
       {"kept", "Kept at", {value_of(restored.kept)}},
       {"forgotten",
        "Erased again",
        {restored.forgotten.empty() ? Value{} : Value{restored.forgotten}}}}});
  if (!restored.kept.empty())
    document.blocks.emplace_back(
        Text{"To go back: rapport restore " +
                 printable(shell_word(restored.kept.substr(restored.kept.rfind('/') + 1))),
             Tone::quiet});
  return document;
}

Document run_restore(const RestoreOptions& options, Session& session) {
  if (session.globals().as_of)
    throw Error(ErrorKind::usage, "`restore` cannot change the past", "leave --as-of out");
  const std::string file = find_file(options.file, session);
  const PresentBook present = present_book(session);
  if (present.store != nullptr && session.repeated())
    return {.report = "restore", .blocks = {Text{"already done, under the same --op-id"}}};
  Store backup = backup_in(file);
  const std::string then = contents_text(contents_of(backup.db()), session.today());
  if (!may_replace(session, present.says, then, options.yes))
    return {.report = "restore", .blocks = {Text{"nothing was changed"}}, .answer = false};
  const Place place{path_of_book(session), backups_folder(session.world()), session.world().clock};
  const Restored restored = restore_book(backup, present.store, place, session.op_id());
  return restored_document(session, file, present.says, restored);
}

constexpr std::array restore_rows{
    Command{"restore", "bring a backup back",
            prepare<RestoreOptions, declare_restore, run_restore>},
};

}  // namespace

std::span<const Command> restore_commands() { return restore_rows; }

}  // namespace rapport
