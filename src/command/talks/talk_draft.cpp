#include "command/talks/talk_draft.hpp"

#include <fmt/format.h>

#include "command/editor.hpp"
#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"

namespace rapport {
TalkChange read_change(const std::string& id, const TalkOptions& options, Session& session,
                       std::optional<Leaning> leaning) {
  const TalkDraft draft = draft_of(session.store(), id);
  if (!leaning) leaning = draft.talk.status == Status::planned ? Leaning::future : Leaning::past;
  TalkChange change{.line = read_talk_options(options, session.now(), *leaning, draft.talk.loop),
                    .note = options.note};
  check_text(options.note.value_or(""), "note");
  if (!options.edit) return change;
  change.note = edit_text(session, change.note ? *change.note : draft.notes.note);
  change.edited_from = draft.notes.note;
  return change;
}

TalkDraft draft_of(Store& store, const std::string& id) {
  TalkDraft draft{.talk = resolve_interaction(store, id), .notes = {}};
  draft.notes = notes_of(store, draft.talk);
  return draft;
}

void apply(const TalkChange& change, const TalkOptions& options, Session& session,
           TalkDraft& draft) {
  Interaction& talk = draft.talk;
  const LogLine& line = change.line;
  if (change.edited_from && draft.notes.note != *change.edited_from)
    throw Error(ErrorKind::not_found,
                fmt::format("the note of #{} was changed while you wrote", talk.number),
                fmt::format("look at it with `rapport show {}`", talk.number));
  if (line.length) talk.length = *line.length;
  if (line.kind) talk.kind = *line.kind;
  if (line.purpose) talk.purpose = *line.purpose;
  if (line.when) talk.start = session.in_zone(*line.when);
  if (line.when && talk.status == Status::held)
    check_start(talk.start, session.now(), "a talk to come is planned: `rapport plan WHO WHEN`");
  if (change.note) draft.notes.note = *change.note;
  if (options.mood) {
    draft.notes.mood = word_of<Mood>(options.mood, "mood");
    draft.notes.mood_apart = draft.notes.mood_apart || keeps_moods_private(session);
  }
  if (options.is_private) talk.is_private = true;
}

bool write_draft(const TalkChange& change, const TalkOptions& options, Session& session,
                 Writing& writing, TalkDraft& draft) {
  Store& store = session.store();
  const PrivateNote apart = take_notes(draft.talk, draft.notes);
  bool changed = writing.update(draft.talk);
  changed = write_apart(writing, store, apart) || changed;
  std::vector<std::string> learned = options.learned;
  if (change.line.learned) learned.push_back(*change.line.learned);
  const Pm host = store.find<Pm>(*draft.talk.hosts.begin()).value_or(Pm{});
  for (const std::string& typed : learned)
    writing.add(learning_of(store, typed, draft.talk), space::of(host));
  add_promises(options, session, writing, draft.talk, host);
  return changed || !learned.empty() || !options.promises.empty();
}

}  // namespace rapport
