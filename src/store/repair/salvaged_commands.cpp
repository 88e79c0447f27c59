#include "store/repair/salvaged_commands.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/text.hpp"
#include "store/journal/command_record.hpp"

namespace rapport {
namespace {

class Commands {
 public:
  Commands(Db& book, const Remains& remains, Others& others, Repair& repair)
      : book_(book), others_(others), repair_(repair) {
    for (const auto& [id, found] : remains.commands) {
      if (found.is_good())
        put(found.command);
      else
        odd_.emplace(id, found.command);
    }
  }

  void take_those_of_changes() {
    book_.each("SELECT cmd, min(at) FROM change GROUP BY cmd ORDER BY min(hlc)",
               [&](const Row& row) {
                 const std::int64_t cmd = row.integer(0);
                 if (!known_.contains(cmd)) put(command_of(cmd, row.text(1)));
               });
  }

  /// Commands that changed nothing stand in no other place.
  void take_those_without_changes() {
    std::int64_t last = placed_.empty() ? 0 : placed_.rbegin()->first;
    const auto most = last + static_cast<std::int64_t>(odd_.size());
    if (!odd_.empty()) last = std::max(last, std::min(odd_.rbegin()->first, most));
    std::int64_t lost = 0;
    for (std::int64_t id = 1; id <= last; ++id) {
      if (placed_.contains(id)) continue;
      const auto odd = odd_.find(id);
      if (const auto kept = in_backup([&](const CommandRecord& one) { return one.id == id; }))
        put(*kept);
      else if (odd != odd_.end() && is_readable(odd->second) && !known_.contains(odd->second.cmd))
        put(as_it_reads(odd->second));
      else
        ++lost;
    }
    if (lost > 0)
      repair_.lost.push_back(
          fmt::format("{} command{} that changed nothing", lost, lost == 1 ? "" : "s"));
  }

  void write() {
    std::int64_t last = 0;
    std::set<Uid> ops;
    for (auto& [id, command] : placed_) {
      if (command.op && (command.op->is_nil() || !ops.insert(*command.op).second))
        command.op.reset();
      command.id = ++last;
      insert_command(book_, command);
    }
  }

 private:
  static bool is_readable(const CommandRecord& command) {
    return parse_recorded(command.at) && is_valid_text(command.verb);
  }

  /// At its own place, else at the first that is free.
  void put(CommandRecord command) {
    if (!known_.insert(command.cmd).second) return;
    if (command.id < 1 || placed_.contains(command.id)) {
      command.id = 1;
      while (placed_.contains(command.id)) ++command.id;
    }
    placed_.emplace(command.id, command);
  }

  template <typename Is>
  std::optional<CommandRecord> in_backup(Is&& is) {
    return others_.first([&](const Remains& other) -> std::optional<CommandRecord> {
      for (const auto& [id, found] : other.commands)
        if (found.is_good() && is(found.command) && !known_.contains(found.command.cmd))
          return found.command;
      return std::nullopt;
    });
  }

  CommandRecord as_it_reads(const CommandRecord& command) {
    repair_.altered.push_back(
        fmt::format("a command of {}: it stays as it reads now", command.at.substr(0, 10)));
    return command;
  }

  CommandRecord command_of(std::int64_t cmd, const std::string& at) {
    if (const auto kept = in_backup([&](const CommandRecord& one) { return one.cmd == cmd; }))
      return *kept;
    for (const auto& [id, odd] : odd_)
      if (odd.cmd == cmd && is_readable(odd)) return as_it_reads(odd);
    repair_.altered.push_back(
        fmt::format("a command of {}: its name is not known any more", at.substr(0, 10)));
    return {.cmd = cmd, .at = at, .verb = "(lost)"};
  }

  Db& book_;
  Others& others_;
  Repair& repair_;
  std::map<std::int64_t, CommandRecord> odd_;     ///< by id: whose digest is wrong
  std::map<std::int64_t, CommandRecord> placed_;  ///< by id
  std::set<std::int64_t> known_;                  ///< the cmds of those
};

}  // namespace

void write_commands(Db& book, const Remains& remains, Others& others, Repair& repair) {
  Commands commands(book, remains, others, repair);
  commands.take_those_of_changes();
  commands.take_those_without_changes();
  commands.write();
}

}  // namespace rapport
