#include <fmt/format.h>

#include <array>

#include "command/followups/loops.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"

// `rapport idea merge`: two ideas that are one. The duplicate stays and points to the other; its
// votes are not touched, so that an undo has them back exactly.
namespace rapport {
namespace {

struct IdeaMergeOptions {
  std::string duplicate;
  std::string into;
  bool yes = false;
};

void declare_idea_merge(Args& args, IdeaMergeOptions& options) {
  args.word(options.duplicate, "DUPLICATE", "the idea that is the same as the other",
            Completes::idea)
      .word(options.into, "INTO", "the one that stays", Completes::idea)
      .flag(options.yes, "--yes", "do not ask")
      .example("rapport idea merge \"CSV download\" \"Bulk export\"")
      .prose(
          "Whoever asks for one asks for the other from then on, once each, and either name finds "
          "it. What will be is said before, and asked. `rapport undo` parts them again, with the "
          "votes of each as they were.");
}

/// "4" of a report in which `duplicate` is merged already.
IdeaLine line_after(Session& session, const Idea& duplicate, const Idea& into) {
  IdeaFacts facts{.today = session.today(), .loops = load_loop_facts(session)};
  facts.loops.ideas.at(duplicate.uid).merged_into = into.uid;
  return *find_line(build_ideas(facts), into.uid);
}

struct Pair {
  Idea duplicate;
  Idea into;
};

Pair read_pair(const IdeaMergeOptions& options, Store& store) {
  Pair pair{resolve_idea(store, options.duplicate), resolve_idea(store, options.into)};
  if (pair.duplicate.uid == pair.into.uid)
    throw Error(ErrorKind::usage,
                fmt::format("'{}' and '{}' are the same: #{} {}", printable(options.duplicate),
                            printable(options.into), pair.into.number, printable(pair.into.name)),
                "name two different ones");
  return pair;
}

/// "#2 CSV download (2 customers) becomes a part of #1 Bulk export (3 customers): 4 customers".
std::string plan_text(Session& session, const Pair& pair) {
  const IdeaReport now = load_ideas_report(session);
  const auto count = [](const IdeaLine& line) {
    return fmt::format("{} asking", line.askers.size());
  };
  return fmt::format("#{} {} ({}) becomes one with #{} {} ({}): {}", pair.duplicate.number,
                     printable(pair.duplicate.name), count(*find_line(now, pair.duplicate.uid)),
                     pair.into.number, printable(pair.into.name),
                     count(*find_line(now, pair.into.uid)),
                     count(line_after(session, pair.duplicate, pair.into)));
}

Document run_idea_merge(const IdeaMergeOptions& options, Session& session) {
  if (session.repeated())
    return {.report = "idea merge", .blocks = {Text{"done already, under the same --op-id"}}};
  const Pair seen = read_pair(options, session.store());
  const std::string plan = plan_text(session, seen);
  if (!options.yes && !session.can_ask())
    throw Error(ErrorKind::usage, "merging ideas needs a yes: " + plan, "say --yes to go ahead");
  if (!options.yes && !session.confirm(plan + ". Go ahead?"))
    return {.report = "idea merge", .blocks = {Text{"nothing was changed"}}, .answer = false};
  {
    Writing writing = session.write("idea merge");
    Pair pair = read_pair(options, session.store());
    pair.duplicate.merged_into = pair.into.uid;
    writing.update(pair.duplicate);
    writing.commit();
  }
  Document document = idea_answer(session, "idea merge", seen.into.uid);
  document.blocks.emplace_back(KeyValues{{value_for_programs("merged_id", seen.duplicate.number),
                                          value_for_programs("merged_name", seen.duplicate.name)}});
  document.blocks.emplace_back(Text{plan});
  document.blocks.emplace_back(
      Text{"either name finds it; `rapport undo` parts them again", Tone::quiet});
  return document;
}

constexpr std::array idea_merge_rows{
    Command{"idea merge", "make one of an idea entered twice",
            prepare<IdeaMergeOptions, declare_idea_merge, run_idea_merge>},
};

}  // namespace

std::span<const Command> idea_merge_commands() { return idea_merge_rows; }

}  // namespace rapport
