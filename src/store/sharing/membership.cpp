#include "rapport/store/membership.hpp"

#include <map>

#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"

namespace rapport {

std::optional<Membership> membership_of(Db& db) {
  Membership found;
  db.each("SELECT key, value FROM book WHERE key >= 'hub.' AND key < 'hub/'", [&](const Row& row) {
    const std::string key = row.text(0);
    if (key == "hub.url") found.url = row.text(1);
    if (key == "hub.id") found.id = row.uid(1);
    if (key == "hub.handle") found.handle = row.text(1);
    if (key == "hub.synced") found.synced = row.text(1);
    if (key == "hub.sent") found.sent = row.text(1);
    if (key == "hub.tried") found.tried_ms = row.integer(1);
    if (key == "hub.kept")
      for (const std::string_view space : split(row.text(1), ' ')) found.kept.emplace(space);
  });
  if (found.url.empty()) return std::nullopt;
  found.kept.erase("");
  return found;
}

void remember(Db& db, const Membership& membership) {
  std::string kept;
  for (const std::string& space : membership.kept) kept += space + " ";
  db.run(
      "INSERT OR REPLACE INTO book(key, value) VALUES('hub.url', ?), ('hub.id', ?), "
      "('hub.handle', ?), ('hub.synced', ?), ('hub.sent', ?), ('hub.tried', ?), ('hub.kept', ?)",
      membership.url, membership.id, membership.handle, membership.synced, membership.sent,
      membership.tried_ms, kept);
}

void forget_membership(Db& db) {
  db.run(
      "DELETE FROM book WHERE key IN ('hub.url', 'hub.id', 'hub.handle', 'hub.synced', 'hub.sent', "
      "'hub.tried', 'hub.kept')");
}

std::vector<KnownPeer> known_peers(Db& db) {
  std::vector<KnownPeer> peers;
  db.each("SELECT replica, handle, client, seen FROM peer ORDER BY handle, seen, replica",
          [&](const Row& row) {
            peers.push_back({row.uid(0), row.text(1), row.text(2), row.text(3)});
          });
  return peers;
}

void remember_peer(Db& db, const KnownPeer& peer) {
  db.run("INSERT OR REPLACE INTO peer(replica, handle, client, seen) VALUES(?,?,?,?)", peer.replica,
         peer.handle, peer.client, peer.seen);
}

Uid replica_of(Db& db) {
  return db
      .first("SELECT value FROM book WHERE key = 'replica'",
             [](const Row& row) { return row.uid(0); })
      .value_or(Uid{});
}

}  // namespace rapport
