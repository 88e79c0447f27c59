#pragma once

#include <set>
#include <string>
#include <vector>

#include "command/talks/talk_options.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/learning.hpp"

/// What several commands do with an interaction.
namespace rapport {

/// The interaction with that typed number, "12" or "#12". Throws Error(not_found), and Error(usage)
/// for what is no number.
Interaction resolve_interaction(Store& store, const std::string& text);

/// Names of customers, duplicates followed, in the order of the alphabet.
std::vector<std::string> customer_names(Store& store, const std::set<Uid>& customers);

/// Names of people, in the same way.
std::vector<std::string> person_names(Store& store, const std::set<Uid>& people);

/// What a talk was with: customers, colleagues or "own product".
std::vector<std::string> parties_of(Store& store, const Interaction& talk);

/// "Mon 16 Nov 14:00", or the day alone.
std::string when_text(const Moment& moment, Date today);

/// "#12 Acme Robotics · visit · 1h · Mon 16 Nov 14:00": one line on what an interaction was.
std::string talk_line(Store& store, const Interaction& interaction, Date today);

/// "planned", "cancelled by them".
std::string status_text(const Interaction& interaction);

/// A typed learning as an entity of `talk`, which has its people and loop: what a colleague tells
/// is second-hand.
Learning learning_of(Store& store, const std::string& typed, const Interaction& talk);

/// Writes what `--promise` and `--due` say of `talk`. Throws Error(usage) for a due date without a
/// promise.
void add_promises(const TalkOptions& options, Session& session, Writing& writing,
                  const Interaction& talk, const Pm& host);

/// Where the week and the onboarding of `pm` now stand, or for a talk in another loop the targets
/// of that loop: a line or two.
std::vector<Block> standing_of(Session& session, const Pm& pm, Loop loop = Loop::customer);

/// Talks of the same host with the same customer that overlap `interaction` in time, as sentences.
std::vector<std::string> overlaps_of(Store& store, const Interaction& interaction, Date today);

/// True for a start after now; a day alone is to come from tomorrow on.
bool is_to_come(const Moment& start, const Moment& now);

/// Refuses such a start. Throws Error(usage) with `hint`.
void check_start(const Moment& start, const Moment& now, const std::string& hint);

/// "`rapport plan 'Acme Robotics' 2026-11-27 14:00 1h`": a command for a hint, WHO quoted as a
/// shell needs it.
std::string command_text(std::string_view verb, const std::string& who, const std::string& words);

/// "2026-11-27 14:00 1h visit": the words by which a talk is typed.
std::string typed_words(const Interaction& talk);

}  // namespace rapport
