#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rapport/store/store.hpp"

namespace rapport::demo {

/// Commands of the past, put down in any order and carried out in that of their times: each as one
/// command of the journal, stamped with its own time.
class Script {
 public:
  using Write = std::function<void(Writing&)>;

  /// Nothing later than `clock` is carried out.
  explicit Script(const Stamp& clock) : clock_(clock) {}

  const Stamp& clock() const { return clock_; }

  void at(Date day, int minute, std::string verb, Write write);
  void run(Store& book);

 private:
  struct Entry {
    Moment at;
    std::string verb;
    Write write;
  };
  Stamp stamp_of(const Moment& at) const;

  Stamp clock_;
  std::vector<Entry> entries_;
};

/// The same numbers on every run and every machine.
class Dice {
 public:
  /// From 0 up to `sides` − 1.
  int roll(int sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state_ >> 33) % static_cast<unsigned>(sides));
  }
  bool one_in(int times) { return roll(times) == 0; }

 private:
  std::uint64_t state_ = 20'05'18;
};

}  // namespace rapport::demo
