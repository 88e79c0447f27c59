#include "hub/pull.hpp"

#include <algorithm>
#include <tuple>

#include "rapport/base/error.hpp"
#include "rapport/store/bulk.hpp"
#include "rapport/store/read_lock.hpp"
#include "rapport/store/spaces.hpp"

// What lies in a hub comes in any order and may lack anything. A stretch is taken once what comes
// before it is here; one that leaves what is here for something else is a fork.
namespace rapport {
namespace {

constexpr std::size_t most_at_once = 5000;       // changes a transaction
constexpr std::int64_t many = 20'000;            // from here on a new fold is cheaper
constexpr std::size_t many_at_once = 1'000'000;  // changes a transaction then

std::string short_id(const Uid& replica) {
  constexpr std::size_t digits = 8;
  return to_string(replica).substr(0, digits);
}

}  // namespace

StretchesByAddress by_address(std::vector<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) {
    return std::tuple(-a.to, a.from, a.tip, a.place.size(), a.place) <
           std::tuple(-b.to, b.from, b.tip, b.place.size(), b.place);
  });
  StretchesByAddress sorted;
  for (Stretch& stretch : stretches)
    sorted[{stretch.space, stretch.replica}].push_back(std::move(stretch));
  return sorted;
}

std::int64_t sent_of(Db& db, const std::vector<Chain>& chains, const Chain& chain,
                     const StretchesByAddress& hub) {
  const auto there = hub.find({chain.space, chain.parent});
  if (there == hub.end()) return 0;
  std::int64_t sent = 0;
  for (const Chain& other : chains) {
    if (other.space != chain.space || other.parent != chain.parent) continue;
    const std::int64_t shared = shared_with(db, chains, chain, other);
    for (const Stretch& stretch : there->second)
      if (shared > sent && stretch.from <= shared && nonce_at(db, other, stretch.to) == stretch.tip)
        sent = std::max(sent, std::min(shared, stretch.to));
  }
  return sent;
}

Pull::Pull(Store& store, Hub& hub, const StretchesByAddress& there, const Stamp& now,
           Exchanged& out)
    : store_(store), hub_(hub), there_(there), now_(now), out_(out) {
  current_ = replica_of(store.db());
  own_.insert(current_);
  const ReadLock lock(store.db());
  read_chains();
  for (const auto& [address, stretches] : there_)
    for (const Stretch& stretch : stretches)
      if (!is_here(stretch)) missing_ += stretch.to - stretch.from + 1;
}

void Pull::read_chains() {
  chains_.clear();
  for (Chain& chain : chains_in(store_.db())) {
    if (chain.is_own) own_.insert(chain.replica);
    chains_[{chain.space, chain.parent}].push_back(std::move(chain));
  }
}

void Pull::run() {
  if (missing_ == 0) return;
  at_once_ = missing_ > many ? many_at_once : most_at_once;
  if (missing_ > many) expect_many_records(store_.db(), for_all_records);
  for (const bool is_erasure : {true, false}) {  // orders to forget come first
    for (const auto& [address, stretches] : there_) {
      if ((address.first == space::erasure) != is_erasure) continue;
      for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (const Stretch& stretch : stretches)
          has_grown = (!is_here(stretch) && take(stretch)) || has_grown;
      }
      for (const Stretch& stretch : stretches)
        if (!is_here(stretch)) out_.not_arrived.push_back(stretch.place);
    }
    flush();
  }
  if (missing_ > many) expect_few_records(store_.db());
}

bool Pull::is_here(const Stretch& stretch) {
  const auto& chains = chains_[{stretch.space, stretch.replica}];
  return std::any_of(chains.begin(), chains.end(), [&](const Chain& chain) {
    return nonce_at(store_.db(), chain, stretch.to) == stretch.tip;
  });
}

/// A nonce is given once: who has the same change has all that comes before it.
std::optional<Pull::Joint> Pull::joint_of(const Stretch& stretch, const Rows& rows) {
  const std::int64_t from = rows.changes.front().seq;
  std::optional<Joint> last;
  if (from == 1) last = Joint{};
  for (Chain& chain : chains_[{stretch.space, stretch.replica}])
    for (std::int64_t seq = std::min(chain.head, stretch.to); seq > (last ? last->seq : 0); --seq) {
      if (seq < from - 1) break;
      const std::int64_t nonce =
          seq < from ? rows.before : rows.changes[static_cast<std::size_t>(seq - from)].nonce;
      if (nonce_at(store_.db(), chain, seq) != nonce) continue;
      last = Joint{&chain, seq};
      break;
    }
  return last;
}

