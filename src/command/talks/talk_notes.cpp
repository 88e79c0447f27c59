#include "command/talks/talk_notes.hpp"

namespace rapport {

bool keeps_moods_private(const Session& session) {
  return session.settings().find("private.mood").value == "true";
}

TalkNotes notes_of(Store& store, const Interaction& talk) {
  const auto apart = store.find<PrivateNote>(talk.uid).value_or(PrivateNote{});
  if (talk.is_private) return {.mood = apart.mood, .note = apart.note};
  return {.mood = apart.mood ? apart.mood : talk.mood,
          .note = talk.note,
          .mood_apart = apart.mood.has_value()};
}

PrivateNote take_notes(Interaction& talk, const TalkNotes& notes) {
  PrivateNote apart{.uid = talk.uid, .mood = {}, .note = {}};
  const bool mood_apart = talk.is_private || notes.mood_apart;
  (mood_apart ? apart.mood : talk.mood) = notes.mood;
  (talk.is_private ? apart.note : talk.note) = notes.note;
  if (mood_apart) talk.mood.reset();
  if (talk.is_private) talk.note.clear();
  return apart;
}

bool write_apart(Writing& writing, Store& store, const PrivateNote& apart) {
  const bool was_apart = store.find<PrivateNote>(apart.uid).has_value();
  const bool has_any = apart.mood.has_value() || !apart.note.empty();
  if (has_any && was_apart) return writing.update(apart);
  if (has_any)
    writing.add(apart, space::local);
  else if (was_apart)
    writing.remove<PrivateNote>(apart.uid);
  return has_any || was_apart;
}

}  // namespace rapport
