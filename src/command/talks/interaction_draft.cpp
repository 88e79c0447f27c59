#include "command/talks/interaction_draft.hpp"

#include <fmt/format.h>

#include <utility>

#include "command/asking.hpp"
#include "command/editor.hpp"
#include "command/interactions.hpp"
#include "command/resolve.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/learning.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

/// The setting private.mood: moods given from now on are kept apart.
bool keeps_moods_private(const Session& session) {
  return session.settings().find("private.mood").value == "true";
}

void add_promises(InteractionDraft& draft, const InteractionOptions& options, const Moment& now) {
  if (options.dues.size() > options.promises.size())
    throw Error(ErrorKind::usage, "--due needs a promise", "say --promise TEXT --due fri");
  for (std::size_t i = 0; i < options.promises.size(); ++i) {
    check_text(options.promises[i], "promise");
    Promise& promise = draft.promises.emplace_back(Promise{.text = options.promises[i]});
    if (i < options.dues.size()) promise.due = parse_date(options.dues[i], now, Leaning::future);
  }
}

/// Only an e-mail or a chat takes no time that counts.
void refuse_no_length(const Interaction& interaction) {
  if (interaction.length > Minutes{0} || !is_live(interaction.kind)) return;
  throw Error(ErrorKind::usage, fmt::format("a {} takes more than 0m", name_of(interaction.kind)),
              "say how long it was, as in 30m; only email and chat may take no time");
}

/// Who was there too: another PM, or a person.
void add_companion(Interaction& interaction, Store& store, const std::string& name) {
  const std::string word = shell_word(name);
  const NameHit hit = resolve_hit(
      store, name, {entity_kind<Pm>.name, entity_kind<Person>.name}, Need::word_start,
      fmt::format(", or add one:\nrapport person add {} --at CUSTOMER\nrapport pm add {}", word,
                  word));
  if (hit.ent == entity_kind<Pm>.name)
    interaction.hosts.insert(hit.uid);
  else
    interaction.people.insert(hit.uid);
}

/// Another PM who was there; a person will do where no PM is called so.
void add_host(Interaction& interaction, Store& store, const std::string& name) {
  const auto is_known = [&](std::string_view kind) {
    return !store.match_names(fold(name), NameLevel::prefix, {kind}).empty();
  };
  if (!is_known(entity_kind<Pm>.name) && is_known(entity_kind<Person>.name))
    add_companion(interaction, store, name);
  else
    interaction.hosts.insert(resolve_pm(store, name).uid);
}

/// The moment so long before `end`.
Moment moment_before(const Moment& end, Minutes length) {
  const Minutes minutes = end.date.time_since_epoch() + Minutes{end.minute.value_or(0)} - length;
  const Date date{std::chrono::floor<Days>(minutes)};
  return {.date = date,
          .minute = static_cast<int>((minutes - date.time_since_epoch()).count()),
          .offset = end.offset};
}

/// Where a talk of the moment `own` is moved to: it stays in the zone where it was held, be that
/// not the one of this machine.
Moment moved(const Moment& own, const Moment& to, const Session& session) {
  const LocalTime here = session.world().zone(own.date, own.minute.value_or(12 * 60));
  if (!own.offset || here.kind != LocalTime::Kind::once || here.offset == *own.offset)
    return session.in_zone(to);
  return {.date = to.date, .minute = to.minute, .offset = own.offset};
}

Minutes ask_for_length(Session& session, Kind kind) {
  if (!is_live(kind)) return Minutes{0};
  if (!session.can_ask())
    throw Error(ErrorKind::usage, "how long was it?", line_with_length(session));
  const auto length = ask_until(session, "How long was it?",
                                [](const std::string& typed) { return parse_length(typed); });
  if (!length) throw Error(ErrorKind::usage, "how long was it?", "nothing was saved");
  return *length;
}

/// Takes out of `interaction` what is to be kept apart.
PrivateNote take_private(Interaction& interaction, bool mood_is_private) {
  PrivateNote apart{.uid = interaction.uid};
  if (interaction.is_private) apart.note = std::exchange(interaction.note, {});
  if (interaction.is_private || mood_is_private)
    apart.mood = std::exchange(interaction.mood, std::nullopt);
  return apart;
}

void save_private(const PrivateNote& apart, bool was_apart, Writing& writing) {
  const bool has_any = apart.mood.has_value() || !apart.note.empty();
  if (has_any && was_apart)
    writing.update(apart);
  else if (has_any)
    writing.add(apart);
  else if (was_apart)
    writing.remove<PrivateNote>(apart.uid);
}

void save_interaction(InteractionDraft& draft, Writing& writing, Store& store, const Pm& host) {
  Interaction stored = draft.interaction;
  PrivateNote apart = take_private(stored, draft.mood_is_private);
  if (stored.uid.is_nil())
    draft.interaction.uid = apart.uid = writing.add(stored, host.uid);
  else
    writing.update(stored);
  save_private(apart, store.find<PrivateNote>(apart.uid).has_value(), writing);
}

}  // namespace

