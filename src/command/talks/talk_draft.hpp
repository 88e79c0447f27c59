#pragma once

#include <optional>
#include <string>

#include "command/talks/talk_notes.hpp"
#include "command/talks/talk_options.hpp"
#include "rapport/command/session.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/domain/log_line.hpp"

/// A talk of the book that a command changes: `amend` any of it, `held` what a plan left open.
namespace rapport {

/// What was typed of the change.
struct TalkChange {
  LogLine line;
  std::optional<std::string> note;
  std::optional<std::string> edited_from;  ///< the note on which the editor was opened
};

/// Reads the words and options behind the number of a talk, and opens the editor on its note where
/// `--edit` asks for it. Without `leaning` the date of a plan leans into the future, any other into
/// the past. Throws Error(not_found) where there is no such talk; creates no book.
TalkChange read_change(const std::string& id, const TalkOptions& options, Session& session,
                       std::optional<Leaning> leaning = {});

/// The talk as it shall be, with note and mood put back where a private one keeps them apart.
struct TalkDraft {
  Interaction talk;
  TalkNotes notes;
};

/// The talk with that typed number. Throws as `resolve_interaction`.
TalkDraft draft_of(Store& store, const std::string& id);

/// Start, length, kind, purpose, note, mood and privacy as typed; what was not named stays. Throws
/// Error(usage) where a held talk would start after now, and Error(not_found) where the note was
/// changed while an editor was open on it.
void apply(const TalkChange& change, const TalkOptions& options, Session& session,
           TalkDraft& draft);

/// Writes the talk, note and mood where they belong now (a private one's: apart, and on this
/// machine only), and adds what was learned and promised. False when nothing changes.
bool write_draft(const TalkChange& change, const TalkOptions& options, Session& session,
                 Writing& writing, TalkDraft& draft);

}  // namespace rapport
