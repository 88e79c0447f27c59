#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/sharing/joined.hpp"
#include "command/standing_watch.hpp"
#include "command/standings.hpp"
#include "command/unclear.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/join.hpp"

// `rapport hub join`: shows what would become of this book, asks, saves it, and joins.
namespace rapport {
namespace {

struct HubJoinOptions {
  std::optional<std::string> url;
  std::optional<std::string> handle;
  bool yes = false;
};

void declare_hub_join(Args& args, HubJoinOptions& options) {
  args.word(options.url, "URL", "dir:PATH or postgresql://HOST/DATABASE; else the setting hub.url")
      .option(options.handle, "--as", "HANDLE",
              "who you are there, if your book does not say, or somebody else is called that")
      .flag(options.yes, "--yes", "do not ask")
      .example("rapport hub join dir:/srv/team/rapport")
      .example("rapport hub join dir:/srv/team/rapport --as carla", "a coach, who is not a PM")
      .example("rapport hub join postgresql://db.example/rapport", "the hub knows who you are")
      .prose(
          "First shows what becomes of this book: which PM of the hub you are, which customers, "
          "people and ideas are the same there, and which rules change. The book is backed up "
          "before anything is done. Talks of other PMs in it stay here: `rapport export --json "
          "--pm NAME` hands them to whose they are.")
      .prose(folder_has_no_rights);
}

/// What belongs to all in the hub, in a book of its own.
Store book_of_hub(Hub& hub, const Stamp& now) {
  Store there(memory_book());
  Exchanged ignored;
  pull_shared(there, hub, now, ignored);
  return there;
}

std::string same_text(const JoinPlan& plan, std::string_view ent, std::string_view one,
                      std::string_view several) {
  std::vector<std::string> names;
  for (const SameThing& same : plan.same)
    if (same.ent == ent) names.push_back(printable(same.name));
  if (names.empty()) return {};
  constexpr std::size_t most = 6;
  const auto count = static_cast<std::int64_t>(names.size());
  if (names.size() > most) {
    names.resize(most);
    names.emplace_back("…");
  }
  return fmt::format("{} in both: {}", count_text(count, one, several), joined(names));
}

/// The settings of the book that say something else in the hub.
std::vector<std::string> other_rules(Store& here, Store& there) {
  std::vector<std::string> names;
  for (const Setting& setting : settings())
    if (setting.get != nullptr && setting.get(here.rules()) != setting.get(there.rules()))
      names.push_back(fmt::format("{} = {}", setting.name, printable(setting.get(there.rules()))));
  return names;
}

/// The facts of the book once the rules of the team count, and its own for its PM alone.
void lay_rules_over(BookFacts& facts, Store& there, const Uid& me,
                    const std::optional<Uid>& me_there) {
  facts.rules = there.rules();
  const auto take_over = [&](auto& own, auto theirs) {
    for (auto& one : own)
      if (!one.pm) one.pm = me;
    for (auto& one : theirs) {
      if (one.pm && one.pm == me_there) one.pm = me;
      own.push_back(std::move(one));
    }
  };
  take_over(facts.targets, there.all<Target>());
  take_over(facts.offs, there.all<Off>());
}

/// The weeks that are over and stand otherwise from then on.
std::vector<StandingChange> flips_of(const JoinPlan& plan, Session& session, Store& there) {
  const auto me = session.store().me();
  const auto pm = me ? session.store().find<Pm>(*me) : std::nullopt;
  if (!pm || plan.is_first || plan.is_known) return {};
  const PmBook book = session.store().pm_book(*pm, session.now());
  BookFacts facts = book.facts;
  lay_rules_over(facts, there, pm->uid, plan.me);
  return StandingWatch::between(Cadence(book.facts, book.own), Cadence(facts, book.own));
}

/// Customers that are called almost as one there is: perhaps the same, and left as they are.
std::vector<std::string> near_lines(const JoinPlan& plan, Store& here, Store& there) {
  constexpr std::size_t most_compared = 200, most = 5;
  std::vector<std::string> lines;
  if (plan.is_first || plan.is_known) return lines;
  const auto names = there.whole_names({entity_kind<Customer>.name});
  std::set<std::string> known;
  for (const auto& [name, hit] : names) known.insert(name);
  std::size_t compared = 0;
  for (const Customer& mine : here.all<Customer>()) {
    const bool is_same = known.contains(fold(mine.name)) ||
                         std::any_of(plan.same.begin(), plan.same.end(),
                                     [&](const SameThing& one) { return one.here == mine.uid; });
    if (is_same || ++compared > most_compared) continue;
    for (const NameHit& hit : near_hits(there, mine.name, names))
      lines.push_back(
          fmt::format("{} here, {} there", printable(mine.name), printable(label_of(there, hit))));
  }
  if (lines.size() > most) {
    const auto more = static_cast<std::int64_t>(lines.size() - most);
    lines.resize(most);
    lines.push_back(fmt::format("and {} more", more));
  }
  return lines;
}

/// What will happen, a line each.
std::vector<std::string> plan_lines(const JoinPlan& plan, Session& session, Store& there) {
  const std::vector<std::string> rules = other_rules(session.store(), there);
  std::vector<std::string> lines;
  const auto add = [&](std::string line) {
    if (!line.empty()) lines.push_back(std::move(line));
  };
  add(plan.name.empty() ? fmt::format("you are {} there, and not a PM", plan.handle)
      : plan.name == plan.handle
          ? fmt::format("you are {} there", plan.handle)
          : fmt::format("you are {} ({}) there", printable(plan.name), plan.handle));
  if (plan.is_known) add("the hub knows this book: it goes on where it was");
  if (plan.is_first) add("the hub is empty: your customers, rules and targets begin it");
  add(same_text(plan, entity_kind<Customer>.name, "customer", {}));
  add(same_text(plan, entity_kind<Person>.name, "person", "people"));
  add(same_text(plan, entity_kind<Idea>.name, "idea", {}));
  if (!plan.others.empty())
    add(fmt::format("not the same, since the class differs: {}", printable(joined(plan.others))));
  const auto near = near_lines(plan, session.store(), there);
  if (!near.empty())
    add(fmt::format("near: {}: `rapport customer merge` makes them one", joined(near, "; ")));
  if (!plan.is_first && !plan.is_known && !rules.empty())
    add(fmt::format("the team's settings count from now on: {}", joined(rules)));
  if (plan.own_targets > 0 && plan.me)
    add(fmt::format("{} for everybody {} for you alone",
                    count_text(plan.own_targets, "target or day off", "targets and days off"),
                    plan.own_targets == 1 ? "counts" : "count"));
  for (std::string& line : flip_notices(flips_of(plan, session, there))) add(std::move(line));
  if (!plan.kept.empty())
    add(fmt::format("stays here, unsent: what this book has of other PMs ({})",
                    count_text(plan.kept_changes, "change")));
  return lines;
}

bool may_join(const std::string& url, bool yes, const std::vector<std::string>& lines,
              Session& session) {
  if (yes) return true;
  if (!session.can_ask())
    throw Error(ErrorKind::usage,
                fmt::format("joining has to be confirmed:\n  {}", joined(lines, "\n  ")),
                "nothing was changed; say --yes to go ahead");
  for (const std::string& line : lines) session.inform(line);
  return session.confirm(fmt::format("Join {}?", printable(url)));
}

/// Who this is at the hub: as it was typed, or as a hub that knows its people says. Throws
/// Error(permission) where that is somebody else, or no PM, and the book is of one.
std::optional<std::string> handle_at(Hub& hub, const HubJoinOptions& options, Session& session) {
  auto typed = options.handle ? std::optional{read_handle(*options.handle)} : std::nullopt;
  Members* const members = hub.members();
  if (members == nullptr) return typed;
  const Rights rights = members->mine();
  const std::string known = rights.handle.empty() ? rights.login : rights.handle;
  const auto me = session.has_book() ? session.store().me() : std::nullopt;
  if (const auto pm = me ? session.store().find<Pm>(*me) : std::nullopt;
      pm && rights.handle.empty())
    throw Error(ErrorKind::permission,
                fmt::format("the hub knows {} as no PM, and this book is {}'s", printable(known),
                            printable(pm->name)),
                fmt::format("a steward adds you as one: `rapport hub add {} --login {}`",
                            shell_word(pm->handle), shell_word(rights.login)));
  if (!typed || *typed == known) return known;
  throw Error(ErrorKind::permission,
              fmt::format("the hub knows you as {}, not as {}", printable(known), *typed),
              "leave --as out; a steward can add you as somebody else");
}

/// Who reads what this book sends: "carla reads your talks; nobody reads what is private".
std::string readers_text(Hub& hub, const std::string& handle) {
  std::vector<std::string> coaches;
  for (const HubMember& member : hub.members()->all())
    if (member.coaches.contains(everybody) || member.coaches.contains(handle))
      coaches.push_back(printable(member.handle.empty() ? member.login : member.handle));
  return fmt::format("{} your talks · nobody reads what is private",
                     coaches.empty() ? "nobody else reads"
                                     : fmt::format("{} {}", joined(coaches, " and "),
                                                   coaches.size() == 1 ? "reads" : "read"));
}

void make_book(Session& session) {
  if (session.has_book()) return;
  const Writing nothing = session.write("hub join");
}

void refuse_second(Session& session, const std::string& url, const HubCard& card) {
  const auto before = session.has_book() ? membership_of(session.store().db()) : std::nullopt;
  if (!before) return;
  const bool is_same = before->id == card.id;
  throw Error(
      ErrorKind::not_found,
      is_same ? fmt::format("this book has joined {} already", printable(url))
              : fmt::format("this book has joined {}", printable(before->url)),
      is_same ? "`rapport sync` exchanges what is new" : "leave that first: `rapport hub leave`");
}

Document joined_document(const JoinPlan& plan, const Membership& membership, Hub& hub,
                         const std::string& kept, const Exchanged& exchanged, Session& session) {
  Document document{.report = "hub join", .saved = "the hub was joined"};
  document.blocks.emplace_back(KeyValues{
      {value_for_programs("hub", membership.url), value_for_programs("handle", plan.handle),
       value_for_programs("sent", exchanged.sent),
       value_for_programs("received", exchanged.received), value_for_programs("backup", kept)}});
  document.blocks.emplace_back(
      Text{fmt::format("you are {} here · {} sent, {} received",
                       plan.name.empty() ? plan.handle : printable(plan.name),
                       count_text(exchanged.sent, "change"), exchanged.received),
           Tone::good});
  if (hub.members() != nullptr && !plan.name.empty())
    document.blocks.emplace_back(Text{readers_text(hub, plan.handle)});
  auto lines = exchanged_lines(exchanged, session);
  for (std::size_t i = 1; i < lines.size(); ++i) document.blocks.emplace_back(Text{lines[i]});
  document.blocks.emplace_back(
      Text{"From now on a command at a terminal exchanges what is new every 15 minutes, in the "
           "background. For a timer: */15 * * * * rapport sync --quiet",
           Tone::quiet});
  document.blocks.emplace_back(Text{"To go back to before: rapport restore " +
                                        printable(shell_word(kept.substr(kept.rfind('/') + 1))),
                                    Tone::quiet});
  return document;
}

Document run_hub_join(const HubJoinOptions& options, Session& session) {
  session.refuse_past("hub join");
  const std::string url = hub_meant(options.url, session);
  run_around(session, "hub.before");
  const auto hub = open_hub(url);
  const HubCard card = hub->card();
  check_card(card, {}, client_version());
  refuse_second(session, url, card);
  const auto handle = handle_at(*hub, options, session);
  const Stamp now = session.world().clock;
  Store there = book_of_hub(*hub, now);
  JoinPlan plan = plan_join(session.store(), there, handle, session.today());
  auto lines = plan_lines(plan, session, there);
  if (hub->members() != nullptr && !plan.name.empty())
    lines.push_back(readers_text(*hub, plan.handle));
  if (const std::string remark = remark_on_hub(url); !remark.empty()) lines.push_back(remark);
  if (!may_join(url, options.yes, lines, session))
    return {.report = "hub join", .blocks = {Text{"nothing was changed"}}, .answer = false};
  make_book(session);
  const SyncLock lock(path_of_book(session));
  if (!lock.is_held())
    throw Error(ErrorKind::busy, "a sync of this book is running", "try again once it has ended");
  const std::string kept = save_backup(session.store().db(), backups_folder(session.world()),
                                       path_of_book(session), session.now(), "before-join")
                               .path;
  plan =
      plan_join(session.store(), there, handle, session.today());  // others may have written since
  Exchanged pulled;
  pull(session.store(), *hub, now, pulled);
  Membership membership{.url = url, .id = card.id, .handle = plan.handle, .kept = plan.kept};
  join_as(session.store(), plan, membership, now);
  Exchanged exchanged = exchange_with_hub(session, membership);
  exchanged.received += pulled.received;
  return joined_document(plan, membership, *hub, kept, exchanged, session);
}

constexpr std::array hub_join_rows{
    Command{"hub join", "share this book with a team",
            prepare<HubJoinOptions, declare_hub_join, run_hub_join>},
};

}  // namespace

std::span<const Command> hub_join_commands() { return hub_join_rows; }

}  // namespace rapport
