#include <algorithm>
#include <array>

#include "command/sharing/joined.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/sharing.hpp"
#include "rapport/store/chains.hpp"

// `rapport hub status`: how it stands with the hub, which is asked as far as it answers.
namespace rapport {
namespace {

struct HubStatusOptions {};

void declare_hub_status(Args& args, HubStatusOptions&) {
  args.example("rapport hub status", "last sync, what waits, and who was heard when");
}

/// What only the hub knows.
void ask_hub(HubStatus& status, const Membership& membership, Session& session) {
  try {
    const auto hub = open_hub(membership.url);
    check_card(hub->card(), membership.id, client_version());
    const Backlog backlog = backlog_of(session.store(), *hub, membership);
    status.unsent = backlog.changes;
    status.refused = backlog.refused;
    status.not_arrived = not_here(session.store(), *hub);
  } catch (const Error& error) {
    status.trouble = error.what();
    status.unsent = count_waiting(session.store().db(), membership).value_or(0);
  }
}

Document run_hub_status(const HubStatusOptions&, Session& session) {
  const Membership membership = joined_hub(session);
  Store& store = session.store();
  HubStatus status{.url = membership.url, .synced = parse_recorded(membership.synced)};
  ask_hub(status, membership, session);
  status.kept = count_kept(store.db(), membership);
  const auto chains = chains_in(store.db());
  status.forks = std::count_if(chains.begin(), chains.end(),
                               [](const Chain& chain) { return chain.is_fork(); });
  const Uid self = replica_of(store.db());
  for (const KnownPeer& peer : known_peers(store.db()))
    status.peers.push_back(
        {peer.handle, parse_recorded(peer.seen), peer.client, peer.replica == self});
  return status_document(status, session.today());
}

constexpr std::array hub_status_rows{
    Command{"hub status", "how it stands with the hub",
            prepare<HubStatusOptions, declare_hub_status, run_hub_status>},
};

}  // namespace

std::span<const Command> hub_status_commands() { return hub_status_rows; }

}  // namespace rapport
