#include <fmt/format.h>

#include <array>

#include "command/sharing/joined.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/store/spaces.hpp"

// `rapport sync`: sends what is new here, and receives what is new elsewhere.
namespace rapport {
namespace {

struct SyncOptions {
  bool quiet = false, keep = false;
};

void declare_sync(Args& args, SyncOptions& options) {
  args.flag(options.quiet, "--quiet", "say nothing, even if the hub does not answer: for timers")
      .flag(options.keep, "--keep", "keep what you may read no more")
      .example("rapport sync", "send what is new here, receive what is new elsewhere")
      .example("rapport sync --quiet", "from cron or a systemd timer")
      .prose(
          "Receives first, so that customers that two people entered become one before anybody "
          "sees both. Stopping it at any moment loses nothing; the next sync does the rest. After "
          "a command at a terminal a sync starts in the background when the last one is more than "
          "15 minutes ago: the setting `sync.after` changes that, and `never` turns it off.");
}

Document exchanged_document(const Exchanged& exchanged, Session& session) {
  Document document{.report = "sync", .saved = "everything was exchanged"};
  document.blocks.emplace_back(KeyValues{
      {value_for_programs("sent", exchanged.sent),
       value_for_programs("received", exchanged.received),
       value_for_programs("joined", static_cast<std::int64_t>(exchanged.resolved.joined.size())),
       value_for_programs("two_values", static_cast<std::int64_t>(exchanged.two_values.size())),
       value_for_programs("restamped", exchanged.restamped),
       value_for_programs("set_aside", static_cast<std::int64_t>(exchanged.set_aside.size()))}});
  bool is_first = true;
  for (std::string& line : exchanged_lines(exchanged, session))
    document.blocks.emplace_back(
        Text{std::move(line), std::exchange(is_first, false) ? Tone::good : Tone::plain});
  return document;
}

/// "Ana", "Ana and Ben": whose talks lie in `spaces`.
std::string owners_of(const std::set<std::string>& spaces, Session& session) {
  std::set<std::string> names;
  for (const std::string& space : spaces)
    for (const Pm& pm : session.store().all<Pm>())
      if (pm.handle == handle_in(space)) names.insert(printable(pm.name));
  return names.empty() ? "these parts" : joined(names, " and ");
}

/// Removes what others wrote where this book may read no more, unless somebody wants to keep it.
/// Throws Error(permission) where it is removed and nobody was asked.
void end_reading(const std::set<std::string>& spaces, const SyncOptions& options,
                 Membership& membership, Session& session) {
  if (spaces.empty()) return;
  const std::string whose = owners_of(spaces, session);
  const std::string what = fmt::format("{} may no longer read {}", membership.handle, whose);
  const bool is_asked = !options.keep && session.can_ask();
  if (options.keep ||
      (is_asked && !session.confirm(what + ". Remove those talks from this book?"))) {
    membership.kept.insert(spaces.begin(), spaces.end());
    remember(session.store().db(), membership);
    return;
  }
  WriteLock lock(session.store().db());
  drop_heard(session.store().db(), spaces);
  lock.commit();
  session.store().forget_merges();
  if (!is_asked)
    throw Error(ErrorKind::permission, what + ": those talks are removed from this book",
                "everything else was exchanged; a steward can let you read them again");
}

/// Where the hub does not answer: how much waits, as far as that is known.
[[noreturn]] void fail_waiting(const Error& error, Session& session, const Membership& membership) {
  const auto count = count_waiting(session.store().db(), membership);
  if (!count) throw error;
  throw Error(error.kind(), error.what(),
              *count == 0 ? "nothing is lost, and nothing waits to be sent"
                          : fmt::format("nothing is lost: {} {}", count_text(*count, "change"),
                                        *count == 1 ? "waits" : "wait"));
}

Document run_sync(const SyncOptions& options, Session& session) {
  session.refuse_past("sync");
  Document silent{.report = "sync", .blocks = {}};
  Membership membership = joined_hub(session);
  try {
    const SyncLock lock(path_of_book(session));
    if (!lock.is_held())
      return options.quiet ? silent
                           : Document{.report = "sync",
                                      .blocks = {Text{"another sync of this book is running"}}};
    const Exchanged exchanged = exchange_with_hub(session, membership);
    end_reading(exchanged.unreadable, options, membership, session);
    return options.quiet ? silent : exchanged_document(exchanged, session);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unavailable) throw;
    if (options.quiet) return silent;
    fail_waiting(error, session, membership);
  }
}

constexpr std::array sync_rows{
    Command{"sync", "send what is new here, receive what is new elsewhere",
            prepare<SyncOptions, declare_sync, run_sync>},
};

}  // namespace

std::span<const Command> sync_commands() { return sync_rows; }

}  // namespace rapport
