#pragma once

#include <random>
#include <string>
#include <vector>

#include "rapport/store/open.hpp"
#include "rapport/store/store.hpp"

/// A book in memory whose clock goes a minute further with each command.
namespace rapport {

struct TestBook {
  Store store{memory_book()};
  Moment local{make_date(2026, 3, 2).value(), 9 * 60, 60};
  std::int64_t unix_ms = 1772438400000;

  Stamp stamp() const { return {local, unix_ms}; }

  void pass(int minutes) {
    local.minute = *local.minute + minutes;
    while (*local.minute >= 24 * 60) {
      local.minute = *local.minute - 24 * 60;
      local.date += Days{1};
    }
    unix_ms += std::int64_t{minutes} * 60000;
  }

  /// Runs `work(Writing&)` as one command, a minute after the one before.
  template <typename Work>
  std::int64_t command(const std::string& verb, Work&& work) {
    pass(1);
    Writing writing(store, verb, stamp(), std::nullopt);
    work(writing);
    writing.commit();
    return writing.cmd();
  }

  std::optional<Reverted> undo();
  std::optional<Reverted> redo();
};

/// What undo must bring back byte for byte: live entities, and all that is derived from them.
std::vector<std::string> live_dump(Db& db);

/// Every column of every folded table, deleted entities included.
std::vector<std::string> whole_dump(Db& db);

/// Puts a change of another replica into the journal, as an exchange would; fold it with `refold`.
void receive(Db& db, const Change& change);

/// Random values of every kind, from texts that are hard to keep exactly.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::mt19937_64& engine() { return engine_; }
  int up_to(int most) { return std::uniform_int_distribution<>(0, most)(engine_); }
  bool maybe(int percent = 50) { return up_to(99) < percent; }
  template <typename T>
  const T& one_of(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(up_to(static_cast<int>(list.size()) - 1))];
  }
  template <typename E>
  E word() {
    const auto table = words<E>();
    return table[static_cast<std::size_t>(up_to(static_cast<int>(table.size()) - 1))].value;
  }
  std::string text();  ///< not empty
  Uid uid();
  Date date();
  std::set<Uid> uids(int most);
  std::set<std::string> texts(int most);
  std::set<Date> dates(int most);

 private:
  std::mt19937_64 engine_;
};

Pm random_pm(Random& random);
Customer random_customer(Random& random);
Person random_person(Random& random);
Interaction random_interaction(Random& random);
PrivateNote random_private_note(Random& random);
Learning random_learning(Random& random);
Promise random_promise(Random& random);
Idea random_idea(Random& random);
Vote random_vote(Random& random);
Showstopper random_showstopper(Random& random);
Story random_story(Random& random);
Share random_share(Random& random);
Review random_review(Random& random);
Action random_action(Random& random);
Timer random_timer(Random& random);
Off random_off(Random& random);
Target random_target(Random& random);
Rules random_rules(Random& random);

}  // namespace rapport
