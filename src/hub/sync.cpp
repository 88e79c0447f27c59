#include "rapport/hub/sync.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "hub/pull.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/store/chains.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/spaces.hpp"

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
                              const Membership& membership) {
  std::vector<Unsent> found;
  const auto chains = chains_in(db);
  for (const Chain& chain : chains)
    if (chain.is_own && !membership.kept.contains(chain.space))
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
  auto unsent = unsent_of(db, there, membership);
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

/// Own chains that end where somebody else went on: what is left of them has to go on under another
/// id, where a stream is one that grows.
std::vector<Chain> overtaken_in(Db& db, const StretchesByAddress& there) {
  const auto chains = chains_in(db);
  std::vector<Chain> found;
  for (const Chain& chain : chains) {
    const auto hub = there.find({chain.space, chain.parent});
    if (!chain.is_own || hub == there.end()) continue;
    const std::int64_t sent = sent_of(db, chains, chain, there);
    if (hub->second.front().to > sent && chain.head > sent) found.push_back(chain);
  }
  return found;
}

/// True where somebody else writes under the id of this book, whenever that was found.
bool is_overtaken(Db& db, const StretchesByAddress& there) {
  const Uid current = replica_of(db);
  const auto chains = overtaken_in(db, there);
  return std::any_of(chains.begin(), chains.end(),
                     [&](const Chain& chain) { return chain.replica == current; });
}

/// Of what this book wrote under ids that it had before it was put back.
void move_overtaken(Store& store, const StretchesByAddress& there) {
  Db& db = store.db();
  WriteLock lock(db);
  const auto chains = chains_in(db);
  for (const Chain& chain : overtaken_in(db, there))
    move_tail(db, chain, sent_of(db, chains, chain, there), replica_of(db));
  lock.commit();
}

std::int64_t nonce_before(Db& db, const Chain& chain, std::int64_t seq) {
  if (seq == chain.start) return chain.before;
  const auto nonce = nonce_at(db, chain, seq);
  if (!nonce) fail_damaged("a change that was sent is not in the journal any more");
  return *nonce;
}

Stretch stretch_of(const Chain& chain, const Rows& rows) {
  return {.space = chain.space,
          .replica = chain.parent,
          .from = rows.changes.front().seq,
          .to = rows.changes.back().seq,
          .tip = rows.changes.back().nonce};
}

/// Sends what the chain had when it was looked at: what others write meanwhile is for the next
/// sync.
std::int64_t push_chain(Store& store, Hub& hub, const Unsent& unsent, const Peer& self) {
  Db& db = store.db();
  std::int64_t at = unsent.sent;
  while (at < unsent.chain.head) {
    const std::int64_t most = std::min(most_in_stretch, unsent.chain.head - at);
    Rows rows{nonce_before(db, unsent.chain, at), changes_after(db, unsent.chain, at, most)};
    if (rows.changes.empty()) break;
    hub.append(stretch_of(unsent.chain, rows), rows, self);
    at = rows.changes.back().seq;
  }
  return at - unsent.sent;
}

/// Keeps one stretch with all that led to the chain, in the place of what that covers. It is
/// written `anew`, or where there is none yet but many others.
void tidy_chain(Db& db, Hub& hub, const std::vector<Chain>& chains, const Chain& chain,
                const std::vector<Stretch>& there, bool anew, const Peer& self) {
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
    kept = hub.append(stretch_of(chain, rows), rows, self);
    covered = ours.front().to;
  }
  for (const Stretch& one : ours)
    if (one.to <= covered && one.place != kept) hub.remove(one);
}

/// Many stretches become one, `anew` where something was blanked. A book that was put back speaks
/// for what it wrote before: nobody else does.
void tidy(Db& db, Hub& hub, const Membership& membership, bool anew, const Peer& self) {
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
    tidy_chain(db, hub, chains, chain, of_chain->second, anew, self);
  }
}

/// True where this book may take away what others said: in its own parts, and everywhere for who
/// orders erasure.
bool may_blank(const Membership& membership, const std::string& space) {
  const bool is_shared = space == space::team || space == space::rules;
  return membership.writable.contains(space::erasure) ||
         (membership.writable.contains(space) && !is_shared);
}

/// Has the hub remove what was said before something was stated anew.
void blank_there(Db& db, Members& members, const Membership& membership) {
  db.each(
      "SELECT s.space, c.uid, max(c.hlc) FROM change c JOIN stream s ON s.id = c.stream "
      "WHERE c.op = ? AND s.space NOT IN ('local', 'erasure') GROUP BY 1, 2",
      [&](const Row& row) {
        const std::string space = row.text(0);
        if (may_blank(membership, space)) members.blank(space, row.uid(1), row.integer(2));
      },
      static_cast<int>(Op::restate));
}

/// What was blanked here has to go from the hub too, and what was sent may be one stretch too many.
void sweep_hub(Store& store, Hub& hub, const Membership& membership, const Peer& self,
               bool has_sent) {
  Db& db = store.db();
  const auto blanked = db.first("SELECT value FROM book WHERE key = 'hub.blanked'",
                                [](const Row& row) { return row.integer(0); });
  Members* const members = hub.members();
  if (members == nullptr && (has_sent || blanked))
    tidy(db, hub, membership, blanked.has_value(), self);
  if (members != nullptr && blanked) blank_there(db, *members, membership);
  if (blanked) db.run("DELETE FROM book WHERE key = 'hub.blanked' AND value = ?", *blanked);
}

