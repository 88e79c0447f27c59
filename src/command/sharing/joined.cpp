#include "command/sharing/joined.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "command/book/journal_text.hpp"
#include "command/pm_book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/foreground.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/backup.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/forget.hpp"

namespace rapport {
namespace {

/// "an hour", "9 years": how far a clock was ahead.
std::string ahead_text(std::int64_t ms) {
  constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour, year = 365 * day;
  for (const auto& [unit, name] : {std::pair{year, "year"}, {day, "day"}, {hour, "hour"}})
    if (ms >= unit) return count_text(ms / unit, name);
  return count_text(std::max<std::int64_t>(ms / minute, 1), "minute");
}

/// Every time, since days pass too.
void publish_verdicts(Session& session, Members& members) {
  const auto me = session.store().me();
  const auto pm = me ? session.store().find<Pm>(*me) : std::nullopt;
  if (!pm) return;
  PmBook book = load_pm_book(session, *pm);
  members.publish(verdict_rows(Cadence(book.facts, std::move(book.own))));
}

/// "Ben" for the handle of a PM, "your other book" for one's own.
std::string owner_text(Store& store, const std::string& handle) {
  const auto membership = membership_of(store.db());
  if (membership && membership->handle == handle) return "your other book";
  for (const Pm& pm : store.all<Pm>())
    if (pm.handle == handle) return printable(pm.name);
  return printable(handle);
}

/// Where to read of both; nothing for what has no history of its own.
std::string history_hint(const TwoValues& one, const std::string& label) {
  if (one.ent == entity_kind<Interaction>.name)
    return fmt::format(": `rapport history {}`", one.number);
  const bool is_party =
      one.ent == entity_kind<Customer>.name || one.ent == entity_kind<Person>.name;
  return is_party ? fmt::format(": `rapport history {}`", shell_word(label)) : "";
}

/// "Acme: region is US (Ben), not EU (you): `rapport history Acme`".
std::string two_values_text(const TwoValues& one, Session& session) {
  Store& store = session.store();
  const auto state = store.live_state(one.ent, one.uid);
  const Touched as_it_is{.ent = one.ent,
                         .uid = one.uid,
                         .number = one.number,
                         .after = state ? state->fields : Fields{}};
  const std::string label = touched_label(store, as_it_is, session.today());
  const std::string whose = owner_text(store, one.owner);
  const std::string ours = value_text(store, one.ours), theirs = value_text(store, one.theirs);
  return fmt::format("{}: {} is {} ({}), not {} ({}){}",
                     label.empty() ? title_of_kind(one.ent) : label, field_text(store, one.field),
                     one.ours_stands ? ours : theirs, one.ours_stands ? "you" : whose,
                     one.ours_stands ? theirs : ours, one.ours_stands ? whose : "you",
                     history_hint(one, label));
}

/// Both said so before they had heard of each other.
void add_two_values(std::vector<std::string>& lines, const std::vector<TwoValues>& all,
                    Session& session) {
  constexpr std::size_t most = 3;
  for (std::size_t i = 0; i < std::min(all.size(), most); ++i)
    lines.push_back(two_values_text(all[i], session));
  if (all.size() > most)
    lines.push_back(fmt::format("{} more {} set by two at once; the later value counts",
                                all.size() - most,
                                all.size() - most == 1 ? "field was" : "fields were"));
}

}  // namespace

std::string client_version() { return RAPPORT_VERSION; }

Membership joined_hub(Session& session) {
  auto membership = session.has_book() ? membership_of(session.store().db()) : std::nullopt;
  if (!membership)
    throw Error(ErrorKind::not_found, "this book has not joined a hub",
                "join one with `rapport hub join dir:PATH`, or begin one with `rapport hub init "
                "dir:PATH`");
  return *std::move(membership);
}

std::string remark_on_hub(const std::string& url) {
  if (!has_members(url)) return folder_has_no_rights;
  const std::string unchecked = unchecked_by(url);
  return unchecked.empty() ? ""
                           : fmt::format(
                                 "The host need not prove who it is ({}): use that on a "
                                 "network that you trust.",
                                 printable(unchecked));
}

std::string hub_meant(const std::optional<std::string>& typed, Session& session) {
  if (typed) return whole_url(*typed);
  if (const auto joined = session.has_book() ? membership_of(session.store().db()) : std::nullopt)
    return joined->url;
  const std::string set = session.settings().find("hub.url").value;
  if (!set.empty()) return whole_url(set);
  throw Error(ErrorKind::usage, "which hub?",
              "say dir:PATH or postgresql://HOST/DATABASE, or set hub.url");
}

void run_around(Session& session, const char* setting) {
  const std::string line = session.settings().find(setting).value;
  if (line.empty()) return;
  const pid_t started = Foreground::start({"/bin/sh", "-c", "exec 1>&2; " + line}, {}, -1);
  const int status = started > 0 ? Foreground::wait(started) : -1;
  if (status == 0) return;
  throw Error(ErrorKind::unavailable, fmt::format("{} failed: {}", setting, printable(line)),
              "nothing is lost: what was not sent waits");
}

// Of the folder, since whoever closes a book that SQLite has open loses SQLite's own locks on it.
SyncLock::SyncLock(const std::string& book)
    : file_(::open(folder_of(book).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (file_ < 0 || ::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(file_);
  file_ = -1;
}

SyncLock::~SyncLock() {
  if (file_ >= 0) ::close(file_);
}

namespace {

/// Has the backups of this book forget whom it was told to forget; answers how many did.
std::int64_t forget_in_backups(Session& session) {
  const World& world = session.world();
  const auto orders = forgotten_before(session.store().db());
  std::int64_t cleared = 0;
  for (const SearchedBackup& backup : search_backups(backups_folder(world), orders)) {
    if (!backup.is_readable) continue;
    erase_in_backup(backup.path, world.clock, orders);
    ++cleared;
  }
  return cleared;
}

}  // namespace

Exchanged exchange_with_hub(Session& session, Membership& membership) {
  Store& store = session.store();
  membership.tried_ms = session.world().clock.unix_ms;
  remember(store.db(), membership);
  run_around(session, "hub.before");
  const auto hub = open_hub(membership.url);
  const auto ordered = last_order(store.db());
  Exchanged exchanged = exchange(store, *hub, membership, session.world().clock, client_version());
  if (Members* members = hub->members()) publish_verdicts(session, *members);
  if (last_order(store.db()) != ordered) exchanged.backups_cleared = forget_in_backups(session);
  run_around(session, "hub.after");
  return exchanged;
}

std::vector<std::string> exchanged_lines(const Exchanged& exchanged, Session& session) {
  std::vector<std::string> lines;
  if (exchanged.sent + exchanged.received == 0)
    lines.push_back(fmt::format("up to date · {} {}", day_text(session.today(), session.today()),
                                clock_text(session.now().minute.value_or(0))));
  else
    lines.push_back(fmt::format("sent {} · received {}", exchanged.sent, exchanged.received));
  for (const JoinedCustomer& one : exchanged.resolved.joined)
    lines.push_back(
        fmt::format("{} was entered twice: #{} is #{} now (two after all? `rapport customer part "
                    "\"#{}\" \"#{}\"`)",
                    printable(one.name), one.duplicate, one.into, one.duplicate, one.into));
  for (const std::string& name : exchanged.two_classes)
    lines.push_back(fmt::format(
        "there are two called {}, of different classes: `rapport customer merge` makes them one",
        printable(name)));
  for (const std::string& name : exchanged.resolved.given_back)
    lines.push_back(fmt::format("{} is back: your book still refers to it", printable(name)));
  if (exchanged.backups_cleared > 0)
    lines.push_back(fmt::format("somebody is to be forgotten: {} forgot too",
                                count_text(exchanged.backups_cleared, "backup")));
  add_two_values(lines, exchanged.two_values, session);
  if (exchanged.was_copy)
    lines.emplace_back("another book writes as this one; it has a name of its own from now on");
  if (exchanged.restamped > 0)
    lines.push_back(fmt::format("this clock was {} ahead: {} {} given new times",
                                ahead_text(exchanged.ahead_ms),
                                count_text(exchanged.restamped, "unsent change"),
                                exchanged.restamped == 1 ? "was" : "were"));
  for (const std::string& one : exchanged.set_aside) lines.push_back(one);
  return lines;
}

}  // namespace rapport
