#include <fmt/format.h>

#include <array>

#include "command/book/journal_text.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

struct UndoOptions {};

void declare_undo(Args& args, UndoOptions&) {
  args.example("rapport undo", "take back the newest command, whatever it was")
      .prose(
          "Undo takes back this book's newest command, whoever the PM, then the one before it, and "
          "says what it was. `rapport redo` brings it back until another command is given. "
          "Nothing is lost: the history keeps both.");
}

void declare_redo(Args& args, UndoOptions&) {
  args.example("rapport redo", "bring back what the last undo took away");
}

/// The command that `command`, an undo or redo, took back or brought back.
CommandRecord reverted_by(Store& store, CommandRecord command) {
  while (command.target) command = store.command_named(*command.target).value();
  return command;
}

/// Answers an undo or redo: what it did, what that command had touched, and what was left alone.
Document reverted_document(Session& session, const char* verb, const char* says,
                           const Outcome& outcome) {
  Store& store = session.store();
  const CommandRecord reverted = reverted_by(store, store.command_named(outcome.cmd).value());
  Document document{
      .report = verb,
      .blocks = {KeyValues{{value_for_programs("command", reverted.verb),
                            value_for_programs("at", reverted.at)}},
                 Text{fmt::format("{}: {}, {}", says, reverted.verb,
                                  at_text(reverted.at, session.today())),
                      Tone::strong},
                 touched_table(store, store.touched_by(reverted.cmd), session.today())},
      .saved = says};
  for (const std::string& kept : outcome.notes)
    document.blocks.emplace_back(
        Text{"left alone, since it was changed elsewhere in the meantime: " + kept, Tone::warn});
  return document;
}

Document run_undo(const UndoOptions&, Session& session) {
  return write(
      session, "undo", any_entity,
      [&](Writing& writing) -> Outcome {
        const auto reverted = writing.undo();
        if (!reverted) throw Error(ErrorKind::not_found, "there is nothing to undo", "");
        return {{}, reverted->kept};
      },
      [&](const Outcome& outcome) {
        return reverted_document(session, "undo", "took back", outcome);
      });
}

Document run_redo(const UndoOptions&, Session& session) {
  return write(
      session, "redo", any_entity,
      [&](Writing& writing) -> Outcome {
        const auto reverted = writing.redo();
        if (!reverted)
          throw Error(ErrorKind::not_found, "there is nothing to redo",
                      "only what `rapport undo` just took back can be brought back");
        return {{}, reverted->kept};
      },
      [&](const Outcome& outcome) {
        return reverted_document(session, "redo", "brought back", outcome);
      });
}

constexpr std::array undo_rows{
    Command{"undo", "take back the newest command", prepare<UndoOptions, declare_undo, run_undo>},
    Command{"redo", "bring back what was undone", prepare<UndoOptions, declare_redo, run_redo>},
};

}  // namespace

std::span<const Command> undo_commands() { return undo_rows; }

}  // namespace rapport
