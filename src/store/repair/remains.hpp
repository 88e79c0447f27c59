#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rapport/store/backup.hpp"
#include "rapport/store/journal.hpp"
#include "rapport/store/store.hpp"
#include "store/journal/command_record.hpp"

// What can still be read of a damaged book.
namespace rapport {

struct StreamKey {
  std::string space;
  Uid replica;
  auto operator<=>(const StreamKey&) const = default;
};

/// A change as it reads, and the checksum that lies beside it.
struct FoundChange {
  Change change;
  std::int64_t digest = 0;
  bool is_good() const { return digest_of(change) == digest; }
};

struct FoundStream {
  std::map<std::int64_t, FoundChange> changes;  ///< by seq
  std::map<std::int64_t, Uid> uids;             ///< by seq, as the index of the journal has it
  std::int64_t head = 0;                        ///< 0 where its row cannot be read
  std::int64_t hlc = 0;
};

/// A command as it reads, and the checksum that lies beside it.
struct FoundCommand {
  CommandRecord command;
  std::int64_t digest = 0;
  bool is_good() const { return digest_of(command) == digest; }
};

/// True where a change whose digest is wrong can be taken as it reads.
bool is_readable(const Change& change);

/// How far the stream went, by its row, the index and the changes that are as they were. A number
/// far beyond all others is damage.
std::int64_t head_of(const FoundStream& stream);

using NumberKey = std::pair<std::string, std::int64_t>;  // kind, number

struct Remains {
  std::map<StreamKey, FoundStream> streams;
  std::map<std::int64_t, FoundCommand> commands;  ///< by id
  std::map<NumberKey, Uid> numbers;
  std::vector<EntityState> entities;  ///< as they were folded
  std::optional<Uid> replica;
  std::set<Uid> forgotten;
  bool needs_sweep = false;
  bool is_guessed = false;  ///< nothing says any more in which space some changes were
  bool is_cut = false;      ///< some page could not be read: there may have been more
};

/// Reads as far as the pages go, from both ends. Throws Error where the file is locked or not ours
/// to read; not for damage.
Remains read_remains(Db& db);

/// What is left in the backups of the same book, the newest first; each is read only when it is
/// asked.
class Others {
 public:
  Others(const std::vector<Backup>& newest_first, const Remains& here);

  /// The first answer that `ask(const Remains&)` gives.
  template <typename Ask>
  auto first(Ask&& ask) -> decltype(ask(std::declval<const Remains&>())) {
    for (std::size_t i = 0; i < paths_.size(); ++i)
      if (auto answer = ask(remains_of(i))) return answer;
    return {};
  }

 private:
  const Remains& remains_of(std::size_t index);

  std::vector<std::string> paths_;
  std::vector<std::unique_ptr<Remains>> read_;
};

}  // namespace rapport
