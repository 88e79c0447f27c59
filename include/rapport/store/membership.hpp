#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rapport/store/db.hpp"

/// What a book knows of the hub that it has joined.
namespace rapport {

struct Membership {
  std::string url;             ///< "dir:/srv/team"
  Uid id;                      ///< of the hub: another one at that place is not joined
  std::string handle;          ///< of whose book this is
  std::set<std::string> kept;  ///< spaces of other PMs, from before it joined: never sent
  std::string synced{};        ///< when everything was exchanged last; empty: never yet
  std::string sent{};          ///< when something was sent last
  std::int64_t tried_ms = 0;   ///< when a sync began last, in ms since 1970
};

/// Nothing for a book that has joined none.
std::optional<Membership> membership_of(Db& db);

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

/// The id under which this book writes.
Uid replica_of(Db& db);

}  // namespace rapport
