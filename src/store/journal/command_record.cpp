#include "store/journal/command_record.hpp"

#include <fmt/format.h>

#include <string>

#include "rapport/store/damage.hpp"
#include "store/book/checksum.hpp"

namespace rapport {

const char* const select_commands = "SELECT id, cmd, op, at, verb, target, digest FROM command ";

std::int64_t digest_of(const CommandRecord& command) {
  const auto target = command.target ? fmt::format("{}", *command.target) : std::string("-");
  const auto op = command.op ? to_string(*command.op) : std::string("-");
  // Only the last part may hold blanks, so that neighbours cannot trade bytes.
  return checksum(fmt::format("{} {} {} {} {} {}", command.id, command.cmd, target, op, command.at,
                              command.verb));
}

CommandRecord read_command(const Row& row) {
  CommandRecord command{.id = row.integer(0),
                        .cmd = row.integer(1),
                        .at = row.text(3),
                        .verb = row.text(4),
                        .target = row.maybe_integer(5)};
  if (!row.is_null(2)) command.op = row.uid(2);
  return command;
}

void each_command(Db& db, const char* rest,
                  const std::function<void(const CommandRecord&, std::int64_t)>& take) {
  db.each((std::string(select_commands) + rest).c_str(),
          [&](const Row& row) { take(read_command(row), row.integer(6)); });
}

std::int64_t next_command_id(Db& db) {
  constexpr std::int64_t most = std::int64_t{1} << 62;
  return db
      .first("SELECT coalesce(max(id), 0) FROM command",
             [](const Row& row) { return read_within(row, 0, 0, most) + 1; })
      .value();
}

void insert_command(Db& db, const CommandRecord& command) {
  db.run("INSERT INTO command(id, cmd, op, at, verb, target, digest) VALUES(?,?,?,?,?,?,?)",
         command.id, command.cmd, command.op, command.at, command.verb, command.target,
         digest_of(command));
}

}  // namespace rapport
