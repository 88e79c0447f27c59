#include <fmt/format.h>

#include <array>

#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct Options {
  bool refold = false;
  bool deep = false;
};

void declare(Args& args, Options& options) {
  args.flag(options.deep, "--deep", "also compare every record with the journal it comes from")
      .flag(options.refold, "--refold", "rebuild every table that is made from the journal")
      .example("rapport check --deep", "is anything damaged?");
}

Document run(const Options& options, Session& session) {
  if (!session.has_book())
    return {.report = "check", .blocks = {Text{"there is no book yet, so nothing is damaged"}}};
  Store& store = session.store();
  const auto troubles = store.check(options.deep ? Depth::deep : Depth::quick);
  Document document{.report = "check"};
  if (options.refold) store.rebuild();
  document.blocks.push_back(Facts{{{"sound", "", {troubles.empty()}, Audience::programs},
                                   {"refolded", "", {options.refold}, Audience::programs}}});
  Table table{.key = "troubles",
              .title = "",
              .columns = {{"trouble", "What is wrong"}},
              .rows = {},
              .empty = ""};
  for (const std::string& trouble : troubles) table.rows.push_back({{trouble, Tone::bad}});
  document.blocks.push_back(std::move(table));
  if (!troubles.empty() && !options.refold)
    throw Error(ErrorKind::bad_data, fmt::format("the book is damaged: {}", troubles.front()),
                "`rapport check --refold` rebuilds it from its journal");
  document.blocks.push_back(
      Text{options.refold ? "rebuilt from the journal" : "the book is sound", Tone::good});
  return document;
}

constexpr std::array commands{
    Command{"check", "is the book sound?", prepare<Options, declare, run>},
};

}  // namespace

std::span<const Command> check_commands() { return commands; }

}  // namespace rapport
