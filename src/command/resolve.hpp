#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/names.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/store/store.hpp"

/// From what people type to what they mean, for every kind that has names. The first level that
/// answers wins: exact name, alias or e-mail; prefix of a word; substring. Duplicates are followed
/// to the one they were merged into. Throws Error(not_found) that lists the candidates when several
/// answer, and "did you mean" when none does but one is near.
namespace rapport {

using KindNames = std::vector<std::string_view>;

/// The kinds of those with whom one talks.
inline const KindNames party_kinds{entity_kind<Customer>.name, entity_kind<Person>.name};

/// The one of these kinds that `text` means; of a single kind also "#7".
NameHit resolve_hit(Store& store, std::string_view text, const KindNames& among);

/// As `resolve_hit`, but nothing for a name that none has or is near to. `near_hint` is said behind
/// "did you mean".
std::optional<NameHit> find_hit(Store& store, std::string_view text, const KindNames& among,
                                const std::string& near_hint = {});

template <typename T>
T resolve(Store& store, std::string_view text) {
  return store.find<T>(resolve_hit(store, text, {entity_kind<T>.name}).uid).value();
}

/// The entity with exactly that name, if any; a duplicate is answered as itself. Does not throw.
template <typename T>
std::optional<T> find_named(Store& store, std::string_view name) {
  const auto hits = store.match_names(fold(name), NameLevel::exact, {entity_kind<T>.name});
  return hits.empty() ? std::nullopt : store.find_itself<T>(hits.front().uid);
}

inline Pm resolve_pm(Store& store, std::string_view text) { return resolve<Pm>(store, text); }
inline Customer resolve_customer(Store& store, std::string_view text) {
  return resolve<Customer>(store, text);
}
inline Person resolve_person(Store& store, std::string_view text) {
  return resolve<Person>(store, text);
}
inline Idea resolve_idea(Store& store, std::string_view text) { return resolve<Idea>(store, text); }
inline Showstopper resolve_showstopper(Store& store, std::string_view text) {
  return resolve<Showstopper>(store, text);
}

/// A customer or a person, whichever the name means.
inline NameHit resolve_party(Store& store, std::string_view text) {
  return resolve_hit(store, text, party_kinds);
}

/// Whom a log line speaks of: those there are, and the names of customers to create.
struct Who {
  std::vector<Customer> customers;
  std::vector<Person> people;  ///< each brings their customer
  std::vector<std::string> unknown;
};

/// What to do with a name that is near one there is.
enum class NearMiss { stop, insist_new };

/// WHO of the log line: a name or a comma list (an exact name with a comma goes first).
Who resolve_who(Store& store, std::string_view text, NearMiss near_miss);

/// Who stands behind an entity once duplicates are followed: itself, or what it was merged into.
NameHit surviving(Store& store, const NameHit& hit);
template <typename T>
T surviving(Store& store, const T& one) {
  return one.merged_into ? store.find<T>(one.uid).value_or(one) : one;
}

/// Names of the kind `ent` so near to `text` that a slip of the finger may be behind it, as labels.
std::vector<std::string> near_names(Store& store, std::string_view text, std::string_view ent);

/// "Acme Robotics", "Jane Park (Acme Robotics)": for lists of candidates.
std::string label_of(Store& store, const NameHit& hit);

}  // namespace rapport
