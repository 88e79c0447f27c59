#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/domain/cadence.hpp"
#include "rapport/hub/sync.hpp"

/// What the commands around a hub have in common.
namespace rapport {

/// The version of this program.
std::string client_version();

/// The hub that the book has joined. Throws Error(not_found) where it has joined none.
Membership joined_hub(Session& session);

/// What is said wherever a hub in a folder is offered.
inline constexpr const char* folder_has_no_rights =
    "Everybody who can open that folder can read and change all of it. What is private never goes "
    "there: what was said in private talks, and notes and moods kept apart.";

/// What is said of a hub: that a folder has no rights, or that a connection is checked less than it
/// would be; else empty.
std::string remark_on_hub(const std::string& url);

/// The hub that was typed, else that which was joined, else the setting hub.url. Throws
/// Error(usage) where nobody says one.
std::string hub_meant(const std::optional<std::string>& typed, Session& session);

/// Runs what the setting `hub.before` or `hub.after` says; what it prints goes to stderr. Throws
/// Error(unavailable) where it fails.
void run_around(Session& session, const char* setting);

/// Held by one sync of a book at a time; others go on without.
class SyncLock {
 public:
  explicit SyncLock(const std::string& book);
  ~SyncLock();
  SyncLock(const SyncLock&) = delete;
  SyncLock& operator=(const SyncLock&) = delete;

  bool is_held() const { return file_ >= 0; }

 private:
  int file_ = -1;
};

/// One whole exchange with the hub: `hub.before`, pull, settle, push, `hub.after`. The caller holds
/// the lock. Throws as `exchange`, and Error(unavailable) where one of the two commands fails.
Exchanged exchange_with_hub(Session& session, Membership& membership);

/// What `week` says of the weeks of a PM, at most of the last five years: for `verdict` in a hub.
std::vector<VerdictRow> verdict_rows(const Cadence& cadence);

/// What came of it, a sentence each; "up to date" where nothing did.
std::vector<std::string> exchanged_lines(const Exchanged& exchanged, Session& session);

}  // namespace rapport
