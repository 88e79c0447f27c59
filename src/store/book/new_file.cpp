#include "rapport/store/new_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "rapport/base/text.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/undisturbed.hpp"

namespace rapport {
namespace {

constexpr std::string_view draft_mark = ".new.";
constexpr int most_attempts = 5;
constexpr int most_links = 40;  // that lead on, as Linux counts them

NewFile* newest_draft = nullptr;  // of a list that handlers of signals read

[[noreturn]] void fail_to_write(const std::string& path, int code, const std::string& hint) {
  throw Error(is_of_disk(code) ? ErrorKind::io : ErrorKind::cannot_create,
              fmt::format("cannot write '{}': {}", printable(path), std::strerror(code)), hint);
}

/// False with `errno`.
bool put_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The descriptor that a name such as "/dev/stdout" stands for.
std::optional<int> descriptor_of(const std::string& path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"})
    if (path.starts_with(folder)) return std::atoi(path.c_str() + folder.size());
  return std::nullopt;
}

void write_through(const std::string& path, std::string_view text, const std::string& hint) {
  const auto open = descriptor_of(path);
  const int file = open ? ::dup(*open) : ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  const bool is_written = file >= 0 && put_all(file, text);
  const int code = errno;
  if (file >= 0) ::close(file);
  if (!is_written) fail_to_write(path, code, hint);
}

/// The process that writes the draft `name` of a file that begins with `of`; 0 for another file.
pid_t writer_of(std::string_view name, std::string_view of) {
  const auto at = name.rfind(draft_mark);
  if (at == std::string_view::npos || !name.starts_with(of)) return 0;
  const std::string number(name.substr(at + draft_mark.size()));
  char* end = nullptr;
  const long writer = std::strtol(number.c_str(), &end, 10);
  const std::string_view rest = end;
  return rest.empty() || rest == "-journal" ? static_cast<pid_t>(writer) : 0;
}

bool runs(pid_t process) { return ::kill(process, 0) == 0 || errno != ESRCH; }

void remove_drafts(const std::string& folder, std::string_view name, bool running_too) {
  for (const std::string& file : names_in(folder)) {
    const pid_t writer = writer_of(file, name);
    if (writer > 0 && (running_too || !runs(writer))) ::unlink((folder + "/" + file).c_str());
  }
}

}  // namespace

bool is_of_disk(int code) { return code == ENOSPC || code == EDQUOT || code == EIO; }

DraftTaken::DraftTaken(const std::string& path)
    : Error(ErrorKind::busy,
            fmt::format("somebody was forgotten while '{}' was written", printable(path)),
            "it was not written; say it again") {}

NewFile::NewFile(std::string path, std::string hint)
    : path_(std::move(path)),
      draft_(fmt::format("{}{}{}", path_, draft_mark, ::getpid())),
      draft_journal_(draft_ + "-journal"),
      hint_(std::move(hint)) {
  remove_dead_drafts(folder_of(path_), file_of(path_) + std::string(draft_mark));
  ::unlink(draft_.c_str());  // of a dead process that had our number
  remove_drafts_at_signals();
  next_ = newest_draft;
  newest_draft = this;
  // The list comes first: a signal finds the draft, or no file.
  file_ = ::open(draft_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (file_ >= 0) return;
  const int code = errno;
  newest_draft = next_;
  fail(code);
}

NewFile::~NewFile() {
  ::unlink(draft_.c_str());
  ::unlink(draft_journal_.c_str());
  ::close(file_);
  for (NewFile** place = &newest_draft; *place != nullptr; place = &(*place)->next_)
    if (*place == this) {
      *place = next_;
      break;
    }
}

void NewFile::fail(int code) const { fail_to_write(path_, code, hint_); }

void NewFile::write(std::string_view bytes) {
  if (!put_all(file_, bytes)) fail(errno);
}

/// A draft of that name that is another file was begun after ours was taken.
void NewFile::expect_own_draft() const {
  struct stat ours {};
  struct stat there {};
  if (::fstat(file_, &ours) != 0) fail(errno);
  if (::lstat(draft_.c_str(), &there) != 0 || there.st_ino != ours.st_ino) throw DraftTaken(path_);
}

void NewFile::sync_draft() {
  if (::fsync(file_) != 0) fail(errno);
  expect_own_draft();
}

void NewFile::sync_folder() {
  const int folder = ::open(folder_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // Some file systems cannot sync a folder, and say so.
  const bool is_synced = folder >= 0 && (::fsync(folder) == 0 || errno == EINVAL);
  if (folder >= 0) ::close(folder);
  if (!is_synced)
    throw Error(
        ErrorKind::unknown,
        fmt::format("'{}' was written, but its folder could not be synced", printable(path_)),
        "check that it is there before relying on it");
}

bool NewFile::link_as(const std::string& path) {
  sync_draft();
  if (::link(draft_.c_str(), path.c_str()) != 0) {
    if (errno == EEXIST) return false;
    if (errno == ENOENT) throw DraftTaken(path_);
    fail(errno);
  }
  ::unlink(draft_.c_str());
  sync_folder();
  return true;
}

void NewFile::replace() {
  sync_draft();
  if (::rename(draft_.c_str(), path_.c_str()) != 0) {
    if (errno == ENOENT) throw DraftTaken(path_);
    fail(errno);
  }
  sync_folder();
}

std::string target_of(const std::string& path) {
  std::string target = path;
  for (int links = 0; links < most_links; ++links) {
    char next[4096];
    const ssize_t size = ::readlink(target.c_str(), next, sizeof next);
    if (size <= 0) break;
    const std::string to(next, static_cast<std::size_t>(size));
    target = to.starts_with('/') ? to : folder_of(target) + "/" + to;
  }
  return target;
}

bool becomes_file(const std::string& path) {
  struct stat there {};
  return !descriptor_of(path) && (::stat(path.c_str(), &there) != 0 || S_ISREG(there.st_mode));
}

void write_file(const std::string& path, std::string_view text, const std::string& hint) {
  if (!becomes_file(path)) return write_through(path, text, hint);
  NewFile file(target_of(path), hint);
  file.write(text);
  file.replace();
}

void insist_on(const std::function<void()>& attempt) {
  for (int attempts = 1;; ++attempts) try {
      return attempt();
    } catch (const DraftTaken&) {
      if (attempts == most_attempts) throw;
    }
}

bool is_draft(std::string_view file) { return writer_of(file, {}) > 0; }

void remove_dead_drafts(const std::string& folder, std::string_view name) {
  remove_drafts(folder, name, false);
}

void remove_all_drafts(const std::string& folder, std::string_view name) {
  remove_drafts(folder, name, true);
}

void remove_own_drafts() noexcept {
  for (const NewFile* draft = newest_draft; draft != nullptr; draft = draft->next_) {
    ::unlink(draft->draft_.c_str());
    ::unlink(draft->draft_journal_.c_str());
  }
}

}  // namespace rapport
