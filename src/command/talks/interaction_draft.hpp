#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "command/talks/interaction_options.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/interaction.hpp"

namespace rapport {

/// An interaction as it shall be in the book. Every command that writes one reads what was typed (a
/// `LogLine` and options) into a draft and saves it; the store keeps an `Interaction`, and a
/// `PrivateNote` for what stays on this machine.
struct InteractionDraft {
  Interaction interaction;        ///< with note and mood, wherever they are kept; no uid while new
  bool mood_is_private = false;   ///< the mood stays on this machine, though not all is private
  std::vector<Learning> learned;  ///< to be added; `save` says in which interaction
  std::vector<Promise> promises;  ///< likewise
};

/// What is stored of `interaction`, its private note and mood put back.
InteractionDraft draft_of(Store& store, const Interaction& interaction);

/// Puts what was typed into `draft`, and leaves what was not as it is; learnings, promises and PMs
/// who were there too are added. Throws Error(usage), and Error(not_found) for an unknown PM.
void apply(InteractionDraft& draft, const LogLine& line, const InteractionOptions& options,
           Session& session);

/// Adds something learned, as typed: "pain: exports fail #exports". Throws Error(usage).
void add_learning(InteractionDraft& draft, const std::string& typed);

/// Opens the editor on the note where `--edit` asks for it. Not while holding the write lock.
void edit_note(InteractionDraft& draft, const InteractionOptions& options, Session& session);

/// A draft of an interaction that is over. What is not typed is as in `defaults`; the length is
/// asked for, and it has just ended. Throws Error(usage) for one still to come, with `hint`.
InteractionDraft read_past(const InteractionOptions& options, Session& session,
                           const Interaction& defaults,
                           const std::function<std::string(const Interaction&)>& hint);

using DraftChange = std::function<void(InteractionDraft&)>;

/// Throws Error(usage) for a talk that is not over at `now`.
void refuse_unfinished(const Interaction& talk, const Moment& now, const std::string& hint);

/// Reads what was typed behind the number `id` of a stored interaction, and opens the editor on its
/// note where `--edit` asks for it. Answers what makes that change to the draft, once the write
/// lock is held; which throws Error(not_found) where the note was changed while the editor was
/// open. Without `leaning` the date of a plan leans into the future, any other into the past.
DraftChange read_change(const std::string& id, InteractionOptions options, Session& session,
                        std::optional<Leaning> leaning = {});

/// Writes the draft, new or changed, with what was learned and promised. What is private is kept
/// apart, on this machine only. What is new goes into the space of `host`. The draft of a new
/// interaction has its uid then.
void save(InteractionDraft& draft, Writing& writing, Store& store, const Pm& host);

}  // namespace rapport
