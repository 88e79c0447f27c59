#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "rapport/domain/people.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

namespace rapport {

/// One conversation. It belongs for ever to the local date on which it started.
struct Interaction {
  Uid uid;
  std::int64_t number = 0;
  Moment start;
  Minutes length{};
  Kind kind = Kind::call;
  Purpose purpose = Purpose::discovery;
  Loop loop = Loop::customer;
  Status status = Status::held;
  std::optional<Side> cancelled_by;  ///< for a cancelled one
  std::set<Uid> hosts;               ///< PMs; never empty
  std::set<Uid> customers;           ///< empty only in the loops colleague and self
  std::set<Uid> people;
  bool is_private = false;  ///< note and mood are kept apart and never leave the machine
  std::optional<Mood> mood;
  std::string note;
  Moment recorded;                  ///< when it was first written down; by the store
  std::optional<Moment> confirmed;  ///< when a plan was recorded as held; by the store
  std::optional<Moment> edited;     ///< when it was last changed, while planned aside; by the store
  std::set<std::string> sources;    ///< what it is known by in files that were imported
  std::string version;   ///< of the calendar's event that was read for it last: see `is_older`
  bool assumed = false;  ///< nobody said when: its time is that of one that has just ended

  bool operator==(const Interaction&) const = default;
};

/// Something learned in an interaction.
struct Learning {
  Uid uid;
  std::int64_t number = 0;
  Uid interaction;
  std::optional<LearningType> type;
  std::string text;
  std::set<std::string> themes;
  bool second_hand = false;  ///< told by a colleague
  std::string heard_from;    ///< by whom, when second-hand
};

/// Something said to be done for customers or for a colleague.
struct Promise {
  Uid uid;
  std::int64_t number = 0;
  Uid interaction;  ///< in which it was made; nil where it was made in none
  Uid pm;
  std::set<Uid> customers;       ///< empty where it was made to a colleague
  std::optional<Uid> colleague;  ///< the person, where it was not made to customers
  std::string text;
  Date made{};
  std::optional<Date> due;
  std::optional<Date> kept;
  std::optional<Date> told;     ///< when everybody had heard that it was kept
  std::map<Uid, Date> told_to;  ///< the customers who heard it before all had
  bool is_private = false;      ///< made in a private talk; where it is kept tells so
};

/// What lists and reports say of a promise: `text`, or "a private promise".
std::string shown_text(const Promise& promise);

/// Days on which nothing is expected: of one PM, or of everybody where `pm` is nothing.
struct Off {
  Uid uid;
  std::int64_t number = 0;
  std::optional<Uid> pm;
  DateRange days;
  std::string why;
  Date recorded{};
};

/// A talk that runs: it becomes an interaction when it is stopped. At most one for each PM.
struct Timer {
  Uid uid;
  std::int64_t number = 0;
  Uid pm;
  std::set<Uid> customers;  ///< with whom, settled when it started, whatever they are called since
  std::set<Uid> people;
  std::string who;  ///< names of customers to be made when it stops, with commas
  Moment started;
  Kind kind = Kind::call;
  Purpose purpose = Purpose::discovery;
};

/// From this length on a timer was probably forgotten: nobody is taken at its word.
inline constexpr Minutes forgotten_after{8 * 60};

/// How long it has run. Right across zones and changes of the clocks where the offsets are known;
/// negative when the clock was put back.
Minutes elapsed(const Timer& timer, const Moment& now);

}  // namespace rapport
