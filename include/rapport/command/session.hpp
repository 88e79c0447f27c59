#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rapport/command/args.hpp"
#include "rapport/command/settings.hpp"
#include "rapport/command/world.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/store/open.hpp"
#include "rapport/store/store.hpp"

namespace rapport {

/// Options that every command takes, before or after its name.
struct Globals {
  std::optional<std::string> db, pm, as_of, format, table, output, color, op_id;
  bool csv_raw = false, csv_bom = false, open = false, no_input = false, no_pager = false,
       help = false, version = false;
};

/// Declares `globals` as global options; each format for programs has its flag.
void declare_globals(Args& args, Globals& globals, const FormatNames& formats);

/// What a running command may use: the clock, the book, the person at the terminal.
class Session {
 public:
  Session(World& world, const Globals& globals, Settings settings);

  /// On a book that is open already, and that `take_book` hands back.
  Session(World& world, const Globals& globals, Settings settings, Store book);
  Store take_book() { return *std::move(store_); }

  const World& world() const { return world_; }
  const Globals& globals() const { return globals_; }

  /// True where the answer is for programs, and so may be read as it is written.
  bool is_for_programs() const;

  /// What the environment and the settings file say.
  const Settings& settings() const { return settings_; }

  /// Reads the settings again, once they were changed. Throws as `Settings`.
  void read_settings() { settings_ = Settings(world_); }

  /// The moment for which everything is said: `--as-of`, else now.
  const Moment& now() const { return now_; }
  Date today() const { return now_.date; }

  /// True where `--as-of` names a day and no time.
  bool is_as_of_day() const { return is_as_of_day_; }

  /// From now on says everything as it was at `moment`, which is not after `now`.
  void go_back(const Moment& moment);

  /// The book for reading, as of `now`. Where there is none yet: an empty one in memory, until the
  /// first change begins it. Opened on first use. Throws as `open_book`.
  Store& store();

  /// True when there is a book.
  bool has_book();

  /// For what only reads: throws Error(no_input) where a book was named that is not there.
  void insist_on_book();

  /// The book `db`, or where that is not given the usual one, for a look in passing: see
  /// `peek_book`.
  std::optional<Store> peek(const std::optional<std::string>& db) const;

  /// Throws Error(usage) with `--as-of`: the past is not written to.
  void refuse_past(const std::string& verb) const;

  /// Takes the write lock on the book, creating it where there is none. `verb` names the command in
  /// the history. Throws as `refuse_past`. For commands that are no single change; all others call
  /// `write` (command/write.hpp).
  Writing write(const std::string& verb);

  /// True once the book was opened, and is there.
  bool has_open_book() const { return is_open_ && has_book_; }

  /// True once a command has committed.
  bool has_saved() const { return store_ && store_->has_saved(); }

  /// What `--op-id` says. Throws Error(usage) for what is no UUID.
  std::optional<Uid> op_id() const;

  /// The command that already came with this `--op-id`, if any: for what has to be known before the
  /// lock is taken. Throws Error(usage) for what is no UUID, and as `check_retry`.
  std::optional<CommandRecord> repeated();

  /// Throws Error(not_found) where `before` came with this `--op-id` and other words.
  void check_retry(const CommandRecord& before);

  /// True when a person is there to answer: stdin and stdout are terminals, no `--no-input`.
  bool can_ask() const;

  /// Puts a question on stderr and reads one line; nothing at the end of input. Only where
  /// `can_ask`, and never while holding the write lock.
  std::optional<std::string> ask(const std::string& question);

  /// Tells something to the person who is being asked, on a line of its own, set in. Harmless text.
  void inform(const std::string& text);

  /// Asks for a yes. Without a terminal: Error(usage) that names `--yes`.
  bool confirm(const std::string& question);

  /// The minutes east of UTC at a civil time. Throws Error(usage) for a time that the zone skips.
  Moment in_zone(const Moment& moment) const;

  /// What the clocks of this machine show: minutes east of UTC.
  int zone_offset(Instant at) const;

  /// The width for text that a command lays out itself.
  std::size_t width() const { return world_.terminal.width; }

  const Notices& notices() const { return notices_; }

  /// A file with what somebody wrote for this command: removed once it is saved, else kept and
  /// named in the error.
  void keep_draft(std::string path) { drafts_.push_back(std::move(path)); }
  const std::vector<std::string>& drafts() const { return drafts_; }

 private:
  World& world_;
  const Globals& globals_;
  Settings settings_;
  Moment now_;
  std::optional<Moment> as_of_;
  bool is_as_of_day_ = false;
  std::optional<Store> store_;
  bool has_book_ = false;
  bool is_open_ = false;
  Notices notices_;
  std::vector<std::string> drafts_;
};

}  // namespace rapport
