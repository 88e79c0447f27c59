#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/copies.hpp"
#include "rapport/command/files.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/book.hpp"

// `rapport backup` and `rapport backup list`.
namespace rapport {
namespace {

struct BackupOptions {
  std::optional<std::string> file;
};

struct BackupListOptions {};

void declare_backup(Args& args, BackupOptions& options) {
  args.word(options.file, "FILE", "where to; without it, the backup folder", Completes::file)
      .example("rapport backup", "into the backup folder, named after the date and time")
      .example("rapport backup /media/stick/book.db")
      .prose(
          "A backup is one complete file, a snapshot of a single moment even while others write. "
          "It is opened and checked before it gets its name. Without FILE it goes to "
          "$XDG_STATE_HOME/rapport/backups, which keeps the newest ten and, of older ones, the "
          "newest of each of eight weeks and twelve months. When a backup holds less than half of "
          "the one before it, nothing is deleted, and rapport says so.");
}

void declare_backup_list(Args& args, BackupListOptions&) {
  args.example("rapport backup list", "what `rapport restore` can bring back");
}

Db& book_to_save(Session& session) {
  if (session.globals().as_of)
    throw Error(ErrorKind::usage, "a backup saves the book as it is now", "leave --as-of out");
  if (!session.has_book())
    throw Error(ErrorKind::no_input, "there is no book yet, so there is nothing to back up",
                "log a talk to start one");
  return session.store().db();
}

SavedCopy save(Session& session, Db& book, const std::optional<std::string>& file) {
  const std::string of = path_of_book(session);
  if (!file) return save_backup(book, backups_folder(session.world()), of, session.now());
  if (file->empty())
    throw Error(ErrorKind::usage, "the name of the backup is empty",
                "name a file, or leave it out");
  std::string path = is_folder(*file) ? backup_path(*file, of, session.now()) : *file;
  remember_copy(session.world(), path);
  return save_checked_copy(book, path);
}

/// True when the newest backup holds much less than the one before it: something may be wrong with
/// the book, and older backups are worth more than room on the disk.
bool has_shrunk(const std::vector<Backup>& newest_first) {
  const Backup* newest = nullptr;
  for (const Backup& backup : newest_first) {
    if (!backup.is_good()) continue;
    if (newest != nullptr) return newest->holds->records * 2 < backup.holds->records;
    newest = &backup;
  }
  return false;
}

void rotate(Session& session, Db& book, Document& document) {
  const auto backups = backups_in(backups_folder(session.world()), path_of_book(session));
  if (has_shrunk(backups)) {
    document.blocks.emplace_back(
        Text{"This backup holds less than half of the one before it, so all older ones were kept. "
             "Was something lost? See `rapport history` and `rapport backup list`.",
             Tone::warn});
    return;
  }
  const auto removed = rotate_backups(backups, book);
  document.blocks.emplace_back(KeyValues{{value_for_programs("removed", removed)}});
  if (!removed.empty())
    document.blocks.emplace_back(
        Text{count_text(static_cast<std::int64_t>(removed.size()), "older one") + " made room",
             Tone::quiet});
}

Document run_backup(const BackupOptions& options, Session& session) {
  Db& book = book_to_save(session);
  const auto [path, holds] = save(session, book, options.file);
  Document document{.report = "backup"};
  document.blocks.emplace_back(KeyValues{
      {{"file", "Saved to", {path}},
       value_for_programs("bytes", holds.bytes),
       value_for_programs("talks", holds.talks),
       value_for_programs("customers", holds.customers),
       value_for_programs("newest", value_of(holds.newest)),
       {"holds", "Holds", {contents_text(holds, session.today())}, Audience::people},
       {"size", "Size", {size_text(holds.bytes) + ", checked", Tone::good}, Audience::people}}});
  document.saved = "the backup is at " + printable(path);
  if (!options.file) rotate(session, book, document);
  return document;
}

Document run_backup_list(const BackupListOptions&, Session& session) {
  const std::string folder = backups_folder(session.world());
  std::vector<BackupLine> lines;
  for (const Backup& backup : backups_in(folder, path_of_book(session)))
    lines.push_back({.made = backup.made,
                     .talks = backup.holds ? std::optional{backup.holds->talks} : std::nullopt,
                     .newest = backup.holds ? backup.holds->newest : std::nullopt,
                     .bytes = backup.bytes,
                     .name = backup.name,
                     .path = backup.path,
                     .why = backup.why});
  return backups_document(folder, lines);
}

constexpr std::array backup_rows{
    Command{"backup", "save a complete, checked copy of the book",
            prepare<BackupOptions, declare_backup, run_backup>},
    Command{"backup list", "list the backups",
            prepare<BackupListOptions, declare_backup_list, run_backup_list>},
};

}  // namespace

std::span<const Command> backup_commands() { return backup_rows; }

}  // namespace rapport
