#include "command/talks/recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "command/current_pm.hpp"
#include "command/interactions.hpp"
#include "command/pm_book.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/report/lines.hpp"

namespace rapport {
namespace {

bool takes_place(Status status) { return status == Status::held || status == Status::planned; }

/// Whether both begin at a known time and share a minute.
bool overlap_in_time(const Interaction& one, const Talk& other) {
  if (!one.start.minute || !other.start.minute) return false;
  const auto begin = [](const Moment& start) {
    return start.date.time_since_epoch() + Minutes{*start.minute};
  };
  return begin(one.start) < begin(other.start) + other.length &&
         begin(other.start) < begin(one.start) + one.length;
}

/// Other interactions of the same host with the same customer at the same time, as text.
std::vector<std::string> overlapping(Store& store, const Interaction& interaction, Date today) {
  std::map<std::int64_t, std::string> found;  // by number: two hosts may share both talks
  if (!takes_place(interaction.status)) return {};
  const Date day = interaction.start.date;
  const auto is_shared = [&](const Uid& uid) { return interaction.customers.contains(uid); };
  for (const Uid& host : interaction.hosts)
    for (const Talk& talk : store.talks(host, {day - Days{1}, day + Days{2}})) {
      if (talk.number == interaction.number || !takes_place(talk.status) ||
          !overlap_in_time(interaction, talk) ||
          std::none_of(talk.customers.begin(), talk.customers.end(), is_shared))
        continue;
      if (const auto other = store.find_number<Interaction>(talk.number))
        found.emplace(talk.number, interaction_text(store, *other, today));
    }
  std::vector<std::string> texts;
  for (auto& [number, text] : found) texts.push_back(std::move(text));
  return texts;
}

/// Of several hosts the one whose command it is.
Pm host_for_answer(Session& session, const Interaction& interaction) {
  if (const auto pm = find_current_pm(session); pm && interaction.hosts.contains(pm->uid))
    return *pm;
  return session.store().find<Pm>(*interaction.hosts.begin()).value_or(Pm{});
}

/// Whether it counts, and why not. A person is told where that may come as a surprise: what is not
/// held, or of another loop, counts for nothing by its nature.
void add_reason(Document& document, const Cadence& cadence, const Interaction& interaction) {
  const Entry* entry = cadence.find_entry(interaction.number);
  if (entry == nullptr) return;
  const auto reason = talk_line(cadence, *entry).reason;
  document.blocks.emplace_back(KeyValues{{value_for_programs("counts", !reason.has_value()),
                                          value_for_programs("reason", value_of(reason))}});
  if (reason && interaction.status == Status::held && interaction.loop == Loop::customer)
    document.blocks.emplace_back(Text{"does not count: " + *reason, Tone::warn});
}

template <typename T>
std::vector<T> find_each(Store& store, const std::set<Uid>& uids) {
  std::vector<T> found;
  for (const Uid& uid : uids)
    if (auto one = store.find<T>(uid)) found.push_back(std::move(*one));
  return found;
}

}  // namespace

Document record(Session& session, const char* verb, const InteractionDraft& draft,
                const std::function<void(Recording&)>& steps) {
  return write<Interaction>(
      session, verb,
      [&](Writing& writing) {
        Recording recording{.session = session, .writing = writing, .draft = draft};
        Interaction& interaction = recording.draft.interaction;
        recording.host = host_of(session, writing, interaction.start.date, recording.outcome.notes);
        interaction.hosts.insert(recording.host.uid);
        steps(recording);
        recording.outcome.uid = interaction.uid;
        return recording.outcome;
      },
      [&](const Outcome& outcome) { return interaction_answer(session, verb, outcome); });
}

void save(Recording& recording) {
  save(recording.draft, recording.writing, recording.session.store(), recording.host);
}

Document revise(Session& session, const char* verb, const std::string& id,
                const DraftChange& change, const AnswerFunction& answer) {
  return write<Interaction>(
      session, verb,
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        InteractionDraft draft = draft_of(store, resolve_interaction(store, id));
        change(draft);
        const Interaction& interaction = draft.interaction;
        save(draft, writing, store, store.find<Pm>(*interaction.hosts.begin()).value_or(Pm{}));
        return {interaction.uid, {}};
      },
      answer);
}

Document interaction_answer(Session& session, const char* verb, const Outcome& outcome) {
  Store& store = session.store();
  const Interaction interaction = store.find<Interaction>(outcome.uid).value();
  const Pm host = host_for_answer(session, interaction);
  Document document =
      interaction_document(verb,
                           {.interaction = interaction,
                            .pm = host.name,
                            .parties = party_names(store, interaction),
                            .customers = find_each<Customer>(store, interaction.customers),
                            .people = find_each<Person>(store, interaction.people),
                            .created = outcome.created,
                            .notes = outcome.notes,
                            .overlapping = overlapping(store, interaction, session.today())},
                           session.today());
  PmBook book = load_weeks(session, host);
  const Cadence cadence(book.facts, std::move(book.own));
  add_reason(document, cadence, interaction);
  for (Block& block : standing_blocks(cadence, interaction.loop))
    document.blocks.push_back(std::move(block));
  return document;
}

}  // namespace rapport
