#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/names.hpp"
#include "command/unclear.hpp"
#include "rapport/base/text.hpp"
#include "rapport/domain/people.hpp"
#include "rapport/store/store.hpp"

/// From what people type to what they mean, for every kind that has names. The first level that
/// answers wins: a name, alias or e-mail in whole, a number or the tail of a uid; the beginning of
/// a word; letters from anywhere. Duplicates are followed to the one they were merged into. Throws
/// Unclear (command/unclear.hpp) where several answer, or none does and some come near.
namespace rapport {

/// How much of a name has to be typed.
enum class Need {
  any_part,    ///< for what only reads
  word_start,  ///< for what writes: letters from the middle of a word are but a suggestion
  whole_name,  ///< for what cannot be undone, and what tells who somebody is
};

/// The kinds of those with whom one talks.
inline const KindNames party_kinds{entity_kind<Customer>.name, entity_kind<Person>.name};

/// The one of these kinds that `text` means; also by its number: "#7" of the first kind,
/// "person#7". Where nobody has that name, `new_lines` stands behind where to look.
NameHit resolve_hit(Store& store, std::string_view text, const KindNames& among,
                    Need need = Need::word_start, const std::string& new_lines = {});

/// As `resolve_hit`, but nothing for a name that none has or is near to: `new_hint` says how to
/// insist on a new one.
std::optional<NameHit> find_hit(Store& store, std::string_view text, const KindNames& among,
                                const std::string& new_hint);

template <typename T>
T resolve(Store& store, std::string_view text, Need need = Need::word_start) {
  return store.find<T>(resolve_hit(store, text, {entity_kind<T>.name}, need).uid).value();
}

/// The entity with exactly that name, if any; a duplicate is answered as itself. Does not throw.
template <typename T>
std::optional<T> find_named(Store& store, std::string_view name) {
  const auto hits = store.match_names(fold(name), NameLevel::exact, {entity_kind<T>.name});
  return hits.empty() ? std::nullopt : store.find_itself<T>(hits.front().uid);
}

inline Pm resolve_pm(Store& store, std::string_view text) { return resolve<Pm>(store, text); }
inline Customer resolve_customer(Store& store, std::string_view text,
                                 Need need = Need::word_start) {
  return resolve<Customer>(store, text, need);
}
inline Person resolve_person(Store& store, std::string_view text, Need need = Need::word_start) {
  return resolve<Person>(store, text, need);
}
inline Idea resolve_idea(Store& store, std::string_view text, Need need = Need::word_start) {
  return resolve<Idea>(store, text, need);
}
inline Showstopper resolve_showstopper(Store& store, std::string_view text) {
  return resolve<Showstopper>(store, text);
}

/// A customer or a person, whichever the name means.
inline NameHit resolve_party(Store& store, std::string_view text, Need need = Need::word_start) {
  return resolve_hit(store, text, party_kinds, need);
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

/// Those of `names`, folded ones, so near to `text` that they may be meant: after a slip of the
/// finger, by another legal form, or by the beginning of a name.
std::vector<NameHit> near_hits(Store& store, std::string_view text,
                               const std::vector<std::pair<std::string, NameHit>>& names);

/// Throws Unclear for what is hardly the name of a new customer: an address, "a/b", "a:b", "x (y)",
/// in a log line also "45m" and "visit"; unless that was asked already.
void refuse_odd(Store& store, const std::string& name, bool is_in_line);

/// For a customer who is to be added: whom somebody said that it is after all, nothing for a new
/// one. Throws Unclear where the name is near that of another and nobody was asked yet; `new_line`
/// is the command that adds a new one.
std::optional<NameHit> known_by_near_name(Store& store, const std::string& name,
                                          const std::string& new_line);

/// Takes from `words` those that make a whole known name with `who`: "acme", "robotics", "1h".
void take_whole_name(Session& session, std::string& who, std::vector<std::string>& words);

}  // namespace rapport
