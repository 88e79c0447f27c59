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

/// The other talks of its hosts of these days that are held or planned.
std::vector<Talk> others_of_hosts(Store& store, const Interaction& interaction,
                                  const DateRange& days) {
  std::map<std::int64_t, Talk> found;  // by number: two hosts may share both talks
  if (!takes_place(interaction.status)) return {};
  for (const Uid& host : interaction.hosts)
    for (const Talk& talk : store.talks(host, days))
      if (talk.number != interaction.number && takes_place(talk.status))
        found.emplace(talk.number, talk);
  std::vector<Talk> others;
  for (const auto& [number, talk] : found) others.push_back(talk);
  return others;
}

bool share_customer(const Interaction& one, const Talk& other) {
  return std::any_of(other.customers.begin(), other.customers.end(),
                     [&](const Uid& uid) { return one.customers.contains(uid); });
}

/// Other talks of the same host at the same time, where both times were stated.
std::vector<OverlappingTalk> overlapping(Store& store, const Interaction& interaction, Date today) {
  std::vector<OverlappingTalk> found;
  if (interaction.assumed) return found;
  const Date day = interaction.start.date;
  for (const Talk& talk : others_of_hosts(store, interaction, {day - Days{1}, day + Days{2}})) {
    if (talk.assumed || !share_time(talk_of(interaction), talk)) continue;
    if (const auto other = store.find_number<Interaction>(talk.number))
      found.push_back({.text = interaction_text(store, *other, today),
                       .is_alike = share_customer(interaction, talk)});
  }
  return found;
}

/// A time that was only assumed is not kept where another of that day was: not all that is typed in
/// a row can just have ended.
void keep_time_open(Recording& recording) {
  Interaction& interaction = recording.draft.interaction;
  if (!interaction.assumed) return;
  const Date day = interaction.start.date;
  const auto others = others_of_hosts(recording.session.store(), interaction, {day, day + Days{1}});
  const auto other = std::find_if(others.begin(), others.end(), [&](const Talk& talk) {
    return talk.assumed && share_time(talk_of(interaction), talk);
  });
  if (other == others.end()) return;
  interaction.start.minute.reset();
  interaction.assumed = false;
  recording.outcome.notes.push_back(
      fmt::format("saved without a time of day: just ended, it would overlap #{}{}", other->number,
                  share_customer(interaction, *other)
                      ? ". The same talk twice? `rapport undo` takes this one back"
                      : ""));
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
  const Entry* entry = cadence.find_entry(interaction.number, interaction.start.date);
  if (entry == nullptr) return;
  const auto reason = talk_line(cadence, *entry).reason;
  document.blocks.emplace_back(KeyValues{{value_for_programs("counts", !reason.has_value()),
                                          value_for_programs("reason", value_of(reason))}});
  if (reason && interaction.status == Status::held && interaction.loop == Loop::customer)
    document.blocks.emplace_back(Text{"does not count: " + *reason, Tone::warn});
}

/// Said once: the first live talk that counts, but not towards the visits that are asked first.
void add_first_call(Document& document, const Cadence& cadence, const Interaction& interaction) {
  const Entry* entry = cadence.find_entry(interaction.number, interaction.start.date);
  if (entry == nullptr || !is_live(interaction.kind)) return;
  for (const Progress& progress : cadence.onboarding()) {
    const Target& target = *progress.target;
    const auto is_call = [&](const Entry& one) {
      return is_live(one.talk->kind) && obstacle(one, target) == Obstacle::kind;
    };
    const auto talks = cadence.entries();
    if (progress.missing() == 0 || !is_call(*entry) ||
        std::count_if(talks.begin(), talks.end(), is_call) > 1)
      continue;
    const std::string why = kinds_text({interaction.kind}, target.metric);
    if (why.empty()) continue;
    document.blocks.emplace_back(Text{"not for " + target.name + ": " + why});
    return;
  }
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
  keep_time_open(recording);
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
  PmBook book = load_pm_book(session, host);
  const Cadence cadence(book.facts, std::move(book.own));
  add_reason(document, cadence, interaction);
  add_first_call(document, cadence, interaction);
  for (Block& block : standing_blocks(cadence, interaction.loop))
    document.blocks.push_back(std::move(block));
  return document;
}

}  // namespace rapport
