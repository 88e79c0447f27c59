#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "rapport/command/args.hpp"
#include "rapport/document/document.hpp"

namespace rapport {

class Session;

/// A command that knows its options and only waits for the session.
using Prepared = std::function<Document(Session&)>;

/// A row of the table of commands. A command is one file in src/command and one row in
/// commands.cpp.
struct Command {
  std::string_view name;     ///< "log", or noun and verb: "customer add"
  std::string_view summary;  ///< one line, lower case, no full stop
  Prepared (*prepare)(Args&);
};

/// True for a command that is for scripts, not for people: help and man page do not speak of it.
inline bool is_hidden(const Command& command) { return command.name.starts_with("__"); }

/// Runs a command; where a name in it is unclear, asks which one is meant and runs it again.
Document settled(Session& session, const std::function<Document()>& command);

/// Ties a command's options, declaration and run together: `prepare<Options, declare, run>`.
template <typename Options, void (*declare)(Args&, Options&),
          Document (*run)(const Options&, Session&)>
Prepared prepare(Args& args) {
  auto options = std::make_shared<Options>();
  declare(args, *options);
  return [options](Session& session) {
    return settled(session, [&] { return run(*options, session); });
  };
}

/// Runs `read` under one lock on the book, so that all it reads is of one moment.
Document read_at_once(Session& session, const std::function<Document()>& read);

/// Says in `document` how many changes were met, while it was made, that are not as they were
/// written.
void add_altered(Session& session, Document& document);

/// As `prepare`, for a command that only reads, and waits for nobody while it does: it sees the
/// book of one moment, and asks for the lock once instead of once a query.
template <typename Options, void (*declare)(Args&, Options&),
          Document (*run)(const Options&, Session&)>
Prepared prepare_report(Args& args) {
  auto options = std::make_shared<Options>();
  declare(args, *options);
  return [options](Session& session) {
    return settled(session,
                   [&] { return read_at_once(session, [&] { return run(*options, session); }); });
  };
}

enum class Group {
  talks,
  cadence,
  coaching,
  customers,
  followups,
  knowledge,
  sharing,
  data,
  book,
  about
};

/// What a group is called in help. Each is a room: a folder of src/command.
std::string_view title_of(Group group);

/// The commands of one file.
struct CommandRow {
  Group group;
  std::span<const Command> (*commands)();
};

/// The table: all commands in the order of `rapport help`.
std::span<const CommandRow> command_rows();

/// The group of a command of the table.
Group group_of(const Command& command);

/// The command that `first` (and for a noun `second`) names; null when there is none. `used` is how
/// many words its name took.
const Command* find_command(std::string_view first, std::string_view second, std::size_t& used);

/// All that people may type as a command: whole names, and nouns alone.
std::vector<std::string_view> command_names();

/// True when `word` begins the names of several commands: "customer".
bool is_noun(std::string_view word);

}  // namespace rapport