/// Says that this book was here, where it sent something, or was not seen today or since somebody
/// was to be forgotten.
void be_seen(Store& store, Hub& hub, Membership& membership, Peer self, bool has_sent) {
  if (has_sent) membership.sent = self.seen;
  self.sent = membership.sent;
  const auto peers = hub.peers();
  const auto known = std::find_if(peers.begin(), peers.end(),
                                  [&](const Peer& peer) { return peer.replica == self.replica; });
  const bool is_new =
      known == peers.end() || known->handle != self.handle || known->client != self.client;
  if (has_sent || is_new || known->seen.substr(0, 10) != self.seen.substr(0, 10) ||
      was_seen_before(known->seen, last_order(store.db())))
    hub.announce(self);
  WriteLock lock(store.db());
  for (const Peer& peer : peers)
    if (peer.replica != self.replica)
      remember_peer(store.db(), {peer.replica, peer.handle, peer.client, peer.seen});
  remember_peer(store.db(), {self.replica, self.handle, self.client, self.seen});
  membership.synced = self.seen;
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

/// The time by which changes are stamped: no later than it is at the hub.
Stamp by_hub(Stamp now, const HubCard& card) {
  if (card.clock_ms > 0) now.unix_ms = std::min(now.unix_ms, card.clock_ms);
  return now;
}

/// Sends what may be sent; answers how many changes.
std::int64_t push_all(Store& store, Hub& hub, const StretchesByAddress& there,
                      Membership& membership, const Peer& self) {
  std::int64_t all = 0, has = 0;
  for (const Unsent& unsent : unsent_of(store.db(), there, membership)) {
    if (!may_send(membership, unsent.chain.space)) continue;
    const std::int64_t sent = push_chain(store, hub, unsent, self);
    all += sent;
    has += unsent.sent + sent;
  }
  membership.has = has;
  return all;
}

void exchange_once(Store& store, Hub& hub, Membership& membership, const Stamp& now,
                   const std::string& client, Exchanged& out) {
  const HubCard card = hub.card();
  check_card(card, membership.id, client);
  const Stamp stamp = by_hub(now, card);
  out.unreadable.clear();
  if (Members* members = hub.members()) {
    const Rights rights = members->mine();
    membership.readable = rights.readable;
    membership.writable = rights.writable;
    out.unreadable = unreadable_spaces(store.db(), rights.readable);
    for (const std::string& space : membership.kept) out.unreadable.erase(space);
  }
  const auto there = look(hub, out);
  mend_clock(store, there, membership, stamp, out);
  Pull pull(store, hub, there, stamp, out);
  const bool has_news = pull.missing() > 0;
  const auto before =
      has_news ? names_of_two_classes(store, now.local.date) : std::set<std::string>{};
  const auto heads = heads_of_others(store.db());
  pull.run();
  if (has_news) out.two_values = two_values_since(store.db(), heads);
  const bool grows = hub.members() != nullptr;
  const bool is_copy = pull.met_copy() || (grows && is_overtaken(store.db(), there));
  if (is_copy) become_somebody_else(store, there);
  if (grows) move_overtaken(store, there);
  out.was_copy = out.was_copy || is_copy;
  out.resolved = resolve_conflicts(store, stamp);
  if (has_news)
    for (const std::string& name : names_of_two_classes(store, now.local.date))
      if (!before.contains(name)) out.two_classes.push_back(name);
  const Peer self{replica_of(store.db()), membership.handle, client, recorded_text(now.local)};
  out.sent += push_all(store, hub, there, membership, self);
  sweep_hub(store, hub, membership, self, out.sent > 0);
  be_seen(store, hub, membership, self, out.sent > 0);
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

void pull_shared(Store& store, Hub& hub, const Stamp& now, Exchanged& exchanged) {
  auto there = look(hub, exchanged);
  std::erase_if(there, [](const auto& one) { return !handle_in(one.first.first).empty(); });
  Pull(store, hub, there, now, exchanged).run();
}

Exchanged exchange(Store& store, Hub& hub, Membership& membership, const Stamp& now,
                   const std::string& client) {
  constexpr int most_tries = 3;
  Exchanged out;
  for (int tries = 1;; ++tries) try {
      exchange_once(store, hub, membership, now, client, out);
      return out;
    } catch (const Overtaken&) {
      if (tries == most_tries)
        throw Error(ErrorKind::busy, "another book writes as this one, again and again",
                    "nothing is lost: try `rapport sync` again");
    }
}

Backlog backlog_of(Store& store, Hub& hub, const Membership& membership) {
  Exchanged ignored;
  Backlog backlog;
  for (const Unsent& unsent : unsent_of(store.db(), look(hub, ignored), membership)) {
    const std::int64_t count = unsent.chain.head - unsent.sent;
    if (may_send(membership, unsent.chain.space))
      backlog.changes += count;
    else if (count > 0 && unsent.chain.space != space::erasure)  // of orders that were obeyed
      backlog.refused[unsent.chain.space] += count;
  }
  return backlog;
}

std::optional<std::int64_t> count_waiting(Db& db, const Membership& membership) {
  if (!membership.has) return std::nullopt;
  std::int64_t count = -*membership.has;
  for (const Chain& chain : chains_in(db))
    if (chain.is_own && may_send(membership, chain.space)) count += chain.head;
  return std::max<std::int64_t>(count, 0);
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
