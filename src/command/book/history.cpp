#include <fmt/format.h>

#include <array>

#include "command/book/journal_text.hpp"
#include "command/numbers.hpp"
#include "command/talk.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct HistoryOptions {
  std::optional<std::string> id;
  std::optional<std::string> op;
  std::optional<std::string> limit;
};

constexpr int usual_limit = 20;
constexpr int most_commands = 1'000'000;

void declare_history(Args& args, HistoryOptions& options) {
  args.word(options.id, "ID", "the history of one talk; without it, of the book", Completes::id)
      .option(options.op, "--op", "UUID", "what the command with that --op-id did")
      .option(options.limit, "-n,--limit", "N", "how many commands to list (20)")
      .example("rapport history", "the newest commands, and what undo would take back")
      .example("rapport history 12", "what happened to one talk");
}

std::string did(Store& store, std::int64_t cmd, Date today) {
  constexpr std::size_t most = 3;
  constexpr std::int64_t most_changes = 100;  // some are of one and the same
  auto touched = store.touched_by(cmd, most_changes);
  const auto count = static_cast<std::size_t>(store.count_touched(cmd));
  if (touched.size() > most) touched.resize(most);
  std::string text;
  for (const Touched& one : touched) {
    const std::string number = one.number == 0 ? "" : fmt::format(" #{}", one.number);
    const std::string label = label_of(store, one, today);
    text += fmt::format("{}{}{}{}{}", text.empty() ? "" : "; ", fold(title_of_kind(one.ent)),
                        number, label.empty() ? "" : " ", label);
  }
  if (count > touched.size()) text += fmt::format("; and {} more", count - touched.size());
  return text;
}

Document of_book(const HistoryOptions& options, Session& session) {
  Store& store = session.store();
  const int limit =
      options.limit ? parse_count(*options.limit, "commands", most_commands) : usual_limit;
  Table table{.key = "commands",
              .title = "",
              .columns = {{"at", "When"}, {"command", "Command"}, {"touched", "What"}},
              .rows = {},
              .empty = "Nothing was written to this book yet."};
  for (const CommandRecord& command : store.commands(limit))
    table.rows.push_back({{parse_recorded(command.at).value_or(Moment{})},
                          {command.verb},
                          {did(store, command.cmd, session.today())}});
  return {.report = "history", .blocks = {std::move(table)}};
}

Document of_command(const HistoryOptions& options, Session& session) {
  Store& store = session.store();
  const auto op = parse_uid(*options.op);
  if (!op) throw Error(ErrorKind::usage, "--op takes the UUID given as --op-id", "");
  const auto command = store.command_of(*op);
  if (!command)
    throw Error(ErrorKind::not_found, "no command came with that --op-id",
                "nothing was saved under it; it is safe to repeat the command");
  Document document{.report = "history"};
  document.blocks.push_back(
      KeyValues{{{"command", "Command", {command->verb}},
                 {"at", "When", {parse_recorded(command->at).value_or(Moment{})}}}});
  document.blocks.push_back(touched_table(store, store.touched_by(command->cmd), session.today()));
  return document;
}

/// The fields of a talk that may be shown: not what was marked private since.
Fields shown(Fields fields, const Interaction& talk) {
  if (talk.is_private)
    for (const char* field : {"note", "mood"}) fields.erase(field);
  return fields;
}

Document of_talk(const HistoryOptions& options, Session& session) {
  Store& store = session.store();
  const Interaction talk = resolve_interaction(store, *options.id);
  Document document{.report = "history"};
  document.blocks.push_back(KeyValues{{{"id", "", {talk.number}, Audience::programs}}});
  document.blocks.push_back(Text{talk_line(store, talk, session.today()), Tone::strong});
  Table table{.key = "changes",
              .title = "",
              .columns = {{"at", "When"}, {"command", "Command"}, {"change", "Change"}},
              .rows = {},
              .empty = ""};
  for (const Change& change : store.changes(talk.uid)) {
    if (change.ent != EntityTraits<Interaction>::name) continue;  // private notes stay unshown
    const Touched touched = store.touched_by(change);
    const std::string verb =
        touched.created           ? "added"
        : change.op == Op::remove ? "removed"
        : change.op == Op::restore
            ? "brought back"
            : difference_text(store, shown(touched.before, talk), shown(touched.after, talk));
    const auto command = store.command_named(change.cmd);
    table.rows.push_back({{parse_recorded(change.at).value_or(Moment{})},
                          {command ? command->verb : "elsewhere"},
                          {verb}});
  }
  document.blocks.push_back(std::move(table));
  return document;
}

Document run_history(const HistoryOptions& options, Session& session) {
  if (options.op) return of_command(options, session);
  if (options.id) return of_talk(options, session);
  return of_book(options, session);
}

constexpr std::array history_rows{
    Command{"history", "what was written, newest first",
            prepare_report<HistoryOptions, declare_history, run_history>},
};

}  // namespace

std::span<const Command> history_commands() { return history_rows; }

}  // namespace rapport
