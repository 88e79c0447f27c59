#include <array>

#include "command/knowledge/ideas.hpp"
#include "command/resolve.hpp"
#include "command/window.hpp"
#include "command/words.hpp"
#include "rapport/command/command.hpp"

// `rapport idea list`, `due` and `show`.
namespace rapport {
namespace {

constexpr std::size_t usual_ideas = 10;

struct IdeaListOptions {
  std::optional<std::string> state;
  bool all = false;
};

struct IdeaDueOptions {
  WindowOptions window;
};

struct IdeaShowOptions {
  std::string idea;
};

void declare_idea_list(Args& args, IdeaListOptions& options) {
  args.option(options.state, "--state", "STATE", "open, planned, shipped or declined",
              Completes::idea_state)
      .flag(options.all, "-a,--all", "in any state; by default open and planned")
      .example("rapport idea list", "what customers ask for, most votes first")
      .example("rapport idea list --state shipped --csv")
      .prose(
          "An idea is picking up steam when three or more customers asked for it in the last six "
          "weeks.");
}

Document run_idea_list(const IdeaListOptions& options, Session& session) {
  std::vector<IdeaState> states{IdeaState::open, IdeaState::planned};
  if (options.all) states.clear();
  if (const auto state = word_of<IdeaState>(options.state, "state")) states = {*state};
  return idea_list(load_ideas_report(session), states);
}

void declare_idea_due(Args& args, IdeaDueOptions& options) {
  declare_window(args, options.window, "-n,--count", "ideas", usual_ideas);
  args.example("rapport idea due", "whom to tell, then what is wanted most and for longest")
      .prose(
          "Ideas that shipped or were declined come first as long as somebody still has to be "
          "told; then those open and planned, by votes and by how long ago the first customer "
          "asked.");
}

Document run_idea_due(const IdeaDueOptions& options, Session& session) {
  return ideas_due(load_ideas_report(session), window_size(options.window, "ideas", usual_ideas));
}

void declare_idea_show(Args& args, IdeaShowOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or part of it", Completes::idea)
      .example("rapport idea show \"bulk exp\"", "who asks for it, since when, and in which talk");
}

Document run_idea_show(const IdeaShowOptions& options, Session& session) {
  const Idea idea = resolve_idea(session.store(), options.idea, Need::any_part);
  return idea_page(*find_line(load_ideas_report(session), idea.uid));
}

constexpr std::array idea_list_rows{
    Command{"idea list", "what customers ask for, most votes first",
            prepare_report<IdeaListOptions, declare_idea_list, run_idea_list>},
    Command{"idea due", "whom to tell, and what is wanted most",
            prepare_report<IdeaDueOptions, declare_idea_due, run_idea_due>},
    Command{"idea show", "one idea: who asks for it, in which talk",
            prepare_report<IdeaShowOptions, declare_idea_show, run_idea_show>},
};

}  // namespace

std::span<const Command> idea_list_commands() { return idea_list_rows; }

}  // namespace rapport
