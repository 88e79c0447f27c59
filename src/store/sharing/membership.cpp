#include "rapport/store/membership.hpp"

#include <map>

#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/journal.hpp"

namespace rapport {
namespace {

std::set<std::string> spaces_in(const std::string& text) {
  std::set<std::string> spaces;
  for (const std::string_view space : split(text, ' ')) spaces.emplace(space);
  spaces.erase("");
  return spaces;
}

std::string joined_spaces(const std::set<std::string>& spaces) {
  std::string text;
  for (const std::string& space : spaces) text += space + " ";
  return text;
}

}  // namespace

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
    if (key == "hub.has") found.has = row.maybe_integer(1);
    if (key == "hub.kept") found.kept = spaces_in(row.text(1));
    if (key == "hub.readable") found.readable = spaces_in(row.text(1));
    if (key == "hub.writable") found.writable = spaces_in(row.text(1));
  });
  if (found.url.empty()) return std::nullopt;
  return found;
}

bool may_read(const Membership& membership, const std::string& handle) {
  const std::string space = "pm/" + handle;
  return membership.readable.empty() || membership.readable.contains(space) ||
         membership.kept.contains(space);
}

bool may_send(const Membership& membership, const std::string& space) {
  if (membership.kept.contains(space)) return false;
  return membership.writable.empty() || membership.writable.contains(space);
}

void remember(Db& db, const Membership& membership) {
  db.run(
      "INSERT OR REPLACE INTO book(key, value) VALUES('hub.url', ?), ('hub.id', ?), "
      "('hub.handle', ?), ('hub.synced', ?), ('hub.sent', ?), ('hub.tried', ?), ('hub.kept', ?), "
      "('hub.readable', ?), ('hub.writable', ?), ('hub.has', ?)",
      membership.url, membership.id, membership.handle, membership.synced, membership.sent,
      membership.tried_ms, joined_spaces(membership.kept), joined_spaces(membership.readable),
      joined_spaces(membership.writable), membership.has);
}

void forget_membership(Db& db) {
  db.run(
      "DELETE FROM book WHERE key IN ('hub.url', 'hub.id', 'hub.handle', 'hub.synced', 'hub.sent', "
      "'hub.tried', 'hub.kept', 'hub.readable', 'hub.writable', 'hub.has')");
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

std::set<std::string> unreadable_spaces(Db& db, const std::set<std::string>& readable) {
  std::set<std::string> spaces;
  db.each("SELECT DISTINCT space FROM stream WHERE owner IS NOT NULL", [&](const Row& row) {
    if (const std::string space = row.text(0); !readable.contains(space)) spaces.insert(space);
  });
  return spaces;
}

void drop_heard(Db& db, const std::set<std::string>& spaces) {
  for (const std::string& space : spaces) {
    db.run(
        "DELETE FROM change WHERE stream IN (SELECT id FROM stream WHERE space = ? AND owner IS "
        "NOT NULL)",
        space);
    db.run("DELETE FROM stream WHERE space = ? AND owner IS NOT NULL", space);
  }
  db.run("DELETE FROM number WHERE uid NOT IN (SELECT uid FROM change)");
  refold(db);
}

bool was_seen_before(const std::string& seen, const std::optional<Moment>& at) {
  const auto last = parse_recorded(seen);
  return at && (!last || instant_of(*last) < instant_of(*at));
}

Uid replica_of(Db& db) {
  return db
      .first("SELECT value FROM book WHERE key = 'replica'",
             [](const Row& row) { return row.uid(0); })
      .value_or(Uid{});
}

}  // namespace rapport
