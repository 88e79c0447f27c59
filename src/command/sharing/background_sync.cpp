#include "rapport/command/background_sync.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/foreground.hpp"
#include "rapport/store/membership.hpp"

namespace rapport {
namespace {

/// "15m", "4h".
std::int64_t pause_ms(const std::string& text) {
  constexpr std::int64_t minute = 60'000;
  return std::atoll(text.c_str()) * (text.ends_with('h') ? 60 * minute : minute);
}

/// For 2 s at most.
void wait_for(pid_t started) {
  constexpr int looks = 200;
  constexpr useconds_t between = 10'000;  // µs
  for (int i = 0; started > 0 && i < looks; ++i) {
    if (::waitpid(started, nullptr, WNOHANG) != 0) return;
    ::usleep(between);
  }
}

}  // namespace

bool is_sync_due(Session& session) {
  if (!session.world().terminal.out || !session.has_open_book() || session.globals().as_of)
    return false;
  const auto membership = membership_of(session.store().db());
  if (!membership) return false;
  const std::string after = session.settings().find("sync.after").value;
  const std::int64_t since = session.world().clock.unix_ms - membership->tried_ms;
  return after != "never" && (since < 0 || since >= pause_ms(after));
}

pid_t start_sync(const Session& session) {
  return Foreground::start(
      {"/bin/sh", "-c", "trap '' HUP; exec \"$0\" \"$@\" </dev/null >/dev/null 2>&1",
       session.world().program, "sync", "--quiet", "--db", path_of_book(session)},
      {}, -1);
}

Document read_once_heard(Session& session, const std::function<Document()>& read) {
  bool is_shared = false;
  Document document = read_at_once(session, [&] {
    is_shared = !session.globals().as_of && membership_of(session.store().db());
    return is_shared ? Document{} : read();
  });
  if (!is_shared) return document;
  wait_for(start_sync(session));
  return read_at_once(session, read);
}

}  // namespace rapport
