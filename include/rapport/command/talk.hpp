#pragma once

#include <set>
#include <string>
#include <vector>

#include "rapport/command/session.hpp"
#include "rapport/command/talk_options.hpp"
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

/// "#12 Acme Robotics · visit · 1h · Mon 16 Nov 14:00": one line on what an interaction was.
std::string talk_line(Store& store, const Interaction& interaction, Date today);

/// A typed learning as an entity of `interaction`.
Learning learning_of(const std::string& typed, const Uid& interaction);

/// Writes what `--promise` and `--due` say of `talk`. Throws Error(usage) for a due date without a
/// promise.
void add_promises(const TalkOptions& options, Session& session, Writing& writing,
                  const Interaction& talk, const Pm& host);

/// Where the week and the onboarding of `pm` now stand: one or two lines.
std::vector<Block> standing_of(Session& session, const Pm& pm);

/// Talks of the same host with the same customer that overlap `interaction` in time, as sentences.
std::vector<std::string> overlaps_of(Store& store, const Interaction& interaction, Date today);

/// Refuses a start that lies after now.
void check_start(const Moment& start, const Moment& now);

}  // namespace rapport
