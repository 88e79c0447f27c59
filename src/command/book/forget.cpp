#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "command/editor.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/mention.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/copies.hpp"
#include "rapport/command/files.hpp"
#include "rapport/command/session.hpp"
#include "rapport/report/book.hpp"
#include "rapport/report/sharing.hpp"
#include "rapport/store/folder.hpp"
#include "rapport/store/forget.hpp"
#include "rapport/store/membership.hpp"
#include "rapport/store/new_file.hpp"
#include "rapport/store/spaces.hpp"

// `rapport forget`: erases a customer or a person everywhere, and keeps what counts.
namespace rapport {
namespace {

struct ForgetOptions {
  std::optional<std::string> name;
  std::vector<std::string> also;
  bool yes = false;
  bool status = false;
};

void declare_forget(Args& args, ForgetOptions& options) {
  args.word(options.name, "NAME", "a customer or a person", Completes::who)
      .option(options.also, "--also", "TEXT",
              "another name for them in notes, such as a nickname; repeatable")
      .flag(options.yes, "--yes", "do not ask")
      .flag(options.status, "--status", "in a team: whose book has not forgotten yet")
      .example("rapport forget \"Acme Robotics\" --also Acme")
      .example("rapport forget jane@acme.test --yes")
      .example("rapport forget --status", "who has not synced since")
      .prose(
          "Erases a customer with its people and duplicates, or a person, from the whole book and "
          "its history: no byte of the file still holds their names. A pseudonym such as "
          "customer-1f3a keeps the talks, so all counts and weeks stay the same, and replaces "
          "every mention in notes, learnings, promises and other texts. The backups in the backup "
          "folder forget too; anything else there that holds a name, or cannot be searched, is "
          "deleted. Copies elsewhere that still hold a name are listed. This cannot be undone.");
}

/// What is to be erased, and where.
struct Plan {
  std::vector<Forgotten> parties;
  std::string label;
  Erasure found;
  std::int64_t talks = 0;
  std::vector<SearchedBackup> backups;
  std::vector<std::string> drafts;
  std::vector<std::string> copies;  ///< elsewhere
};

std::set<std::string> names_to_erase(const std::vector<Forgotten>& parties) {
  std::set<std::string> names;
  for (const Forgotten& party : parties)
    for (const std::string& name : party.names)
      if (name != party.pseudonym) names.insert(name);
  return names;
}

/// A text that somebody put beside the backups and that names nobody: no business of ours.
bool is_text_without(const std::string& path, const std::set<std::string>& names) {
  const std::string text = text_of_file(path);
  return !text.empty() && is_valid_text(text) && !holds_name(text, names);
}

std::int64_t count_talks(Store& store, const std::vector<Forgotten>& parties) {
  std::set<std::int64_t> talks;
  for (const Forgotten& party : parties)
    for (const Interaction& talk :
         store.interactions({.pm = {}, .customer = party.uid, .kind = {}}))
      talks.insert(talk.number);
  return static_cast<std::int64_t>(talks.size());
}

std::vector<Forgotten> parties_of(const ForgetOptions& options, Store& store) {
  for (const std::string& text : options.also) check_name(text);
  auto parties = forgotten_with(
      store.db(), resolve_hit(store, *options.name, kinds_of_somebody(), Need::whole_name));
  parties.front().names.insert(options.also.begin(), options.also.end());
  return parties;
}

/// The files that hold the names of `plan.parties`.
void find_files(Plan& plan, Session& session) {
  const std::set<std::string> names = names_to_erase(plan.parties);
  plan.backups = search_backups(backups_folder(session.world()), plan.parties);
  plan.drafts.clear();
  Mentions mentions;
  for (const std::string& name : names) mentions.add(name, "");
  std::erase_if(plan.backups, [&](const SearchedBackup& one) {
    return !one.is_readable && is_text_without(one.path, names);
  });
  for (const std::string& draft : kept_drafts(session.world()))
    if (mentions.found_in(text_of_file(draft))) plan.drafts.push_back(draft);
  plan.copies = copies_with(session.world(), names);
  std::erase_if(plan.copies, [&](const std::string& copy) {
    return std::any_of(plan.backups.begin(), plan.backups.end(),
                       [&](const SearchedBackup& one) { return is_same_file(one.path, copy); });
  });
}

Plan plan_to_forget(const ForgetOptions& options, Session& session) {
  Store& store = session.store();
  Plan plan{.parties = parties_of(options, store), .found = {}};
  plan.label = label_of(store, {plan.parties.front().ent, plan.parties.front().uid});
  plan.found = look_for(store.db(), plan.parties);
  plan.talks = count_talks(store, plan.parties);
  remove_dead_drafts(backups_folder(session.world()));
  find_files(plan, session);
  return plan;
}
/// "3 learnings, 1 promise": whose texts change.
std::string texts_text(const Erasure& found) {
  std::vector<std::string> counts;
  for (const auto& [ent, uids] : found.texts)
    counts.push_back(
        count_text(static_cast<std::int64_t>(uids.size()), ent == "interaction" ? "note" : ent));
  return counts.empty() ? "none" : joined(counts);
}

std::string names_text(const Plan& plan) {
  std::vector<std::string> names;
  for (const Forgotten& party : plan.parties)
    for (const std::string& name : party.names)
      if (name != party.pseudonym) names.push_back(printable(name));
  return joined(names);
}

std::vector<std::string> backup_names(const Plan& plan, bool readable) {
  std::vector<std::string> names;
  for (const SearchedBackup& backup : plan.backups)
    if (backup.is_readable == readable) names.push_back(printable(backup.name));
  return names;
}

/// What will happen, a line each.
std::string plan_text(const Plan& plan) {
  std::string text = fmt::format("This erases {} permanently, under {}.\n", printable(plan.label),
                                 plan.parties.size() == 1 ? "this name" : "all of these names");
  const auto line = [&](std::string_view what, const std::string& says) {
    if (!says.empty()) text += fmt::format("  {:<10} {}\n", what, says);
  };
  line("names", names_text(plan));
  line("talks", plan.talks == 1 ? std::string("1 stays, and counts as it did")
                                : fmt::format("{} stay, and count as they did", plan.talks));
  line("mentions", texts_text(plan.found));
  line("backups", joined(backup_names(plan, true)));
  line("deleted", joined(backup_names(plan, false)));
  line("drafts", joined(plan.drafts));
  line("left", joined(plan.copies));
  return text;
}

void erase_files(const Plan& plan, Session& session) {
  for (const SearchedBackup& backup : plan.backups) {
    if (backup.is_readable)
      erase_in_backup(backup.path, session.world().clock, plan.parties);
    else
      remove_file(backup.path);
  }
  for (const std::string& draft : plan.drafts) remove_file(draft);
}

/// Looks again once the book has forgotten: what was being copied from it is taken away, and what
/// was copied before that is erased as well.
void erase_what_came_between(Plan& plan, Session& session) {
  const World& world = session.world();
  const std::string book = real_path(path_of_book(session));
  remove_all_drafts(backups_folder(world));
  remove_all_drafts(folder_of(book), file_of(book));
  forget_copies(world, names_to_erase(plan.parties));
  Plan left{.parties = plan.parties, .found = {}};
  find_files(left, session);
  erase_files(left, session);
  for (SearchedBackup& backup : left.backups) plan.backups.push_back(std::move(backup));
  for (std::string& copy : left.copies)
    if (std::find(plan.copies.begin(), plan.copies.end(), copy) == plan.copies.end())
      plan.copies.push_back(std::move(copy));
}

Document forgotten_document(const Plan& plan) {
  ForgetReport report{.label = plan.label,
                      .talks = plan.talks,
                      .mentions = texts_text(plan.found),
                      .cleared = backup_names(plan, true),
                      .deleted = backup_names(plan, false),
                      .drafts = static_cast<std::int64_t>(plan.drafts.size()),
                      .copies = plan.copies};
  for (const Forgotten& party : plan.parties)
    report.parties.push_back({party.ent, party.pseudonym, to_string(party.uid)});
  return forget_document(report);
}

/// Ends a forgetting that was interrupted after the book itself had forgotten.
bool finish_before(Session& session) {
  if (!session.has_book() || !needs_sweep(session.store().db())) return false;
  sweep(session.store().db());
  return true;
}

Document finished() {
  return {.report = "forget",
          .blocks = {
              Text{"an interrupted forget was finished: nothing is left in the file", Tone::good}}};
}

void sweep_book(Session& session) {
  try {
    if (needs_sweep(session.store().db())) sweep(session.store().db());
  } catch (const Error& error) {
    throw Error(
        error.kind(),
        fmt::format(
            "the name was forgotten, but the free space of the file could not be cleared: {}",
            error.what()),
        "the next `rapport forget` clears it first");
  }
}

/// Whose books have not heard yet that somebody is to be forgotten.
Document orders_of(Session& session) {
  Db& db = session.store().db();
  OrderStatus status{
      .ordered = last_order(db), .is_shared = membership_of(db).has_value(), .waiting = {}};
  const Uid self = replica_of(db);
  for (const KnownPeer& peer : known_peers(db))
    if (peer.replica != self && was_seen_before(peer.seen, status.ordered))
      status.waiting.push_back({peer.handle, parse_recorded(peer.seen), peer.client});
  return order_document(status, session.today());
}

Document run_forget(const ForgetOptions& options, Session& session) {
  if (options.status) return orders_of(session);
  if (!options.name)
    throw Error(ErrorKind::usage, "`forget` needs NAME: a customer or a person",
                "for example: rapport forget \"Acme Robotics\" --also Acme");
  if (!session.has_book())
    resolve_hit(session.store(), *options.name, kinds_of_somebody(), Need::whole_name);
  const bool was_open = !session.globals().as_of && finish_before(session);
  if (session.repeated())
    return {.report = "forget", .blocks = {Text{"already done, under the same --op-id"}}};
  Plan plan;
  if (session.has_book()) check_writer(session.store(), space::erasure);
  try {
    plan = plan_to_forget(options, session);
  } catch (const Error& error) {
    if (was_open && error.kind() == ErrorKind::not_found) return finished();
    throw;
  }
  if (plan.found.is_nothing() && plan.backups.empty() && plan.drafts.empty())
    throw Error(ErrorKind::not_found, fmt::format("{} is already forgotten", printable(plan.label)),
                "nothing under that name is left here");
  if (!options.yes) {
    if (!session.can_ask())
      throw Error(ErrorKind::usage, plan_text(plan) + "It cannot be undone",
                  "nothing was changed; say --yes to go ahead");
    if (!session.confirm(plan_text(plan) + "It cannot be undone. Go ahead?"))
      return {.report = "forget", .blocks = {Text{"nothing was changed"}}, .answer = false};
  }
  {
    // Backups first: as long as the book knows the names, the command can be repeated.
    erase_files(plan, session);
    Writing writing = session.write("forget");
    plan.parties = parties_of(options, session.store());  // others may have written since
    plan.found = writing.forget(plan.parties);
    writing.commit();
  }
  sweep_book(session);
  try {
    erase_what_came_between(plan, session);
  } catch (const Error& error) {
    throw Error(error.kind(),
                fmt::format("the book has forgotten, but a copy may have not: {}", error.what()),
                "delete the copies that were made meanwhile");
  }
  return forgotten_document(plan);
}

constexpr std::array forget_rows{
    Command{"forget", "erase a customer or person, but keep the counts",
            prepare<ForgetOptions, declare_forget, run_forget>},
};

}  // namespace

std::span<const Command> forget_commands() { return forget_rows; }

}  // namespace rapport
