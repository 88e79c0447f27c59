#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/backups.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/store/restore.hpp"
#include "rapport/store/salvage.hpp"

namespace rapport {
namespace {

struct Options {
  bool refold = false;
  bool deep = false;
  bool fix = false;
};

void declare(Args& args, Options& options) {
  args.flag(options.deep, "--deep", "also compare every record with the journal it comes from")
      .flag(options.fix, "--fix", "repair what --deep finds, after a copy of the book was made")
      .flag(options.refold, "--refold", "rebuild every table that is made from the journal")
      .example("rapport check --deep", "is anything damaged?")
      .example("rapport check --fix", "repair it, and say what could not be saved")
      .prose(
          "--fix changes nothing in a sound book. Otherwise it puts a copy of the book into the "
          "folder of backups, takes all that is still right from the journal, and what is not from "
          "the newest backups that have it. Whatever was altered and cannot be compared is kept as "
          "it reads now; that, and what is lost, is listed, and the exit code is 1 then.");
}

Document open_document(bool sound) {
  Document document{.report = "check"};
  document.blocks.emplace_back(Facts{{{"sound", "", {sound}, Audience::programs}}});
  return document;
}

void add_list(Document& document, const char* key, const char* title,
              const std::vector<std::string>& lines) {
  Table table{.key = key, .title = "", .columns = {{"what", title}}, .rows = {}, .empty = ""};
  for (const std::string& line : lines) table.rows.push_back({{line, Tone::bad}});
  document.blocks.emplace_back(std::move(table));
}

/// What is wrong, also where the pages cannot even be read to the end.
std::vector<std::string> look(Store& store) {
  try {
    return store.check(Depth::deep);
  } catch (const UnusableFile& error) {
    return {error.what()};
  }
}

Document run_fix(Session& session) {
  if (session.globals().as_of)
    throw Error(ErrorKind::usage, "`check --fix` cannot write into the past", "leave --as-of out");
  Store& store = session.store();
  const auto troubles = look(store);
  Document document = open_document(troubles.empty());
  if (troubles.empty()) {
    document.blocks.emplace_back(Text{"the book is sound; nothing was changed", Tone::good});
    return document;
  }
  const Place place{path_of_book(session), backups_folder(session.world()), session.world().clock};
  const auto backups = backups_in(place.backups, place.book);
  Repair repair;
  std::optional<Store> repaired;
  const std::string kept = replace_book(store.db(), place, "before-fix", [&]() -> Db& {
    repaired.emplace(salvage(store.db(), backups, repair));
    return repaired->db();
  });
  document.saved = "the book was repaired";
  document.blocks.emplace_back(
      Facts{{{"kept", "Kept at", {kept}}, {"from_backup", "From backups", {repair.from_backup}}}});
  add_list(document, "troubles", "What was wrong", troubles);
  add_list(document, "altered", "Altered, kept as it reads now", repair.altered);
  add_list(document, "lost", "Lost", repair.lost);
  document.blocks.emplace_back(
      Text{repair.is_whole() ? "repaired: everything is as it was"
                             : "repaired: the book is sound again, but not all of it was saved",
           repair.is_whole() ? Tone::good : Tone::warn});
  document.answer = repair.is_whole();
  return document;
}

Document run(const Options& options, Session& session) {
  if (!session.has_book())
    return {.report = "check", .blocks = {Text{"there is no book yet, so nothing is damaged"}}};
  if (options.fix) return run_fix(session);
  Store& store = session.store();
  const auto troubles = store.check(options.deep ? Depth::deep : Depth::quick);
  if (options.refold) store.rebuild();
  Document document = open_document(troubles.empty());
  document.blocks.emplace_back(Facts{{{"refolded", "", {options.refold}, Audience::programs}}});
  add_list(document, "troubles", "What is wrong", troubles);
  if (!troubles.empty() && !options.refold)
    throw Error(ErrorKind::bad_data, fmt::format("the book is damaged: {}", troubles.front()),
                "`rapport check --fix` repairs what can be, after a copy was made\n  " +
                    rescue_hint(session.world(), session.globals().db, "there is no backup"));
  document.blocks.emplace_back(
      Text{options.refold ? "rebuilt from the journal" : "the book is sound", Tone::good});
  return document;
}

constexpr std::array commands{
    Command{"check", "is the book sound?", prepare<Options, declare, run>},
};

}  // namespace

std::span<const Command> check_commands() { return commands; }

}  // namespace rapport
