#pragma once

#include <optional>
#include <string>

#include "rapport/command/session.hpp"
#include "rapport/domain/interaction.hpp"
#include "rapport/store/describe.hpp"
#include "rapport/store/store.hpp"

/// Note and mood of an interaction, wherever they are kept: with it, or apart on this machine only.
namespace rapport {

struct TalkNotes {
  std::optional<Mood> mood;
  std::string note;
  bool mood_apart = false;  ///< the mood is private though the interaction is not
};

/// The setting private.mood: moods given from now on are kept apart.
bool keeps_moods_private(const Session& session);

TalkNotes notes_of(Store& store, const Interaction& talk);

/// Puts `notes` where they belong by `talk.is_private` and `notes.mood_apart`: into `talk`, which
/// the caller then writes, and into what it answers, for `write_apart`.
PrivateNote take_notes(Interaction& talk, const TalkNotes& notes);

/// Writes what is kept apart of `talk`, or takes it away where nothing is left. True when that
/// changed anything.
bool write_apart(Writing& writing, Store& store, const PrivateNote& apart);

}  // namespace rapport
