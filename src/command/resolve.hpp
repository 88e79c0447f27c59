#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rapport/domain/people.hpp"
#include "rapport/store/store.hpp"

/// From what people type to whom they mean. The first level that answers wins: exact name, alias or
/// e-mail; prefix of a word; substring. Throws Error(not_found) that lists the candidates when
/// several answer, and "did you mean" when none does but one is near.
namespace rapport {

Pm resolve_pm(Store& store, std::string_view text);

/// A customer by name, alias or "#7"; duplicates followed to the one they joined.
Customer resolve_customer(Store& store, std::string_view text);

Person resolve_person(Store& store, std::string_view text);

/// An idea by name, part of it or "#7"; duplicates followed to the one they joined.
Idea resolve_idea(Store& store, std::string_view text);

/// As `resolve_idea`, but nothing for a name that no idea has or is near to.
std::optional<Idea> find_idea_called(Store& store, std::string_view text);

Showstopper resolve_showstopper(Store& store, std::string_view text);

/// A customer or a person, whichever the name means; duplicates followed.
NameHit resolve_party(Store& store, std::string_view text);

/// The customer or person with exactly that name, if any, duplicates not followed. Does not throw.
std::optional<Customer> find_customer_named(Store& store, std::string_view name);
std::optional<Person> find_person_named(Store& store, std::string_view name);

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
Customer surviving(Store& store, const Customer& customer);
Person surviving(Store& store, const Person& person);
Idea surviving(Store& store, const Idea& idea);
NameHit surviving(Store& store, const NameHit& hit);

/// Names of the kind `ent` so near to `text` that a slip of the finger may be behind it, as labels.
std::vector<std::string> near_names(Store& store, std::string_view text, const std::string& ent);

/// Throws Error(usage) unless `name` can be a name: not empty when folded, at most 1 KiB, UTF-8.
void check_name(std::string_view name);

/// Throws Error(usage) when `text` is longer than 16 MiB or not UTF-8 without NUL.
void check_text(std::string_view text, std::string_view what);

/// "Acme Robotics", "Jane Park (Acme Robotics)": for lists of candidates.
std::string label_of(Store& store, const NameHit& hit);

/// "PM", "customer", "idea": what people call the kind `ent`.
std::string_view title_of_ent(std::string_view ent);

}  // namespace rapport
