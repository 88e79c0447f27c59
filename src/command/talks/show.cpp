#include <algorithm>
#include <array>

#include "command/customers/customers.hpp"
#include "command/interactions.hpp"
#include "command/resolve.hpp"
#include "command/talks/interaction_draft.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

struct ShowOptions {
  std::string what;
};

void declare_show(Args& args, ShowOptions& options) {
  args.word(options.what, "ID|NAME", "the number of a talk, or a customer or person",
            Completes::id_or_name)
      .example("rapport show 12", "one talk, with what was learned and promised")
      .example("rapport show acme", "everything with one customer, newest first")
      .prose("What is private is printed here and nowhere else.");
}

std::vector<std::string> host_names(Store& store, const Interaction& interaction) {
  std::set<std::string> names;
  for (const Uid& uid : interaction.hosts)
    if (const auto pm = store.find<Pm>(uid)) names.insert(pm->name);
  return {names.begin(), names.end()};
}

Document interaction_page(Session& session, const std::string& number) {
  Store& store = session.store();
  const Interaction interaction = draft_of(store, resolve_interaction(store, number)).interaction;
  return document_of({.interaction = interaction,
                      .parties = party_names(store, interaction),
                      .hosts = host_names(store, interaction),
                      .customers = customer_names(store, interaction.customers),
                      .people = person_names(store, interaction.people),
                      .learnings = store.linked<Learning>(interaction.uid),
                      .promises = store.linked<Promise>(interaction.uid)},
                     session.today());
}

Document run_show(const ShowOptions& options, Session& session) {
  Store& store = session.store();
  const bool is_name =
      find_named<Customer>(store, options.what) || find_named<Person>(store, options.what);
  if (is_interaction_number(options.what) && !is_name)
    return interaction_page(session, options.what);
  const NameHit hit = resolve_party(store, options.what, Need::any_part);
  const auto customer = store.find<Customer>(hit.uid);
  return {.report = "show",
          .blocks = customer ? page_of(session, *customer)
                             : page_of(session, store.find<Person>(hit.uid).value()),
          .main_table = "interactions"};
}

constexpr std::array show_rows{
    Command{"show", "one talk, or everything with one customer",
            prepare_report<ShowOptions, declare_show, run_show>},
};

}  // namespace

std::span<const Command> show_commands() { return show_rows; }

}  // namespace rapport
