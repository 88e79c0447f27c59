#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "rapport/base/error.hpp"
#include "rapport/store/backup.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/open.hpp"
#include "store/book/rotation.hpp"

// The folder of backups: how they are called, which are good, which are let go.
namespace rapport {
namespace {

constexpr std::string_view extension = ".db";
constexpr std::size_t date_size = 10;   // 2026-11-22
constexpr std::size_t stamp_size = 15;  // 2026-11-22T1130

/// "rapport" for ".../rapport.db": what the names of its backups begin with.
std::string stem_of(const std::string& book_path) {
  std::string stem = file_of(book_path);
  if (stem.size() > extension.size() && stem.ends_with(extension))
    stem.resize(stem.size() - extension.size());
  return stem;
}

/// The moment in "2026-11-22T1130"; nothing for another text.
std::optional<Moment> parse_stamp(std::string_view text) {
  if (text.size() != stamp_size) return std::nullopt;
  const std::size_t minutes = date_size + 3;
  return parse_iso_moment(fmt::format("{}:{}", text.substr(0, minutes), text.substr(minutes)));
}

/// What the name of a backup says; nothing where it is no backup of that book.
std::optional<Backup> parse_name(const std::string& name, const std::string& stem) {
  std::string_view rest = name;
  if (!rest.starts_with(stem + "-") || !rest.ends_with(extension)) return std::nullopt;
  rest.remove_prefix(stem.size() + 1);
  rest.remove_suffix(extension.size());
  const auto made = parse_stamp(rest.substr(0, stamp_size));
  if (!made) return std::nullopt;
  rest.remove_prefix(stamp_size);
  Backup backup{.name = name, .made = *made};
  if (rest.starts_with("-before-")) backup.why = rest.substr(1);
  while (!backup.why.empty() && backup.why.back() >= '0' && backup.why.back() <= '9')
    backup.why.pop_back();
  while (backup.why.ends_with('-')) backup.why.pop_back();
  return backup;
}

/// What tells which of two backups was made first.
struct Made {
  Backup backup;
  std::int64_t written = 0;  ///< when the file was, in nanoseconds
  Uid book;                  ///< its replica: a restored book is another
  std::int64_t changes = 0;  ///< in its journal, which only ever grows
};

Made look_at(Backup backup) {
  Made made{.backup = std::move(backup), .book = {}};
  struct stat file {};
  if (::stat(made.backup.path.c_str(), &file) == 0) {
    made.backup.bytes = file.st_size;
    made.written = file.st_mtim.tv_sec * std::int64_t{1'000'000'000} + file.st_mtim.tv_nsec;
  }
  try {
    Db copy = open_copy(made.backup.path);
    made.changes = copy.number("SELECT count(*) FROM change");
    if (const auto replica = copy.first("SELECT value FROM book WHERE key = 'replica'",
                                        [](const Row& row) { return row.uid(0); }))
      made.book = *replica;
  } catch (const Error&) {
    made.changes = 0;  // what cannot be read stands where its file does
  }
  return made;
}

/// No copy was written after one that holds more of the same book, whatever its file says: a clock
/// was wrong for a while.
void correct_times(std::vector<Made>& all) {
  for (Made& one : all)
    for (const Made& later : all)
      if (later.book == one.book && later.changes > one.changes && one.changes != 0)
        one.written = std::min(one.written, later.written);
}

void look_into(Backup& backup) {
  try {
    Db copy = open_copy(backup.path);
    verify_copy(copy, {});
    backup.replicas = replicas_of(copy);
    backup.holds = contents_of(copy);
  } catch (const Error&) {
    backup.holds.reset();  // what cannot be read is no good backup
  }
}

std::vector<Backup> named_backups(const std::string& folder, const std::string& book_path) {
  std::vector<Made> all;
  const std::string stem = stem_of(book_path);
  for (const std::string& name : names_in(folder))
    if (auto backup = parse_name(name, stem)) {
      backup->path = folder + "/" + name;
      all.push_back(look_at(std::move(*backup)));
    }
  correct_times(all);
  const auto order = [](const Made& one) {
    return std::tuple(one.written, one.changes, one.backup.name.size(), one.backup.name);
  };
  std::sort(all.begin(), all.end(),
            [&](const Made& a, const Made& b) { return order(a) > order(b); });
  std::vector<Backup> backups;
  for (Made& one : all) backups.push_back(std::move(one.backup));
  return backups;
}

}  // namespace

std::vector<Backup> backups_in(const std::string& folder, const std::string& book_path) {
  auto backups = named_backups(folder, book_path);
  for (Backup& backup : backups) look_into(backup);
  return backups;
}

std::optional<Backup> newest_good_backup(const std::string& folder, const std::string& book_path) {
  for (Backup& backup : named_backups(folder, book_path)) {
    if (backup.why == before_repair) continue;
    look_into(backup);
    if (backup.is_good()) return backup;
  }
  return std::nullopt;
}

std::string backup_path(const std::string& folder, const std::string& book_path, const Moment& now,
                        const std::string& why) {
  std::string clock = clock_text(now.minute.value_or(0));
  std::erase(clock, ':');
  const std::string name = fmt::format("{}/{}-{}T{}{}{}", folder, stem_of(book_path),
                                       to_string(now.date), clock, why.empty() ? "" : "-", why);
  std::string path = name + std::string(extension);
  struct stat there {};
  for (int number = 2; ::lstat(path.c_str(), &there) == 0; ++number)
    path = fmt::format("{}-{}{}", name, number, extension);
  return path;
}

SavedCopy save_backup(Db& book, const std::string& folder, const std::string& book_path,
                      const Moment& now, const std::string& why) {
  make_private_folders(folder);
  remove_dead_drafts(folder);
  SavedCopy saved;
  insist_on([&] {
    saved.path = backup_path(folder, book_path, now, why);
    NewFile file(saved.path);
    const Contents at_least = contents_of(book);
    write_copy(book, file, [&](Db& copy) { saved.holds = verify_copy(copy, at_least); });
    while (!file.link_as(saved.path)) saved.path = backup_path(folder, book_path, now, why);
  });
  return saved;
}

std::vector<std::string> rotate_backups(const std::vector<Backup>& newest_first, Db& book) {
  const auto ours = replicas_of(book);
  std::vector<Backup> candidates;
  for (const Backup& backup : newest_first) {
    const bool is_ours = std::any_of(backup.replicas.begin(), backup.replicas.end(),
                                     [&](const Uid& replica) { return ours.contains(replica); });
    if (backup.is_good() && is_ours) candidates.push_back(backup);
  }
  std::vector<Moment> moments;
  for (const Backup& backup : candidates) moments.push_back(backup.made);
  const auto keep = backups_to_keep(moments);
  std::vector<std::string> removed;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (!keep[i] && ::unlink(candidates[i].path.c_str()) == 0)
      removed.push_back(candidates[i].name);
  return removed;
}

}  // namespace rapport