bool Pull::take(const Stretch& stretch) {
  std::int64_t known = 0;  // up to where the hub needs to tell nothing, most likely
  for (const Chain& chain : chains_[{stretch.space, stretch.replica}])
    if (chain.head < stretch.to) known = std::max(known, chain.head);
  auto rows = hub_.read(stretch, known);
  auto joint = rows ? joint_of(stretch, *rows) : std::nullopt;
  if (rows && !joint && rows->changes.front().seq > stretch.from) {  // it leaves what is here
    rows = hub_.read(stretch, 0);
    joint = rows ? joint_of(stretch, *rows) : std::nullopt;
  }
  if (!joint) return false;
  Chain& chain = chain_for(stretch, *joint);
  const auto first = static_cast<std::size_t>(joint->seq + 1 - rows->changes.front().seq);
  for (std::size_t at = first; at < rows->changes.size(); at += at_once_) {
    const auto size = std::min(at_once_, rows->changes.size() - at);
    add(chain, std::span(rows->changes).subspan(at, size));
  }
  return true;
}

/// The chain that goes on with the stretch: nobody but this book goes on with its own.
Chain& Pull::chain_for(const Stretch& stretch, const Joint& joint) {
  auto& chains = chains_[{stretch.space, stretch.replica}];
  if (joint.chain != nullptr && joint.seq == joint.chain->head && !joint.chain->is_own)
    return *joint.chain;
  const bool is_first = chains.empty() && !is_own(stretch.replica);
  met_copy_ = met_copy_ || stretch.replica == current_;
  const auto before =
      joint.chain == nullptr ? 0 : nonce_at(store_.db(), *joint.chain, joint.seq).value_or(0);
  chains.push_back({.space = stretch.space,
                    .parent = stretch.replica,
                    .replica = is_first ? stretch.replica : random_uid(),
                    .start = joint.seq,
                    .before = before,
                    .head = joint.seq});
  return chains.back();
}

void Pull::add(Chain& chain, std::span<const Change> changes) {
  Incoming incoming{.space = chain.space,
                    .replica = chain.replica,
                    .owner = {},
                    .changes = {changes.begin(), changes.end()},
                    .fork = {}};
  if (chain.is_fork()) incoming.fork = {chain.parent, chain.start, chain.before};
  incoming.owner = owner_of({.space = chain.space, .replica = chain.parent});
  for (Change& change : incoming.changes) {
    change.seq -= chain.start;
    chain.coming.push_back(change.nonce);
    ++chain.head;
  }
  waiting_ += changes.size();
  coming_.push_back(std::move(incoming));
  if (waiting_ >= at_once_) flush();
}

void Pull::flush() {
  if (coming_.empty()) return;
  Received received = take_in(store_, coming_, now_);
  out_.received += received.taken;
  for (std::string& one : received.set_aside) out_.set_aside.push_back(std::move(one));
  if (!received.refused.empty())
    throw Error(ErrorKind::internal,
                "what the hub has does not follow: " + received.refused.front());
  coming_.clear();
  waiting_ = 0;
  for (auto& [address, chains] : chains_)
    for (Chain& chain : chains) {
      if (chain.coming.empty()) continue;
      chain.coming.clear();
      chain.stream = store_.db().number("SELECT id FROM stream WHERE space = ? AND replica = ?",
                                        chain.space, chain.replica);
    }
}

bool Pull::is_own(const Uid& replica) const { return own_.contains(replica); }

std::string Pull::owner_of(const Stretch& stretch) {
  if (!owners_) {
    owners_.emplace();
    for (const Peer& peer : hub_.peers()) owners_->emplace(peer.replica, peer.handle);
  }
  const auto known = owners_->find(stretch.replica);
  if (known != owners_->end()) return known->second;
  const std::string handle(handle_in(stretch.space));
  return stretch.space.starts_with("pm/") ? handle : short_id(stretch.replica);
}

}  // namespace rapport
