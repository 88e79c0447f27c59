#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/domain/time.hpp"
#include "rapport/store/db.hpp"

/// What a book knows of the hub that it has joined.
namespace rapport {

class Store;

struct Membership {
  std::string url;                    ///< "dir:/srv/team"
  Uid id;                             ///< of the hub: another one at that place is not joined
  std::string handle;                 ///< of whose book this is
  std::set<std::string> kept;         ///< spaces of other PMs, from before it joined: never sent
  std::set<std::string> readable{};   ///< spaces; empty where everybody reads all
  std::set<std::string> writable{};   ///< spaces; empty where everybody may write all
  std::string synced{};               ///< when everything was exchanged last; empty: never yet
  std::string sent{};                 ///< when something was sent last
  std::int64_t tried_ms = 0;          ///< when a sync began last, in ms since 1970
  std::optional<std::int64_t> has{};  ///< changes of this book that the hub was last known to have
};

/// Nothing for a book that has joined none.
std::optional<Membership> membership_of(Db& db);

/// False where the talks of the PM of that handle never come here.
bool may_read(const Membership& membership, const std::string& handle);

/// False where the hub refuses what this book writes in `space`.
bool may_send(const Membership& membership, const std::string& space);

/// Once the book is shared, what belongs to a PM is written by that PM's book alone, and a hub that
/// knows who may do what has said what this one may write. Throws Error(permission).
void check_writer(Store& store, const std::string& space);

/// Takes the place of what was remembered. Inside a transaction or not.
void remember(Db& db, const Membership& membership);

/// Leaves the hub: what was heard there stays.
void forget_membership(Db& db);

/// A book that was met at the hub.
struct KnownPeer {
  Uid replica;
  std::string handle;
  std::string client;  ///< its version of rapport
  std::string seen;    ///< when it was at the hub last
};

/// By handle.
std::vector<KnownPeer> known_peers(Db& db);
void remember_peer(Db& db, const KnownPeer& peer);

/// Of other PMs, what this book heard in spaces that are not among `readable`.
std::set<std::string> unreadable_spaces(Db& db, const std::set<std::string>& readable);

/// Removes what others wrote in `spaces`, and folds what is left. Inside one write transaction.
void drop_heard(Db& db, const std::set<std::string>& spaces);
/// Whether one was seen last before `at`, a moment with its offset; never where there is none.
bool was_seen_before(const std::string& seen, const std::optional<Moment>& at);

/// The id under which this book writes.
Uid replica_of(Db& db);

}  // namespace rapport