InteractionDraft draft_of(Store& store, const Interaction& interaction) {
  InteractionDraft draft{.interaction = interaction};
  const auto apart = store.find<PrivateNote>(interaction.uid);
  if (!apart) return draft;
  if (apart->mood) draft.interaction.mood = apart->mood;
  if (interaction.is_private)
    draft.interaction.note = apart->note;
  else
    draft.mood_is_private = apart->mood.has_value();
  return draft;
}

void add_learning(InteractionDraft& draft, const std::string& typed) {
  check_text(typed, "learning");
  const TypedLearning parsed = parse_learning(typed, draft.interaction.loop);
  draft.learned.push_back({.type = parsed.type,
                           .text = parsed.text,
                           .themes = {parsed.themes.begin(), parsed.themes.end()}});
}

void apply(InteractionDraft& draft, const LogLine& line, const InteractionOptions& options,
           Session& session) {
  Interaction& interaction = draft.interaction;
  if (line.length) interaction.length = *line.length;
  if (line.kind) interaction.kind = *line.kind;
  if (line.length || (line.kind && !interaction.uid.is_nil())) refuse_no_length(interaction);
  if (line.purpose) interaction.purpose = *line.purpose;
  if (line.when) {
    interaction.start = moved(interaction.start, *line.when, session);
    interaction.assumed = false;
  }
  check_text(options.note.value_or(""), "note");
  if (options.note) interaction.note = *options.note;
  if (options.mood) {
    interaction.mood = word_of<Mood>(options.mood, "mood");
    draft.mood_is_private = draft.mood_is_private || keeps_moods_private(session);
  }
  if (options.is_private) interaction.is_private = true;
  for (const std::string& name : options.with) add_host(interaction, session.store(), name);
  for (const std::string& name : line.with) add_companion(interaction, session.store(), name);
  for (const std::string& typed : options.learned) add_learning(draft, typed);
  if (line.learned) add_learning(draft, *line.learned);
  add_promises(draft, options, session.now());
}

void edit_note(InteractionDraft& draft, const InteractionOptions& options, Session& session) {
  if (options.edit) draft.interaction.note = edit_text(session, draft.interaction.note);
}

InteractionDraft read_past(const InteractionOptions& given, Session& session,
                           const Interaction& defaults,
                           const std::function<std::string(const Interaction&)>& hint) {
  const InteractionOptions options = with_input(given, session);
  const LogLine line = read_line(options, session, Leaning::past, defaults.loop);
  InteractionDraft draft{.interaction = defaults};
  apply(draft, line, options, session);
  Interaction& interaction = draft.interaction;
  if (!line.length) interaction.length = ask_for_length(session, interaction.kind);
  interaction.assumed = !line.when;
  if (interaction.assumed)
    interaction.start = session.in_zone(moment_before(session.now(), interaction.length));
  refuse_unfinished(interaction, session.now(), hint(interaction));
  edit_note(draft, options, session);
  return draft;
}

void refuse_unfinished(const Interaction& talk, const Moment& now, const std::string& hint) {
  refuse_future(talk.start, now, hint);
  if (!talk.start.minute || !now.minute) return;
  const bool has_offsets = talk.start.offset && now.offset;
  const std::int64_t so_far =
      has_offsets ? instant_of(now) - instant_of(talk.start) : minutes_between(talk.start, now);
  if (talk.length.count() <= so_far) return;
  const Moment end = later_by(talk.start, talk.length.count());
  throw Error(
      ErrorKind::usage,
      fmt::format("it would last until {}, but it is only {}", clock_text(*end.minute),
                  clock_text(*now.minute)),
      so_far > 0 ? fmt::format("so far it took {0}m: write {0}m, or log it once it is over", so_far)
                 : "it has only begun: `rapport start WHO` is a timer for it");
}

DraftChange read_change(const std::string& id, InteractionOptions options, Session& session,
                        std::optional<Leaning> leaning) {
  const Interaction before =
      draft_of(session.store(), resolve_interaction(session.store(), id)).interaction;
  options = with_input(std::move(options), session);
  if (!leaning) leaning = before.status == Status::planned ? Leaning::future : Leaning::past;
  const LogLine line = read_line(options, session, *leaning, before.loop, before.start);
  if (options.edit) options.note = edit_text(session, options.note.value_or(before.note));
  return [=, &session](InteractionDraft& draft) {
    if (options.edit && draft.interaction.note != before.note)
      throw Error(ErrorKind::not_found,
                  fmt::format("the note of #{} was changed while you wrote", before.number),
                  fmt::format("look at it with `rapport show {}`", before.number));
    apply(draft, line, options, session);
  };
}

void save(InteractionDraft& draft, Writing& writing, Store& store, const Pm& host) {
  save_interaction(draft, writing, store, host);
  const Interaction& interaction = draft.interaction;
  for (Learning learning : draft.learned) {
    learning.interaction = interaction.uid;
    learning.second_hand = interaction.loop == Loop::colleague;
    if (learning.second_hand) learning.heard_from = joined(party_names(store, interaction));
    writing.add(learning);
  }
  for (Promise promise : draft.promises) {
    promise.interaction = interaction.uid;
    promise.pm = host.uid;
    promise.customers = interaction.customers;
    if (interaction.customers.empty() && !interaction.people.empty())
      promise.colleague = *interaction.people.begin();
    promise.made = interaction.start.date;
    writing.add(promise);
  }
}

}  // namespace rapport
