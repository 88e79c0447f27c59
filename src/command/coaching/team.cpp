#include "rapport/report/team.hpp"

#include <fmt/format.h>

#include <array>

#include "command/current_pm.hpp"
#include "command/followups/follow_ups.hpp"
#include "command/followups/loops.hpp"
#include "command/pm_book.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/suggest.hpp"
#include "rapport/command/background_sync.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/store/membership.hpp"

namespace rapport {
namespace {

struct TeamOptions {
  std::vector<std::string> when;
  std::optional<std::string> sort;
};

void declare_team(Args& args, TeamOptions& options) {
  args.word(options.when, "WEEK",
            "2026-W40, W40, last week, or any day in it; without it, this week", Completes::date)
      .option(options.sort, "--sort", "ORDER", "by name, or one of the orders below")
      .example("rapport team", "one line per PM: the week, follow-ups, and the last eight weeks")
      .example("rapport team --sort hours", "most time with customers first");
  std::vector<std::string> orders;
  for (const TeamOrder& order : team_orders())
    orders.push_back(fmt::format("{} ({})", order.name, order.summary));
  args.prose(fmt::format("Orders: {}.", joined(orders)))
      .prose(
          "When two PMs share a talk, each gets full credit. The team total shows the sum, and the "
          "sum with each talk counted once.");
}

const TeamOrder& resolve_order(const TeamOptions& options) {
  if (!options.sort) return team_orders().front();
  if (const TeamOrder* order = find_team_order(fold(*options.sort))) return *order;
  std::vector<std::string_view> names;
  for (const TeamOrder& order : team_orders()) names.push_back(order.name);
  throw Error(ErrorKind::usage, "the team cannot be sorted by " + quoted(*options.sort),
              one_of(*options.sort, names));
}

/// When the book of each other PM was heard last, by handle; nothing as long as no hub is joined.
std::map<std::string, Moment> heard_by_handle(Store& store) {
  std::map<std::string, Moment> heard;
  const auto membership = membership_of(store.db());
  if (!membership) return heard;
  for (const KnownPeer& peer : known_peers(store.db())) {
    const auto seen = parse_recorded(peer.seen);
    if (!seen || peer.handle == membership->handle) continue;
    Moment& last = heard.try_emplace(peer.handle, *seen).first->second;
    if (std::pair(last.date, last.minute) < std::pair(seen->date, seen->minute)) last = *seen;
  }
  return heard;
}

Document run_team(const TeamOptions& options, Session& session) {
  const TeamOrder& order = resolve_order(options);
  Store& store = session.store();
  const Date day = week_asked_for(options.when, session);
  const auto asked = session.globals().pm ? std::vector{current_pm(session)} : store.all<Pm>();
  TeamReport report = begin_team({.now = session.now(), .rules = store.rules()}, day);
  FollowUpBook owed(session);
  std::map<Uid, Date> last_reviews;
  for (const Review& review : store.all<Review>()) {
    Date& last = last_reviews.try_emplace(review.pm, review.on).first->second;
    last = std::max(last, review.on);
  }
  const auto membership = membership_of(store.db());
  const auto heard = heard_by_handle(store);
  Customers known;
  for (const Pm& pm : asked) {
    if (membership && !may_read(*membership, pm.handle)) {
      ++report.not_shared;
      continue;
    }
    PmBook book = load_pm_book(session, pm, {}, std::move(known));
    const Cadence cadence(book.facts, std::move(book.own));
    const auto found = last_reviews.find(pm.uid);
    const auto last = found == last_reviews.end() ? std::nullopt : std::optional{found->second};
    add_pm(
        report, cadence,
        {.follow_ups = owed.of(cadence, load_open_showstoppers(session, pm.uid)),
         .last_review = last,
         .sources = store.sources(pm.uid, report.days),
         .heard = heard.contains(pm.handle) ? std::optional{heard.at(pm.handle)} : std::nullopt});
    known = std::move(book.facts.customers);
  }
  report.showstoppers = load_open_showstoppers(
      session, session.globals().pm ? std::optional{asked[0].uid} : std::nullopt);
  return document_of(report, order);
}

Document pull_and_run_team(const TeamOptions& options, Session& session) {
  return read_once_heard(session, [&] { return run_team(options, session); });
}

constexpr std::array team_rows{
    Command{"team", "one line per PM", prepare<TeamOptions, declare_team, pull_and_run_team>},
};

}  // namespace

std::span<const Command> team_commands() { return team_rows; }

}  // namespace rapport
