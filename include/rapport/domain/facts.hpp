#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "rapport/domain/few_uids.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/merges.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/domain/target.hpp"
#include "rapport/domain/time.hpp"
#include "rapport/domain/uid.hpp"
#include "rapport/domain/words.hpp"

/// What a cadence is judged from: recorded facts and a report date, nothing else.
namespace rapport {

struct UidHash {
  std::size_t operator()(const Uid& uid) const noexcept;
};

using Customers = std::unordered_map<Uid, Customer, UidHash>;

/// The customer of that uid, or the one that it was merged into; null when the book has neither.
const Customer* find_customer(const Customers& customers, const Uid& uid);

/// What the cadence needs to know of one interaction, and no more: a PM may have 20 000 of them.
struct Talk {
  std::int64_t number = 0;
  Moment start;
  Minutes length{};
  Kind kind = Kind::call;
  Purpose purpose = Purpose::discovery;
  Loop loop = Loop::customer;
  Status status = Status::held;
  bool edited = false;
  bool assumed = false;      ///< its time, which nobody said
  bool was_planned = false;  ///< written down before its day
  std::optional<Mood> mood;  ///< nothing for private ones
  std::optional<Side> cancelled_by;
  int learnings = 0;
  FewUids customers;
  FewUids people;
  Moment recorded;  ///< when it was first written down as it counts: a plan, as held
};

/// `recorded`: when it was first written down, where it does not say so itself.
Talk talk_of(const Interaction& interaction, const Moment& recorded);
Talk talk_of(const Interaction& interaction);

/// True where both begin at a known time and have a minute in common.
bool share_time(const Talk& one, const Talk& other);

/// True for a talk of a `day` after `today`, which no report counts yet. Not for what was recorded
/// on such a day: further east it had begun already.
bool is_to_come(Date day, Date recorded, Date today);

/// True for a plan whose time is over: it does not count before somebody says that it was held.
bool is_to_confirm(const Talk& talk, const Moment& now);

/// What holds for every PM of the book.
struct BookFacts {
  Moment now;  ///< its date is "today", the report date; nothing is known that was recorded later
  Rules rules;
  std::vector<Target>
      targets;            ///< all versions, for all and for single PMs, in any order, without
                          ///< need of the default ones: they are added, and superseded by name
  std::vector<Off> offs;  ///< of everybody and of any PM
  Customers customers;    ///< at least those of the talks, and what they are merged into
  Merges merged_people;   ///< at least those of the people in talks
  std::map<Uid, std::string> colleagues;  ///< names of the people in talks of the loop `colleague`
};

/// What belongs to the one PM who is judged.
struct PmFacts {
  Pm pm;
  std::vector<Talk> talks;    ///< hosted by `pm`, of any status, in any order
  std::vector<Date> stories;  ///< days on which this PM shared a story, in any order
};

/// All that a `Cadence` is made from.
struct PmBook {
  BookFacts facts;
  PmFacts own;
};

}  // namespace rapport
