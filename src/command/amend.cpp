#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/editor.hpp"
#include "rapport/command/journal_text.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/session.hpp"
#include "rapport/command/talk.hpp"
#include "rapport/command/talk_notes.hpp"
#include "rapport/command/talk_options.hpp"
#include "rapport/command/words.hpp"

namespace rapport {
namespace {

struct Options {
  std::string id;
  TalkOptions talk;
  std::optional<std::string> who;
  std::vector<std::string> without;
  bool is_public = false;
};

void declare(Args& args, Options& options) {
  args.word(options.id, "ID", "the number of the talk, as `rapport list` shows it", Completes::id);
  declare_talk_options(args, options.talk);
  args.option(options.who, "--who", "WHO", "the customers or people it was with, instead",
              Completes::who)
      .option(options.without, "--without", "PM", "this PM was not there; repeatable",
              Completes::pm)
      .flag(options.is_public, "--public", "note and mood are no longer private")
      .example("rapport amend 12 45m", "it took 45 minutes")
      .example("rapport amend 12 yest 14:00 visit: they print the screen",
               "when and how it was, and one thing more that was learned")
      .prose(
          "What is not named stays as it is. --note, --edit and --mood replace; --learned and "
          "--promise add. The talk is marked as edited, and the history keeps what it was.");
}

/// The talk as it shall be, with note and mood wherever they are kept.
struct Draft {
  Interaction talk;
  TalkNotes notes;
};

Draft draft_of(Store& store, const Options& options) {
  Draft draft{.talk = resolve_interaction(store, options.id), .notes = {}};
  draft.notes = notes_of(store, draft.talk);
  return draft;
}

void apply_line(Draft& draft, const LogLine& line, Session& session) {
  Interaction& talk = draft.talk;
  if (line.length) talk.length = *line.length;
  if (line.kind) talk.kind = *line.kind;
  if (line.purpose) talk.purpose = *line.purpose;
  if (line.when) talk.start = session.in_zone(*line.when);
  if (line.when && talk.status == Status::held) check_start(talk.start, session.now());
}

void apply_parties(Draft& draft, const Options& options, Store& store) {
  for (const std::string& name : options.talk.with)
    draft.talk.hosts.insert(resolve_pm(store, name).uid);
  for (const std::string& name : options.without)
    draft.talk.hosts.erase(resolve_pm(store, name).uid);
  if (draft.talk.hosts.empty())
    throw Error(ErrorKind::usage, "a talk needs a PM who was there", "add one with --with");
  if (!options.who) return;
  const Who who = resolve_who(store, *options.who, NearMiss::stop);
  if (!who.unknown.empty())
    throw Error(ErrorKind::not_found,
                fmt::format("there is no customer '{}'", printable(who.unknown.front())),
                "add it first: `rapport customer add NAME`");
  draft.talk.customers.clear();
  draft.talk.people.clear();
  for (const Customer& customer : who.customers) draft.talk.customers.insert(customer.uid);
  for (const Person& person : who.people)
    if (!person.uid.is_nil()) draft.talk.people.insert(person.uid);
}

void apply_notes(Draft& draft, const Options& options, Session& session) {
  TalkNotes& notes = draft.notes;
  if (options.talk.mood) {
    notes.mood = word_of<Mood>(options.talk.mood, "mood");
    notes.mood_apart = notes.mood_apart || keeps_moods_private(session);
  }
  if (options.talk.is_private) draft.talk.is_private = true;
  if (options.is_public) draft.talk.is_private = notes.mood_apart = false;
}

Document answer(Session& session, const Uid& uid, bool changed) {
  Store& store = session.store();
  const Interaction talk = store.find<Interaction>(uid).value();
  Document document{.report = "amend"};
  if (changed) document.saved = fmt::format("saved as #{}", talk.number);
  document.blocks.push_back(Facts{{{"id", "", {talk.number}, Audience::programs},
                                   {"uid", "", {to_string(uid)}, Audience::programs},
                                   {"start", "", {talk.start}, Audience::programs},
                                   {"minutes", "", {talk.length}, Audience::programs},
                                   {"changed", "", {changed}, Audience::programs}}});
  document.blocks.push_back(Text{talk_line(store, talk, session.today()), Tone::strong});
  if (!changed) document.blocks.push_back(Text{"it was like that already", Tone::quiet});
  const auto host = store.find<Pm>(*talk.hosts.begin());
  if (changed && host)
    for (Block& block : standing_of(session, *host)) document.blocks.push_back(std::move(block));
  return document;
}

Document run(const Options& options, Session& session) {
  const LogLine line = read_talk_options(options.talk, session.now(), Leaning::past);
  check_text(options.talk.note.value_or(""), "note");
  std::optional<std::string> note = options.talk.note;
  if (options.talk.edit)
    note = edit_text(session, note ? *note : draft_of(session.store(), options).notes.note);
  if (!session.has_book()) resolve_interaction(session.store(), options.id);

  Writing writing = session.write("amend");
  Store& store = session.store();
  Draft draft = draft_of(store, options);
  if (writing.repeated()) return answer(session, draft.talk.uid, false);
  apply_line(draft, line, session);
  apply_parties(draft, options, store);
  if (note) draft.notes.note = *note;
  apply_notes(draft, options, session);
  const PrivateNote apart = take_notes(draft.talk, draft.notes);
  bool changed = writing.update(draft.talk);
  changed = write_apart(writing, store, apart) || changed;

  std::vector<std::string> learned = options.talk.learned;
  if (line.learned) learned.push_back(*line.learned);
  const Pm host = store.find<Pm>(*draft.talk.hosts.begin()).value_or(Pm{});
  for (const std::string& typed : learned)
    writing.add(learning_of(typed, draft.talk.uid), space::of(host));
  add_promises(options.talk, session, writing, draft.talk, host);
  changed = changed || !learned.empty() || !options.talk.promises.empty();
  if (changed) writing.commit();
  return answer(session, draft.talk.uid, changed);
}

constexpr std::array commands{
    Command{"amend", "correct or complete a talk", prepare<Options, declare, run>},
};

}  // namespace

std::span<const Command> amend_commands() { return commands; }

}  // namespace rapport
