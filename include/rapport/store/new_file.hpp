#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "rapport/base/error.hpp"

/// The one way in which a file gets written (tests/checks/files).
namespace rapport {

/// True for the errors of a disk that is full or fails: exit code 74, whatever could not be done.
bool is_of_disk(int code);

/// Somebody took the draft away: what it was made from is no longer true (see `remove_all_drafts`).
class DraftTaken : public Error {
 public:
  explicit DraftTaken(const std::string& path);
};

/// A file that has no name yet: written as "<path>.new.<process>" beside it, 0600, and gone again
/// unless it gets its name, also where INT, TERM or HUP end the process. What a kill leaves, the
/// next one of the same path removes. Begin it before you read what goes into it: whoever forgets
/// takes away the drafts of what was read before.
class NewFile {
 public:
  /// Throws Error: disk (74) for a full or broken disk, else cannot_create (73), with `hint`.
  explicit NewFile(std::string path, std::string hint = "nothing was written; name another place");
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  const std::string& draft() const { return draft_; }

  void write(std::string_view bytes);

  /// Throws DraftTaken where the draft is no longer there: whatever else failed, that is why.
  void expect_own_draft() const;

  /// Syncs the file, gives it the name `path` in the same folder, and syncs that. False where there
  /// is a file of that name. Throws DraftTaken; unknown (76) where the folder cannot be synced.
  bool link_as(const std::string& path);

  /// As `link_as` with the path that was given, over whatever has it.
  void replace();

 private:
  friend void remove_own_drafts() noexcept;
  [[noreturn]] void fail(int code) const;
  void sync_draft();
  void sync_folder();

  std::string path_, draft_, draft_journal_, hint_;
  int file_ = -1;
  NewFile* next_ = nullptr;
};

/// Writes `text` to the file that `path` leads to, never half of it. What is no file, such as a
/// pipe or a device, and what is open already ("/dev/stdout") is written to as it is.
void write_file(const std::string& path, std::string_view text, const std::string& hint);

/// The file that `path` leads to, through links, whether it is there or not.
std::string target_of(const std::string& path);

/// True where `path` is, or would become, a file of its own.
bool becomes_file(const std::string& path);

/// Calls `attempt`, and again where its draft was taken away.
void insist_on(const std::function<void()>& attempt);

/// True for the name of such a file before it got its own.
bool is_draft(std::string_view file);

/// Removes the drafts of files in `folder` whose names begin with `name`, that processes which no
/// longer run have left.
void remove_dead_drafts(const std::string& folder, std::string_view name = {});

/// Removes those of running processes too: what they read may name somebody who is forgotten since.
void remove_all_drafts(const std::string& folder, std::string_view name = {});

/// Removes the drafts of this process. May be called by a handler of signals.
void remove_own_drafts() noexcept;

}  // namespace rapport
