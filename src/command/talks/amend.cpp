#include <fmt/format.h>

#include <array>

#include "command/talks/participants.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

struct AmendOptions {
  std::string id;
  InteractionOptions talk;
  std::optional<std::string> who;
  std::vector<std::string> without;
  bool is_public = false;
};

void declare_amend(Args& args, AmendOptions& options) {
  args.word(options.id, "ID", "the number of the talk in `rapport list`", Completes::id);
  declare_interaction_options(args, options.talk);
  args.option(options.who, "--who", "WHO", "whom it was really with", Completes::who)
      .option(options.without, "--without", "PM", "this PM was not there; repeatable",
              Completes::pm)
      .flag(options.is_public, "--public", "note and mood are no longer private")
      .example("rapport amend 12 45m", "it took 45 minutes")
      .example("rapport amend 12 yest 14:00 visit: they print the screen",
               "when and how it was, and one more thing learned")
      .prose(
          "Whatever you do not mention stays as it is. --note, --edit and --mood replace; "
          "--learned and --promise add. The talk is marked as edited, unless it is still planned, "
          "and the history keeps the old version.");
}

void change_hosts(Interaction& interaction, const AmendOptions& options, Store& store) {
  for (const std::string& name : options.without)
    interaction.hosts.erase(resolve_pm(store, name).uid);
  if (interaction.hosts.empty())
    throw Error(ErrorKind::usage, "a talk needs a PM who was there", "add one with --with");
}

/// With those whom `typed` names, instead. Throws Error where they are not of its loop.
void change_parties(Interaction& interaction, const std::string& typed, Store& store) {
  const Who who = resolve_who(store, typed, NearMiss::stop);
  if (interaction.loop == Loop::self)
    throw Error(ErrorKind::usage, "nobody else was there: it was your own use of the product",
                "leave --who out");
  if (interaction.loop == Loop::customer)
    refuse_colleagues(store, who);
  else
    refuse_customers(who, typed, interaction);
  if (!who.unknown.empty())
    throw Error(ErrorKind::not_found, "there is no customer " + quoted(who.unknown.front()),
                "add it first: `rapport customer add NAME`");
  interaction.customers.clear();
  interaction.people.clear();
  for (const Customer& customer : who.customers) interaction.customers.insert(customer.uid);
  for (const Person& person : who.people)
    if (!person.uid.is_nil()) interaction.people.insert(person.uid);
}

Document run_amend(const AmendOptions& options, Session& session) {
  const DraftChange change = read_change(options.id, options.talk, session);
  const auto amend = [&](InteractionDraft& draft) {
    Interaction& interaction = draft.interaction;
    const Moment start = interaction.start;
    const Minutes length = interaction.length;
    change(draft);
    if (interaction.status == Status::held &&
        (interaction.start != start || interaction.length != length))
      refuse_unfinished(interaction, session.now(),
                        "for a talk still to come: `rapport plan WHO WHEN`");
    change_hosts(interaction, options, session.store());
    if (options.who) change_parties(interaction, *options.who, session.store());
    if (options.is_public) interaction.is_private = draft.mood_is_private = false;
  };
  return revise(session, "amend", options.id, amend, [&](const Outcome& outcome) {
    Document document = interaction_answer(session, "amend", outcome);
    document.blocks.emplace_back(KeyValues{{value_for_programs("changed", outcome.has_changed)}});
    return document;
  });
}

constexpr std::array amend_rows{
    Command{"amend", "correct or complete a talk", prepare<AmendOptions, declare_amend, run_amend>},
};

}  // namespace

std::span<const Command> amend_commands() { return amend_rows; }

}  // namespace rapport
