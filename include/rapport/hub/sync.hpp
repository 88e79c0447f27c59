#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/hub/hub.hpp"
#include "rapport/store/conflicts.hpp"
#include "rapport/store/membership.hpp"
#include "rapport/store/two_values.hpp"

/// The protocol: how a book and a hub tell each other what they have.
namespace rapport {

/// What a book is told of, and tells, in one exchange.
struct Exchanged {
  std::int64_t sent = 0, received = 0;  ///< changes
  ResolvedConflicts resolved;
  std::vector<TwoValues> two_values;     ///< fields that this book and another one set at once
  std::vector<std::string> two_classes;  ///< names that two customers of other classes bear since
  bool was_copy = false;  ///< another book writes under the id of this one, which has a new one now
  std::int64_t backups_cleared = 0;    ///< set by who keeps them, where somebody is to be forgotten
  std::int64_t restamped = 0;          ///< changes that were stamped by a clock ahead
  std::int64_t ahead_ms = 0;           ///< how far
  std::vector<std::string> set_aside;  ///< changes that cannot be right, in sentences
  std::set<std::string> unreadable;    ///< spaces that this book has, and may read no more
  std::vector<std::string> not_arrived;  ///< files that are not whole, or lack what comes before
};

/// Throws Error(config) where `card` is of another hub than the one that was joined, or asks for a
/// later program.
void check_card(const HubCard& card, const Uid& joined, const std::string& client);

/// Takes in what the hub has, of every stream; nothing of this book is sent.
void pull(Store& store, Hub& hub, const Stamp& now, Exchanged& exchanged);

/// The same of what belongs to all: customers, people, ideas, rules, orders to forget.
void pull_shared(Store& store, Hub& hub, const Stamp& now, Exchanged& exchanged);

/// Pulls, settles, and sends. A kill at any moment loses nothing: the next one does the rest.
/// Throws Error(unavailable) where the hub does not answer, and as `check_card`.
Exchanged exchange(Store& store, Hub& hub, Membership& membership, const Stamp& now,
                   const std::string& client);

/// Changes that are not sent yet, by what the hub has.
struct Backlog {
  std::int64_t changes = 0;                     ///< for the next exchange
  std::map<std::string, std::int64_t> refused;  ///< by spaces where this book may not write
};
Backlog backlog_of(Store& store, Hub& hub, const Membership& membership);

/// The same by what the hub was last known to have, without asking it; nothing where that is not
/// known.
std::optional<std::int64_t> count_waiting(Db& db, const Membership& membership);

/// The files of the hub that the book does not have: new, not whole, or what comes before them is
/// missing.
std::vector<std::string> not_here(Store& store, Hub& hub);

/// How many changes of other PMs, from before the book joined, stay here.
std::int64_t count_kept(Db& db, const Membership& membership);

}  // namespace rapport
