#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rapport/document/document.hpp"

/// What the commands about the book itself answer: backups, settings, history, check, forget.
namespace rapport {

struct BackupLine {
  Moment made;
  std::optional<std::int64_t> talks;  ///< nothing where the backup is damaged
  std::optional<Date> newest;
  std::int64_t bytes = 0;
  std::string name, path;
  std::string why;  ///< "before-restore"; empty where somebody asked for it
};

Document backups_document(const std::string& folder, const std::vector<BackupLine>& lines);

/// "12 KB", "3.4 MB".
std::string size_text(std::int64_t bytes);

/// A setting as it is now, and who says so.
struct SettingLine {
  std::string name, value, origin, summary;
};

Document settings_document(const std::vector<SettingLine>& lines);

/// One setting alone, for `config get`, `set` and `unset`: `line` is what people read.
Document setting_document(const char* report, const SettingLine& setting, std::string line);

/// A command of the history, and what it did.
struct HistoryLine {
  Moment at;
  std::string command, what;
};

Table history_table(const std::vector<HistoryLine>& lines);         ///< of the book
Table entity_history_table(const std::vector<HistoryLine>& lines);  ///< of one talk

/// What a command did to one entity.
struct ChangeLine {
  std::string ent;          ///< for programs
  std::string kind;         ///< for people
  std::int64_t number = 0;  ///< 0 where people never type one
  std::string name, change;
};

Table changes_table(const std::vector<ChangeLine>& lines);

/// What a check found, and what a repair came to.
struct RepairReport {
  std::string kept;              ///< where the copy of the damaged book is
  std::int64_t from_backup = 0;  ///< how many changes
  std::vector<std::string> troubles, altered, lost;

  bool is_whole() const { return altered.empty() && lost.empty(); }
};

Document sound_document();
Document repair_document(const RepairReport& report);
/// `loose_ends` are records that refer to nothing: no damage, and for people to mend.
Document check_document(const std::vector<std::string>& troubles, bool is_rebuilt,
                        const std::vector<std::string>& loose_ends = {});

struct ForgottenLine {
  std::string kind, pseudonym, uid;
};

struct ForgetReport {
  std::string label;                          ///< of the one that was named, as it was called
  std::vector<ForgottenLine> parties;         ///< at least one; the first is the one that was named
  std::int64_t talks = 0;                     ///< which stay
  std::string mentions;                       ///< "3 learnings, 1 promise"
  std::vector<std::string> cleared, deleted;  ///< names of backups
  std::int64_t drafts = 0;
  std::vector<std::string> copies;  ///< elsewhere, which still hold a name
};

Document forget_document(const ForgetReport& report);

}  // namespace rapport
