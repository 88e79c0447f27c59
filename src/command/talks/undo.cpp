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

/// What undo and redo differ in.
struct Direction {
  const char* verb;
  std::optional<Reverted> (Writing::*revert)();
  const char* done;
  const char* hint;  ///< where there is nothing to do
};
constexpr Direction undoing{"undo", &Writing::undo, "took back", ""};
constexpr Direction redoing{"redo", &Writing::redo, "brought back",
                            "only what `rapport undo` just took back can be brought back"};

/// What the command `cmd`, an undo or redo, took back or brought back.
CommandRecord reverted_by(Store& store, std::int64_t cmd) {
  CommandRecord command = store.command_named(cmd).value();
  while (command.target) command = store.command_named(*command.target).value();
  return command;
}

Document reverted_document(Session& session, const Direction& direction, const Outcome& outcome) {
  Store& store = session.store();
  const CommandRecord reverted = reverted_by(store, outcome.cmd);
  Document document{
      .report = direction.verb,
      .blocks = {KeyValues{{value_for_programs("command", reverted.verb),
                            value_for_programs("at", reverted.at)}},
                 Text{fmt::format("{}: {}, {}", direction.done, reverted.verb,
                                  at_text(reverted.at, session.today())),
                      Tone::strong},
                 touched_table(store, store.touched_by(reverted.cmd), session.today())},
      .saved = direction.done};
  for (const std::string& kept : outcome.notes)
    document.blocks.emplace_back(Text{kept, Tone::warn});
  return document;
}

template <const Direction& direction>
Document run_revert(const UndoOptions&, Session& session) {
  return write(
      session, direction.verb, any_entity,
      [](Writing& writing) -> Outcome {
        const auto reverted = (writing.*direction.revert)();
        if (!reverted)
          throw Error(ErrorKind::not_found, fmt::format("there is nothing to {}", direction.verb),
                      direction.hint);
        Outcome outcome{.uid = {}, .notes = {}};
        for (const std::string& kept : reverted->kept)
          outcome.notes.push_back("left alone, since it was changed elsewhere in the meantime: " +
                                  kept);
        for (const std::string& spared : reverted->spared)
          outcome.notes.push_back(spared + " stays: others speak of it by now");
        return outcome;
      },
      [&](const Outcome& outcome) { return reverted_document(session, direction, outcome); });
}

constexpr std::array undo_rows{
    Command{"undo", "take back the newest command",
            prepare<UndoOptions, declare_undo, run_revert<undoing>>},
    Command{"redo", "bring back what was undone",
            prepare<UndoOptions, declare_redo, run_revert<redoing>>},
};

}  // namespace

std::span<const Command> undo_commands() { return undo_rows; }

}  // namespace rapport
