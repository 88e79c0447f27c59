#pragma once

#include <functional>
#include <optional>

#include "rapport/domain/checkpoint.hpp"
#include "rapport/store/db.hpp"
#include "rapport/store/journal.hpp"

namespace rapport {

class Store;

/// The latest checkpoint of `pm`, of `latest` or before, that `is_usable`.
std::optional<Checkpoint> read_checkpoint(Db& db, const Uid& pm, Date latest,
                                          const std::function<bool(const Checkpoint&)>& is_usable);

/// Makes those of the weeks up to now that `pm` has none of. Inside a write transaction.
void make_checkpoints(Store& store, const Uid& pm, const Moment& now);

/// Drops those of `pm` that have summed up `day`.
void drop_checkpoints(Db& db, const Uid& pm, Date day);

/// Drops those that rest on what changes when an entity, which is no interaction, turns from
/// `before` (null when it is new) into `after`. Every kind of fact from which verdicts are made has
/// its rule there.
void drop_checkpoints(Db& db, const EntityState* before, const EntityState& after);

/// What is wrong with the checkpoints of `store`: those that the talks do not come to.
std::vector<std::string> check_checkpoints(Store& store);

}  // namespace rapport
