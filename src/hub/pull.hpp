#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "rapport/hub/hub.hpp"
#include "rapport/hub/sync.hpp"
#include "rapport/store/chains.hpp"
#include "rapport/store/incoming.hpp"

namespace rapport {

/// Under what a stream travels.
using Address = std::pair<std::string, Uid>;  // space, replica

using StretchesByAddress = std::map<Address, std::vector<Stretch>>;

/// Those of an address with the longest first, each once.
StretchesByAddress by_address(std::vector<Stretch> stretches);

/// How far the hub has an own chain, be it in a stretch of a fork that shares it.
std::int64_t sent_of(Db& db, const std::vector<Chain>& chains, const Chain& chain,
                     const StretchesByAddress& hub);

/// Takes in what follows on what the book has.
class Pull {
 public:
  Pull(Store& store, Hub& hub, const StretchesByAddress& there, const Stamp& now, Exchanged& out);

  void run();

  /// How many changes there are that this book does not have, at most: stretches may overlap.
  std::int64_t missing() const { return missing_; }

  /// True where somebody else wrote under the id under which this book writes.
  bool met_copy() const { return met_copy_; }

 private:
  /// Where a stretch leaves what is here.
  struct Joint {
    Chain* chain = nullptr;  ///< the one that has the change at `seq`; null at the beginning
    std::int64_t seq = 0;
  };

  void read_chains();
  bool is_here(const Stretch& stretch);
  std::optional<Joint> joint_of(const Stretch& stretch, const Rows& rows);
  bool take(const Stretch& stretch);
  Chain& chain_for(const Stretch& stretch, const Joint& joint);
  void add(Chain& chain, std::span<const Change> changes);
  void flush();
  bool is_own(const Uid& replica) const;
  std::string owner_of(const Stretch& stretch);

  Store& store_;
  Hub& hub_;
  const StretchesByAddress& there_;
  Stamp now_;
  Exchanged& out_;
  std::map<Address, std::vector<Chain>> chains_;
  std::optional<std::map<Uid, std::string>> owners_;  ///< once asked for
  std::set<Uid> own_;                                 ///< all ids under which this book ever wrote
  Uid current_;
  std::vector<Incoming> coming_;
  std::int64_t missing_ = 0;
  std::size_t waiting_ = 0;
  std::size_t at_once_ = 0;  ///< changes a transaction
  bool met_copy_ = false;
};

}  // namespace rapport
