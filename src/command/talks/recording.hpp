#pragma once

#include <functional>
#include <string>

#include "command/talks/interaction_draft.hpp"
#include "command/write.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/document.hpp"

/// How an interaction gets into the book, whichever command records or changes it.
namespace rapport {

/// A new interaction while it is written, with what the steps of its command share.
struct Recording {
  Session& session;
  Writing& writing;
  InteractionDraft draft;  ///< `host` was there
  Pm host;
  Outcome outcome;  ///< `created` names the customers and people that the command creates
};

/// Records `draft` in one command: `steps` say with whom it was and save it.
Document record(Session& session, const char* verb, const InteractionDraft& draft,
                const std::function<void(Recording&)>& steps);

/// Writes the draft of `recording`, see `save`.
void save(Recording& recording);

/// Makes `change` to the interaction with the typed number `id` in one command. Throws
/// Error(not_found) where there is none.
Document revise(Session& session, const char* verb, const std::string& id,
                const DraftChange& change, const AnswerFunction& answer);

/// What a command that wrote an interaction answers: one line on it, what else was done, and where
/// the targets stand now.
Document interaction_answer(Session& session, const char* verb, const Outcome& outcome);

}  // namespace rapport
