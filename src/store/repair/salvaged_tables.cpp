#include "store/repair/salvaged_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rapport/base/phrase.hpp"
#include "rapport/store/records.hpp"
#include "store/journal/command_record.hpp"

namespace rapport {
namespace {

class SalvagedCommands {
 public:
  /// True for a command that was not there yet. At its own place, else at the first that is free.
  bool put(CommandRecord command) {
    if (!known_.insert(command.cmd).second) return false;
    if (command.id < 1 || placed_.contains(command.id))
      for (command.id = 1; placed_.contains(command.id);) ++command.id;
    placed_.emplace(command.id, std::move(command));
    return true;
  }

  bool has_place(std::int64_t id) const { return placed_.contains(id); }

  /// Counted anew without gaps.
  void write(Db& book) {
    std::int64_t last = 0;
    std::set<Uid> ops;
    for (auto& [id, command] : placed_) {
      if (command.op && !ops.insert(*command.op).second) command.op.reset();
      command.id = ++last;
      insert_command(book, command);
    }
  }

 private:
  std::map<std::int64_t, CommandRecord> placed_;  ///< by id
  std::set<std::int64_t> known_;                  ///< their cmds
};

/// Gives each number and each entity once, to who comes first.
class SalvagedNumbers {
 public:
  explicit SalvagedNumbers(Db& book) : book_(book) {
    book.each("SELECT DISTINCT ent, uid FROM change", [&](const Row& row) {
      if (is_numbered(row.text(0))) waiting_[row.text(0)].insert(row.uid(1));
    });
    for (const auto& [ent, uids] : waiting_) counts_[ent] = static_cast<std::int64_t>(uids.size());
  }

  void put(const NumberKey& number, const Uid& uid) {
    const auto waiting = waiting_.find(number.first);
    if (waiting == waiting_.end() || taken_.contains(number) || waiting->second.erase(uid) == 0)
      return;
    taken_.insert(number);
    book_.run("INSERT INTO number(ent, id, uid) VALUES(?,?,?)", number.first, number.second, uid);
  }

  /// Numbers are given without gaps: a greater one than there are entities is damage.
  bool fits(const NumberKey& number) const {
    const auto count = counts_.find(number.first);
    return count != counts_.end() && number.second <= count->second;
  }

 private:
  Db& book_;
  std::map<std::string, std::set<Uid>> waiting_;  ///< by kind: who has no number yet
  std::map<std::string, std::int64_t> counts_;
  std::set<NumberKey> taken_;
};

}  // namespace

void write_commands(Db& book, const RecoveredData& here, const RecoveredData& backup,
                    Repair& repair) {
  SalvagedCommands commands;
  for (const auto& [id, command] : here.commands) commands.put(command);
  for (const auto& [id, command] : backup.commands)
    if ((id <= here.last_command || here.commands.empty()) && !commands.has_place(id))
      commands.put(command);
  book.each("SELECT cmd, min(at) FROM change GROUP BY cmd ORDER BY min(hlc)", [&](const Row& row) {
    const std::string at = recorded_text(row.integer(1));
    if (commands.put({.cmd = row.integer(0), .at = at, .verb = "(lost)"}))
      repair.altered.push_back(
          fmt::format("a command of {}: its name is not known any more", at.substr(0, 10)));
  });
  std::int64_t lost = 0;
  for (std::int64_t id = 1; id <= here.last_command; ++id)
    if (!commands.has_place(id)) ++lost;
  if (lost > 0) repair.lost.push_back(count_text(lost, "command") + " that changed nothing");
  commands.write(book);
}

// A number is stored twice: with its entity too. Where the two do not agree and no backup decides,
// that numbers have no gaps does.
void write_numbers(Db& book, const RecoveredData& here, const RecoveredData& backup) {
  SalvagedNumbers numbers(book);
  std::map<NumberKey, Uid> of_records;
  for (const EntityState& state : here.records)
    if (state.number > 0) of_records.emplace(NumberKey{state.ent, state.number}, state.uid);
  for (const auto& [number, uid] : backup.numbers) numbers.put(number, uid);
  for (const auto& [number, uid] : here.numbers)
    if (const auto same = of_records.find(number); same != of_records.end() && same->second == uid)
      numbers.put(number, uid);
  for (const bool all : {false, true})
    for (const auto* source : {&here.numbers, &std::as_const(of_records)})
      for (const auto& [number, uid] : *source)
        if (all || numbers.fits(number)) numbers.put(number, uid);
}

}  // namespace rapport
