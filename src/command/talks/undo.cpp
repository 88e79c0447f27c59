#include <fmt/format.h>

#include <array>

#include "command/book/journal_text.hpp"
#include "command/numbers.hpp"
#include "command/talks/several.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"

namespace rapport {
namespace {

struct UndoOptions {
  std::optional<std::string> count;
};

void declare_undo(Args& args, UndoOptions& options) {
  args.word(options.count, "N", "how many commands; one by default")
      .example("rapport undo", "take back the newest command, whatever it was")
      .example("rapport undo 3", "and the two before it")
      .prose(
          "Takes back the newest command in this book, whoever the PM, then the one before it, and "
          "says what it was. `rapport redo` brings it back until the next command. Nothing is "
          "lost: the history keeps both.");
}

void declare_redo(Args& args, UndoOptions& options) {
  args.word(options.count, "N", "how many of them; one by default")
      .example("rapport redo", "bring back what the last undo took away");
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

Document revert_once(Session& session, const Direction& direction) {
  return write(
      session, direction.verb, any_entity,
      [&](Writing& writing) -> Outcome {
        const auto reverted = (writing.*direction.revert)();
        if (!reverted)
          throw Error(ErrorKind::not_found, fmt::format("there is nothing to {}", direction.verb),
                      direction.hint);
        Outcome outcome{.uid = {}, .notes = {}};
        for (const std::string& kept : reverted->kept)
          outcome.notes.push_back("left alone, because it was changed elsewhere in the meantime: " +
                                  kept);
        for (const std::string& spared : reverted->spared)
          outcome.notes.push_back(spared + " stays: others refer to it by now");
        for (const std::string& unworded : reverted->unworded)
          outcome.notes.push_back(unworded +
                                  " was private in the meantime: an earlier note or "
                                  "mood of it is kept nowhere");
        return outcome;
      },
      [&](const Outcome& outcome) { return reverted_document(session, direction, outcome); });
}

/// Throws Error as `revert_once` where there is nothing at all; fewer than asked for are told.
template <const Direction& direction>
Document run_revert(const UndoOptions& options, Session& session) {
  constexpr int most = 100;
  const int count = options.count ? parse_count(*options.count, "commands", most) : 1;
  return several(session, static_cast<std::size_t>(count), [&](std::size_t i) {
    try {
      return revert_once(session, direction);
    } catch (const Error& error) {
      if (i == 0 || error.kind() != ErrorKind::not_found) throw;
      return Document{.report = direction.verb, .blocks = {Text{error.what(), Tone::quiet}}};
    }
  });
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
