#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/book/journal_text.hpp"
#include "command/interactions.hpp"
#include "command/resolve.hpp"
#include "command/window.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/document/window.hpp"
#include "rapport/report/book.hpp"
#include "rapport/store/incoming.hpp"

namespace rapport {
namespace {

struct HistoryOptions {
  std::optional<std::string> what;
  std::optional<std::string> op;
  WindowOptions window;
};

constexpr std::size_t usual_commands = 20;

void declare_history(Args& args, HistoryOptions& options) {
  args.word(options.what, "ID|NAME",
            "of the talk with that number, or of a customer or person; without it, of the book",
            Completes::id_or_name)
      .option(options.op, "--op", "UUID", "what the command with that --op-id did");
  declare_window_or_all(args, options.window, "commands", usual_commands);
  args.example("rapport history", "the newest commands first: what undo would take back")
      .example("rapport history 12", "what happened to one talk")
      .example("rapport history acme", "and to one customer");
}

/// "customer #1 Acme; talk #2 …": what a command wrote, shortened.
std::string touched_text(Store& store, std::int64_t cmd, Date today) {
  constexpr std::size_t most = 3;
  const auto touched = store.touched_by(cmd, most);
  const auto count = static_cast<std::size_t>(store.count_touched(cmd));
  std::string text;
  for (const Touched& one : touched) {
    const std::string number = one.number == 0 ? "" : fmt::format(" #{}", one.number);
    const std::string label = touched_label(store, one, today);
    text += fmt::format("{}{}{}{}{}", text.empty() ? "" : "; ", fold(title_of_kind(one.ent)),
                        number, label.empty() ? "" : " ", label);
  }
  if (count > touched.size()) text += fmt::format("; and {} more", count - touched.size());
  return text;
}

Document history_of_book(const HistoryOptions& options, Session& session) {
  Store& store = session.store();
  const auto total = static_cast<std::size_t>(store.count_commands());
  const std::size_t limit = window_size(options.window, "commands", usual_commands);
  std::vector<HistoryLine> lines;
  for (const CommandRecord& command :
       store.commands(static_cast<std::int64_t>(limit == 0 ? total : limit)))
    lines.push_back({parse_recorded(command.at).value_or(Moment{}), command.verb,
                     touched_text(store, command.cmd, session.today())});
  const std::int64_t most = limit == 0 ? -1 : static_cast<std::int64_t>(limit);
  const auto foreign = foreign_commands(store.db(), most);
  for (const ForeignCommand& command : foreign)
    lines.push_back({parse_recorded(command.at).value_or(Moment{}), "by " + command.owner,
                     touched_text(store, command.cmd, session.today())});
  std::stable_sort(lines.begin(), lines.end(),
                   [](const HistoryLine& a, const HistoryLine& b) { return earlier(b.at, a.at); });
  if (limit > 0 && lines.size() > limit) lines.resize(limit);
  Document document{.report = "history", .blocks = {history_table(lines)}};
  add_window(document, {.shown = lines.size(),
                        .total = total + count_foreign_commands(store.db()),
                        .what = "command"});
  return document;
}

Document history_of_command(const HistoryOptions& options, Session& session) {
  Store& store = session.store();
  const auto op = parse_uid(*options.op);
  if (!op) throw Error(ErrorKind::usage, "--op takes the UUID given as --op-id", "");
  const auto command = store.command_of(*op);
  if (!command)
    throw Error(ErrorKind::not_found, "no command came with that --op-id",
                "nothing was saved under it; it is safe to repeat the command");
  return {.report = "history",
          .blocks = {KeyValues{{{"command", "Command", {command->verb}},
                                {"at", "When", {parse_recorded(command->at).value_or(Moment{})}}}},
                     touched_table(store, store.touched_by(command->cmd), session.today())}};
}

std::string command_text(Store& store, const Change& change) {
  if (const auto command = store.command_named(change.cmd)) return command->verb;
  const std::string owner = owner_of_change(store.db(), change);
  return owner.empty() ? "elsewhere" : "by " + owner;
}

Document history_of(Store& store, const NameHit& one, std::int64_t number,
                    const std::string& title) {
  std::vector<HistoryLine> lines;
  for (const Change& change : store.changes(one.uid)) {
    if (change.ent != one.ent) continue;  // private notes stay unshown
    lines.push_back({parse_recorded(change.at).value_or(Moment{}), command_text(store, change),
                     change.is_altered ? "not as it was written: not shown"
                                       : change_text(store, store.touched_by(change))});
  }
  return {.report = "history",
          .blocks = {KeyValues{{value_for_programs("id", number)}}, Text{title, Tone::strong},
                     entity_history_table(lines)}};
}

Document history_of_one(const std::string& what, Session& session) {
  Store& store = session.store();
  if (is_interaction_number(what) || what.starts_with('~')) {
    const Interaction talk = resolve_interaction(store, what);
    return history_of(store, {std::string(EntityTraits<Interaction>::name), talk.uid}, talk.number,
                      interaction_text(store, talk, session.today()));
  }
  const NameHit hit = resolve_hit(store, what, kinds_of_somebody());
  const auto state = store.live_state(hit.ent, hit.uid);
  return history_of(store, hit, state ? state->number : 0, printable(label_of(store, hit)));
}

Document run_history(const HistoryOptions& options, Session& session) {
  if (options.op) return history_of_command(options, session);
  if (options.what) return history_of_one(*options.what, session);
  return history_of_book(options, session);
}

constexpr std::array history_rows{
    Command{"history", "what was changed, newest first",
            prepare_report<HistoryOptions, declare_history, run_history>},
};

}  // namespace

std::span<const Command> history_commands() { return history_rows; }

}  // namespace rapport
