#pragma once

#include <string>

#include "rapport/store/journal.hpp"

namespace rapport {

/// What `link.other` is to `link.owner`. The numbers are stored. For `source` the owner is the
/// fingerprint of a source, and the other the interaction that came from it.
enum class Role {
  interaction = 4,
  learning = 5,
  promise = 6,
  source = 7,
  vote = 8,
  share = 9,
  action = 10
};

/// When the entity was recorded, as text: its first change, unless an import kept an earlier time.
std::string recorded_of(const EntityState& state);

/// An entity from columns uid, space, ent, number, hlc, deleted, recorded, body.
EntityState read_state(const Row& row);

/// The state of an entity of kind `ent`, wherever it lives, deleted ones included.
std::optional<EntityState> find_state(Db& db, const Uid& uid, std::string_view ent);

}  // namespace rapport
