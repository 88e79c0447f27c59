#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "command/editor.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/mention.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/copies.hpp"
#include "rapport/command/session.hpp"
#include "rapport/store/forget.hpp"

// `rapport forget`: erases a customer or a person everywhere, and keeps what counts.
namespace rapport {
namespace {

struct ForgetOptions {
  std::string name;
  std::vector<std::string> also;
  bool yes = false;
};

void declare_forget(Args& args, ForgetOptions& options) {
  args.word(options.name, "NAME", "a customer or a person", Completes::who)
      .option(options.also, "--also", "TEXT",
              "another way they are called in texts, such as a short name; repeatable")
      .flag(options.yes, "--yes", "do not ask")
      .example("rapport forget \"Acme Robotics\" --also Acme")
      .example("rapport forget jane@acme.test --yes")
      .prose(
          "Erases a customer, with the people there and the duplicates, or a person, from the "
          "whole book and its history: nothing of their names is left in any byte of the file. A "
          "pseudonym such as customer-1f3a keeps the talks, so that all counts and weeks stay as "
          "they were, and takes the place of every mention in notes, learnings, promises and all "
          "other texts. The backups in the folder of backups forget too; what else lies there and "
          "holds a name, or cannot be searched, is deleted. Copies elsewhere that still hold a "
          "name are listed. This cannot be undone.");
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

std::set<std::string> names_of(const std::vector<Forgotten>& parties) {
  std::set<std::string> names;
  for (const Forgotten& party : parties)
    for (const std::string& name : party.names)
      if (name != party.pseudonym) names.insert(name);
  return names;
}

Mentions mentions_of(const std::set<std::string>& names) {
  Mentions mentions;
  for (const std::string& name : names) mentions.add(name, "");
  return mentions;
}

/// A text that somebody put beside the backups and that names nobody: no business of ours.
bool is_text_without(const std::string& path, const std::set<std::string>& names) {
  const std::string text = text_of_file(path);
  return !text.empty() && is_valid_text(text) && !holds_name(text, names);
}

bool is_same_file(const std::string& one, const std::string& other) {
  struct stat a {
  }, b{};
  return ::stat(one.c_str(), &a) == 0 && ::stat(other.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
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
  auto parties = forgotten_with(store.db(), resolve_party(store, options.name));
  parties.front().names.insert(options.also.begin(), options.also.end());
  return parties;
}

Plan plan_of(const ForgetOptions& options, Session& session) {
  Store& store = session.store();
  Plan plan{.parties = parties_of(options, store), .found = {}};
  plan.label = label_of(store, {plan.parties.front().ent, plan.parties.front().uid});
  plan.found = look_for(store.db(), plan.parties);
  plan.talks = count_talks(store, plan.parties);
  const std::string folder = backups_folder(session.world());
  remove_drafts(folder);
  plan.backups = search_backups(folder, plan.parties);
  const std::set<std::string> names = names_of(plan.parties);
  const Mentions mentions = mentions_of(names);
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
  return plan;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// "3 learnings, 1 promise": whose texts change.
std::string texts_text(const Erasure& found) {
  std::string text;
  for (const auto& [ent, uids] : found.texts)
    text += (text.empty() ? "" : ", ") + counted(uids.size(), ent == "interaction" ? "note" : ent);
  return text.empty() ? "none" : text;
}

std::string names_text(const Plan& plan) {
  std::string text;
  for (const Forgotten& party : plan.parties)
    for (const std::string& name : party.names)
      if (name != party.pseudonym) text += (text.empty() ? "" : ", ") + printable(name);
  return text;
}

std::vector<std::string> backup_names(const Plan& plan, bool readable) {
  std::vector<std::string> names;
  for (const SearchedBackup& backup : plan.backups)
    if (backup.is_readable == readable) names.push_back(printable(backup.name));
  return names;
}

/// What will happen, a line each.
std::string plan_text(const Plan& plan) {
  std::string text = fmt::format("This erases {} for ever, under {}.\n", printable(plan.label),
                                 plan.parties.size() == 1 ? "this name" : "all of these names");
  const auto line = [&](std::string_view what, const std::string& says) {
    if (!says.empty()) text += fmt::format("  {:<10} {}\n", what, says);
  };
  line("names", names_text(plan));
  line("talks", plan.talks == 1 ? std::string("1 stays, and counts as it did")
                                : fmt::format("{} stay, and count as they did", plan.talks));
  line("mentions", texts_text(plan.found));
  line("backups", fmt::format("{}", fmt::join(backup_names(plan, true), ", ")));
  line("deleted", fmt::format("{}", fmt::join(backup_names(plan, false), ", ")));
  line("drafts", fmt::format("{}", fmt::join(plan.drafts, ", ")));
  line("left", fmt::format("{}", fmt::join(plan.copies, ", ")));
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

Table parties_table(const Plan& plan) {
  Table table{.key = "forgotten",
              .title = "",
              .columns = {{"kind", ""}, {"pseudonym", ""}, {"uid", ""}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  for (const Forgotten& party : plan.parties)
    table.rows.push_back({{party.ent}, {party.pseudonym}, {to_string(party.uid)}});
  return table;
}

Document answer(const Plan& plan) {
  Document document{.report = "forget", .main_table = "forgotten"};
  document.saved = "it was erased from the book";
  const Forgotten& first = plan.parties.front();
  const std::string with =
      plan.parties.size() == 1 ? "" : fmt::format(", with {} more", plan.parties.size() - 1);
  document.blocks.emplace_back(
      Text{fmt::format("forgotten: {}{}, {} now", first.ent, with, first.pseudonym), Tone::strong});
  document.blocks.emplace_back(KeyValues{
      {{"pseudonym", "", {first.pseudonym}, Audience::programs},
       {"talks", "Talks kept", {plan.talks}},
       {"mentions", "Mentions", {texts_text(plan.found)}, Audience::people},
       {"backups", "Backups cleared", {static_cast<std::int64_t>(backup_names(plan, true).size())}},
       {"deleted", "Backups deleted", {backup_names(plan, false)}, Audience::programs},
       {"drafts", "Drafts deleted", {static_cast<std::int64_t>(plan.drafts.size())}}}});
  if (const auto deleted = backup_names(plan, false); !deleted.empty())
    document.blocks.emplace_back(
        KeyValues{{{"", "Files deleted there", {deleted}, Audience::people}}});
  document.blocks.emplace_back(parties_table(plan));
  Table copies{.key = "copies",
               .title = plan.copies.empty() ? "" : "Files that still hold a name: yours to delete",
               .columns = {{"file", "File"}},
               .rows = {},
               .empty = ""};
  for (const std::string& copy : plan.copies) copies.rows.push_back({{copy, Tone::warn}});
  document.blocks.emplace_back(std::move(copies));
  return document;
}

/// Ends a forgetting that was interrupted after the book itself had forgotten.
bool finish_before(Session& session) {
  if (!session.has_book() || !needs_sweep(session.store().db())) return false;
  sweep(session.store().db());
  return true;
}

Document finished() {
  return {.report = "forget",
          .blocks = {Text{"an interrupted forget was finished: nothing of it is left in the file",
                          Tone::good}}};
}

void sweep_book(Session& session) {
  try {
    sweep(session.store().db());
  } catch (const Error& error) {
    throw Error(error.kind(),
                fmt::format("the book has forgotten, but its free parts were not cleared: {}",
                            error.what()),
                "`rapport forget` with any name does that first");
  }
}

Document run_forget(const ForgetOptions& options, Session& session) {
  if (!session.has_book()) resolve_party(session.store(), options.name);
  const bool was_open = !session.globals().as_of && finish_before(session);
  if (session.repeated())
    return {.report = "forget", .blocks = {Text{"done already, under the same --op-id"}}};
  Plan plan;
  try {
    plan = plan_of(options, session);
  } catch (const Error& error) {
    if (was_open && error.kind() == ErrorKind::not_found) return finished();
    throw;
  }
  if (plan.found.is_nothing() && plan.backups.empty() && plan.drafts.empty())
    throw Error(ErrorKind::not_found, fmt::format("{} is forgotten already", printable(plan.label)),
                "nothing of the name is known here any more");
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
    plan.found = writing.forget(plan.parties);
    writing.commit();
  }
  sweep_book(session);
  return answer(plan);
}

constexpr std::array forget_rows{
    Command{"forget", "erase a customer or person, and keep what counts",
            prepare<ForgetOptions, declare_forget, run_forget>},
};

}  // namespace

std::span<const Command> forget_commands() { return forget_rows; }

}  // namespace rapport
