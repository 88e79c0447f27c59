#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rapport/domain/facts.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"

/// Does a PM avoid difficult customers? Compares a PM with the PM's own habits, gives the sample
/// size with each number, and says nothing that could be chance. Never a score.
namespace rapport {

/// Sample sizes below which nothing is said.
inline constexpr int least_rough_talks = 5;
inline constexpr int least_other_talks = 10;
inline constexpr int least_plans = 8;

/// A usual gap beyond this is taken as this: being slow with everybody excuses nothing.
inline constexpr int longest_usual_days = 30;

/// So many days without a contact make a rough talk one that was not revisited: twice the usual
/// gap, two weeks at least.
int revisit_days(int usual);

/// The days from a talk to the next contact: after rough talks, and after all others. A gap that is
/// still open counts once it is longer than the usual one.
struct GapSignal {
  int rough = 0;                   ///< gaps after rough talks
  int others = 0;                  ///< gaps after the others
  int longer = 0;                  ///< of the rough ones, longer than usual
  std::optional<int> after_rough;  ///< median, in days; nothing without any
  std::optional<int> usual;        ///< median of the others
  bool speaks = false;             ///< there is enough of both to say anything
  bool stands_out = false;         ///< half as long again, and chance does it once in 20 at most
};

/// Who called planned talks off.
struct CancelSignal {
  int plans = 0;  ///< that came to an end: held later, cancelled, or nobody came
  int by_me = 0;
  int by_them = 0;
  bool speaks = false;
  bool stands_out = false;  ///< three or more, one in four, and more than they did
};

/// A rough talk with a customer who was not contacted since, for `revisit_days`.
struct NotRevisited {
  std::int64_t number = 0;
  Uid customer;
  Date day{};
  int days = 0;  ///< since then
};

struct Signals {
  DateRange days;
  GapSignal with_customer;  ///< until the next contact with that customer
  GapSignal with_anyone;    ///< until the next contact with any customer
  CancelSignal cancelled;
  std::vector<NotRevisited> not_revisited;  ///< the longest first; empty where the usual is unknown

  bool speaks() const { return with_customer.speaks || with_anyone.speaks || cancelled.speaks; }
  bool stands_out() const {
    return with_customer.stands_out || with_anyone.stands_out || cancelled.stands_out ||
           !not_revisited.empty();
  }
};

/// `talks` are those of one PM, of any status, by start; only the loop `customer` is looked at.
/// Duplicates among `customers` are followed.
Signals signals_of(std::span<const Talk> talks, const Customers& customers, Date today);

}  // namespace rapport
