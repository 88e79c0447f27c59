#pragma once

#include <set>
#include <string>
#include <vector>

#include "rapport/domain/interaction.hpp"
#include "rapport/store/store.hpp"

/// Interactions of the book: found by what people type, and what they were with, by name.
namespace rapport {

/// "12", "#12" or "last": the number of a talk, and no name.
bool is_interaction_number(const std::string& text);

/// The interaction with that typed number, "12" or "#12", or the newest one for "last". Throws
/// Error(not_found), and Error(usage) for what is no number.
Interaction resolve_interaction(Store& store, const std::string& typed);

/// Names of customers or of people, duplicates followed, in the order of the alphabet.
std::vector<std::string> customer_names(Store& store, const std::set<Uid>& customers);
std::vector<std::string> person_names(Store& store, const std::set<Uid>& people);

/// What an interaction was with: customers, colleagues or "own product".
std::vector<std::string> party_names(Store& store, const Interaction& interaction);

/// "#12 Acme Robotics · visit · 1h · Mon 16 Nov 14:00".
std::string interaction_text(Store& store, const Interaction& interaction, Date today);

/// With whom a timer runs, by the names that they have now; and those to be made when it stops.
std::string timer_parties(Store& store, const Timer& timer);

}  // namespace rapport
