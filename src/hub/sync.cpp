#include "rapport/hub/sync.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "hub/pull.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/chains.hpp"
#include "rapport/store/forget.hpp"

namespace rapport {
namespace {

constexpr std::int64_t five_minutes_ms = 5 * 60 * 1000;
constexpr std::int64_t most_in_stretch = 1000;  // changes a stretch
constexpr std::size_t most_stretches = 16;      // of a stream, before they become one

StretchesByAddress look(Hub& hub, Exchanged& out) {
  return by_address(hub.stretches(out.not_arrived));
}

/// What this book has to send, with what it has sent already.
std::vector<Unsent> unsent_of(Db& db, const StretchesByAddress& there,
                              const std::set<std::string>& kept) {
  std::vector<Unsent> found;
  const auto chains = chains_in(db);
  for (const Chain& chain : chains)
    if (chain.is_own && !kept.contains(chain.space))
      found.push_back({chain, sent_of(db, chains, chain, there)});
  return found;
}

/// How much of an own chain somebody has seen: what the hub has, or ever shared with a fork.
std::int64_t seen_of(Db& db, const std::vector<Chain>& chains, const Chain& chain,
                     const StretchesByAddress& there) {
  std::int64_t seen = sent_of(db, chains, chain, there);
  for (const Chain& other : chains)
    if (other.is_fork() && other.space == chain.space && other.parent == chain.parent)
      seen = std::max(seen, shared_with(db, chains, chain, other));
  return seen;
}

void mend_clock(Store& store, const StretchesByAddress& there, const Membership& membership,
                const Stamp& now, Exchanged& out) {
  Db& db = store.db();
  WriteLock lock(db);
  auto unsent = unsent_of(db, there, membership.kept);
  const auto chains = chains_in(db);
  for (Unsent& one : unsent) one.sent = seen_of(db, chains, one.chain, there);
  const Restamped restamped = restamp(db, unsent, now.unix_ms, now.unix_ms + five_minutes_ms);
  if (restamped.changes == 0) return;
  lock.commit();
  store.forget_merges();
  out.restamped = restamped.changes;
  out.ahead_ms = restamped.ahead_ms;
}

/// Another book writes under the id of this one: what nobody has seen yet, and all that is to come,
/// is written under a new one.
void become_somebody_else(Store& store, const StretchesByAddress& there) {
  Db& db = store.db();
  WriteLock lock(db);
  const Uid before = replica_of(db);
  renew_replica(db);
  const Uid after = replica_of(db);
  const auto chains = chains_in(db);
  for (const Chain& chain : chains)
    if (chain.is_own && chain.replica == before)
      move_tail(db, chain, seen_of(db, chains, chain, there), after);
  lock.commit();
}

std::int64_t nonce_before(Db& db, const Chain& chain, std::int64_t seq) {
  return seq == 0 ? 0 : nonce_at(db, chain, seq).value_or(0);
}

Stretch stretch_of(const Chain& chain, const Rows& rows) {
  return {.space = chain.space,
          .replica = chain.parent,
          .from = rows.changes.front().seq,
          .to = rows.changes.back().seq,
          .tip = rows.changes.back().nonce};
}

std::int64_t push_chain(Store& store, Hub& hub, const Unsent& unsent) {
  Db& db = store.db();
  std::int64_t at = unsent.sent;
  for (;;) {
    Rows rows{nonce_before(db, unsent.chain, at),
              changes_after(db, unsent.chain, at, most_in_stretch)};
    if (rows.changes.empty()) return at - unsent.sent;
    hub.append(stretch_of(unsent.chain, rows), rows);
    at = rows.changes.back().seq;
  }
}

/// Keeps one stretch with all that led to the chain, in the place of what that covers. It is
/// written `anew`, or where there is none yet but many others.
void tidy_chain(Db& db, Hub& hub, const std::vector<Chain>& chains, const Chain& chain,
                const std::vector<Stretch>& there, bool anew) {
  std::vector<Stretch> ours;  // the longest first
  for (const Stretch& stretch : there)
    if (nonce_at(db, chain, stretch.to) == stretch.tip) ours.push_back(stretch);
  if (ours.empty()) return;
  const auto whole =
      std::find_if(ours.begin(), ours.end(), [](const Stretch& one) { return one.from == 1; });
  std::int64_t covered = whole == ours.end() ? 0 : whole->to;
  std::string kept = whole == ours.end() ? "" : whole->place;
  if (anew || ours.size() > most_stretches) {
    const Rows rows{0, changes_until(db, chains, chain, ours.front().to)};
    if (rows.changes.front().seq != 1) return;
    kept = hub.append(stretch_of(chain, rows), rows);
    covered = ours.front().to;
  }
  for (const Stretch& one : ours)
    if (one.to <= covered && one.place != kept) hub.remove(one);
}

/// What was blanked here has to go from the hub too, and many stretches become one. A book that was
/// put back speaks for what it wrote before: nobody else does.
void tidy(Store& store, Hub& hub, const Membership& membership) {
  Db& db = store.db();
  const auto blanked = db.first("SELECT value FROM book WHERE key = 'hub.blanked'",
                                [](const Row& row) { return row.integer(0); });
  Exchanged ignored;
  const auto there = look(hub, ignored);
  const auto chains = chains_in(db);
  std::set<Uid> own{replica_of(db)};
  for (const Chain& chain : chains)
    if (chain.is_own) own.insert(chain.replica);
  for (const Chain& chain : chains) {
    if (!own.contains(chain.parent) || membership.kept.contains(chain.space)) continue;
    const auto of_chain = there.find({chain.space, chain.parent});
    if (of_chain == there.end()) continue;
    tidy_chain(db, hub, chains, chain, of_chain->second, blanked.has_value());
  }
  if (blanked) db.run("DELETE FROM book WHERE key = 'hub.blanked' AND value = ?", *blanked);
}

/// Says that this book was here, where it sent something or was not seen today.
void be_seen(Store& store, Hub& hub, Membership& membership, const Stamp& now,
             const std::string& client, bool has_sent) {
  const std::string at = recorded_text(now.local);
  if (has_sent) membership.sent = at;
  const Peer self{replica_of(store.db()), membership.handle, client, at, membership.sent};
  const auto peers = hub.peers();
  const auto known = std::find_if(peers.begin(), peers.end(),
                                  [&](const Peer& peer) { return peer.replica == self.replica; });
  const bool is_new =
      known == peers.end() || known->handle != self.handle || known->client != client;
  if (has_sent || is_new || known->seen.substr(0, 10) != at.substr(0, 10)) hub.tell(self);
  WriteLock lock(store.db());
  for (const Peer& peer : peers)
    if (peer.replica != self.replica)
      remember_peer(store.db(), {peer.replica, peer.handle, peer.client, peer.seen});
  remember_peer(store.db(), {self.replica, self.handle, client, at});
  membership.synced = at;
  remember(store.db(), membership);
  lock.commit();
}

/// "1.4.2" as numbers that can be compared.
std::vector<std::int64_t> version_numbers(const std::string& version) {
  std::vector<std::int64_t> numbers;
  for (const std::string_view part : split(version, '.'))
    numbers.push_back(std::atoll(std::string(part).c_str()));
  return numbers;
}

}  // namespace

void check_card(const HubCard& card, const Uid& joined, const std::string& client) {
  const auto end_of = [](const Uid& id) {
    const std::string text = to_string(id);
    return text.substr(text.size() - 3);
  };
  if (!joined.is_nil() && card.id != joined)
    throw Error(ErrorKind::config,
                fmt::format("this is not the hub that was joined (…{} instead of …{})",
                            end_of(card.id), end_of(joined)),
                "nothing was sent or removed; to join this one: `rapport hub leave`, then "
                "`rapport hub join`");
  const bool is_old = version_numbers(client) < version_numbers(card.min_client);
  if (card.format > hub_format || is_old)
    throw Error(
        ErrorKind::config,
        fmt::format("the hub asks for rapport {} (this is {})",
                    card.min_client.empty() ? "of a later version" : printable(card.min_client),
                    client),
        "local work goes on; install a newer rapport to exchange again");
}

void pull(Store& store, Hub& hub, const Stamp& now, Exchanged& exchanged) {
  const auto there = look(hub, exchanged);
  Pull(store, hub, there, now, exchanged).run();
}

Exchanged exchange(Store& store, Hub& hub, Membership& membership, const Stamp& now,
                   const std::string& client) {
  check_card(hub.card(), membership.id, client);
  Exchanged out;
  const auto there = look(hub, out);
  mend_clock(store, there, membership, now, out);
  const auto before = names_of_two_classes(store, now.local.date);
  Pull pull(store, hub, there, now, out);
  pull.run();
  if (pull.met_copy()) become_somebody_else(store, there);
  out.was_copy = pull.met_copy();
  out.settled = settle(store, now);
  for (const std::string& name : names_of_two_classes(store, now.local.date))
    if (!before.contains(name)) out.two_classes.push_back(name);
  for (const Unsent& unsent : unsent_of(store.db(), there, membership.kept))
    out.sent += push_chain(store, hub, unsent);
  tidy(store, hub, membership);
  be_seen(store, hub, membership, now, client, out.sent > 0);
  return out;
}

std::int64_t count_unsent(Store& store, Hub& hub, const Membership& membership) {
  Exchanged out;
  std::int64_t count = 0;
  for (const Unsent& unsent : unsent_of(store.db(), look(hub, out), membership.kept))
    count += unsent.chain.head - unsent.sent;
  return count;
}

std::vector<std::string> not_here(Store& store, Hub& hub) {
  std::vector<std::string> files;
  const auto there = hub.stretches(files);
  const auto chains = chains_in(store.db());
  for (const Stretch& stretch : there) {
    const bool is_here = std::any_of(chains.begin(), chains.end(), [&](const Chain& chain) {
      return chain.space == stretch.space && chain.parent == stretch.replica &&
             nonce_at(store.db(), chain, stretch.to) == stretch.tip;
    });
    if (!is_here) files.push_back(stretch.place);
  }
  return files;
}

std::int64_t count_kept(Db& db, const Membership& membership) {
  std::int64_t count = 0;
  for (const Chain& chain : chains_in(db))
    if (chain.is_own && membership.kept.contains(chain.space)) count += chain.head;
  return count;
}

}  // namespace rapport
