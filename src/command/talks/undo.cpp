#include <fmt/format.h>

#include <array>

#include "command/book/journal_text.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

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

Document answer(Session& session, const Reverted& reverted, const char* report, const char* says) {
  Document document{.report = report};
  document.blocks.push_back(KeyValues{{{"command", "", {reverted.command.verb}, Audience::programs},
                                       {"at", "", {reverted.command.at}, Audience::programs}}});
  document.blocks.push_back(Text{fmt::format("{}: {}, {}", says, reverted.command.verb,
                                             at_text(reverted.command.at, session.today())),
                                 Tone::strong});
  Table table = touched_table(session.store(), reverted.touched, session.today());
  document.blocks.push_back(std::move(table));
  for (const std::string& kept : reverted.kept)
    document.blocks.push_back(
        Text{fmt::format("left alone, since it was changed elsewhere in the meantime: {}", kept),
             Tone::warn});
  document.saved = says;
  return document;
}

Document run_undo(const UndoOptions&, Session& session) {
  if (!session.has_book()) throw Error(ErrorKind::not_found, "there is nothing to undo", "");
  Writing writing = session.write("undo");
  if (writing.repeated())
    return {.report = "undo", .blocks = {Text{"done already, under the same --op-id"}}};
  const auto reverted = writing.undo();
  if (!reverted) throw Error(ErrorKind::not_found, "there is nothing to undo", "");
  writing.commit();
  return answer(session, *reverted, "undo", "took back");
}

Document run_redo(const UndoOptions&, Session& session) {
  if (!session.has_book()) throw Error(ErrorKind::not_found, "there is nothing to redo", "");
  Writing writing = session.write("redo");
  if (writing.repeated())
    return {.report = "redo", .blocks = {Text{"done already, under the same --op-id"}}};
  const auto reverted = writing.redo();
  if (!reverted)
    throw Error(ErrorKind::not_found, "there is nothing to redo",
                "only what `rapport undo` just took back can be brought back");
  writing.commit();
  return answer(session, *reverted, "redo", "brought back");
}

constexpr std::array undo_rows{
    Command{"undo", "take back the newest command", prepare<UndoOptions, declare_undo, run_undo>},
    Command{"redo", "bring back what was undone", prepare<UndoOptions, declare_redo, run_redo>},
};

}  // namespace

std::span<const Command> undo_commands() { return undo_rows; }

}  // namespace rapport
