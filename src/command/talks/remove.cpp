#include <array>
#include <set>
#include <utility>

#include "command/interactions.hpp"
#include "command/talks/several.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/interactions.hpp"

namespace rapport {
namespace {

struct RemoveOptions {
  std::vector<std::string> ids;
};

void declare_remove(Args& args, RemoveOptions& options) {
  args.word(options.ids, "ID", "numbers of talks in `rapport list`, or last", Completes::id)
      .example("rapport remove 4,5")
      .example("rapport remove 12", "with what was learned, promised and asked for in it")
      .prose("`rapport undo` brings it back; the history keeps it.");
}

void remove_interaction(Writing& writing, Store& store, const Uid& interaction) {
  for (const Learning& learning : store.linked<Learning>(interaction))
    writing.remove<Learning>(learning.uid);
  for (const Promise& promise : store.linked<Promise>(interaction))
    writing.remove<Promise>(promise.uid);
  for (const Vote& vote : store.all<Vote>())
    if (vote.interaction == interaction) writing.remove<Vote>(vote.uid);
  if (store.find<PrivateNote>(interaction)) writing.remove<PrivateNote>(interaction);
  writing.remove<Interaction>(interaction);
}

/// What the command `cmd` removed, as the journal has it.
std::vector<RemovedInteraction> removed_by(Store& store, std::int64_t cmd) {
  std::vector<RemovedInteraction> removed;
  std::int64_t votes = 0;
  for (const Touched& touched : store.touched_by(cmd)) {
    if (touched.ent == EntityTraits<Vote>::name) ++votes;  // of the interaction behind it
    if (touched.ent != EntityTraits<Interaction>::name) continue;
    const auto interaction = store.last_known<Interaction>(touched.uid);
    removed.push_back({.interaction = interaction,
                       .parties = party_names(store, interaction),
                       .votes = std::exchange(votes, 0)});
  }
  return removed;
}

Document run_remove(const RemoveOptions& options, Session& session) {
  if (options.ids.empty())
    throw Error(ErrorKind::usage, "`remove` needs the number of a talk", "see `rapport list`");
  return write<Interaction>(
      session, "remove",
      [&](Writing& writing) {
        Outcome outcome;
        std::set<Uid> named;
        for (const std::string& ids : options.ids)
          for (const std::string& id : numbers_in(ids)) {
            outcome.uid = resolve_interaction(session.store(), id).uid;
            named.insert(outcome.uid);
          }
        for (const Uid& uid : named) remove_interaction(writing, session.store(), uid);
        return outcome;
      },
      [&](const Outcome& outcome) {
        return removed_document(removed_by(session.store(), outcome.cmd), session.today());
      });
}

constexpr std::array remove_rows{
    Command{"remove", "remove a talk", prepare<RemoveOptions, declare_remove, run_remove>},
};

}  // namespace

std::span<const Command> remove_commands() { return remove_rows; }

}  // namespace rapport
