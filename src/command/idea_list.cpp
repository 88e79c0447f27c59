#include <array>

#include "rapport/command/command.hpp"
#include "rapport/command/ideas.hpp"
#include "rapport/command/numbers.hpp"
#include "rapport/command/resolve.hpp"
#include "rapport/command/words.hpp"

// `rapport idea list`, `due` and `show`.
namespace rapport {
namespace {

constexpr int usual_count = 10;
constexpr int most_count = 1000;

struct ListOptions {
  std::optional<std::string> state;
  bool all = false;
};

struct DueOptions {
  std::optional<std::string> count;
};

struct ShowOptions {
  std::string idea;
};

void declare_list(Args& args, ListOptions& options) {
  args.option(options.state, "--state", "STATE", "open, planned, shipped or declined",
              Completes::idea_state)
      .flag(options.all, "-a,--all", "whatever the state; else those open and planned")
      .example("rapport idea list", "what customers ask for, most votes first")
      .example("rapport idea list --state shipped --csv")
      .prose(
          "An idea picks up steam when three customers or more asked for it in the last six "
          "weeks.");
}

Document run_list(const ListOptions& options, Session& session) {
  std::vector<IdeaState> states{IdeaState::open, IdeaState::planned};
  if (options.all) states.clear();
  if (const auto state = word_of<IdeaState>(options.state, "state")) states = {*state};
  return list_of(load_ideas_report(session), states);
}

void declare_due(Args& args, DueOptions& options) {
  args.option(options.count, "-n,--count", "N", "how many at most (10)")
      .example("rapport idea due", "whom to tell first, then what is wanted most and longest")
      .prose(
          "Ideas that shipped or were declined, and of which somebody still waits to hear, come "
          "first; then those open and planned, by votes and by how long ago the first customer "
          "asked.");
}

Document run_due(const DueOptions& options, Session& session) {
  const int count = options.count ? parse_count(*options.count, "ideas", most_count) : usual_count;
  return due_of(load_ideas_report(session), static_cast<std::size_t>(count));
}

void declare_show(Args& args, ShowOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or part of it", Completes::idea)
      .example("rapport idea show \"bulk exp\"", "who asks for it, since when, and in which talk");
}

Document run_show(const ShowOptions& options, Session& session) {
  const Idea idea = resolve_idea(session.store(), options.idea);
  Document document = idea_answer(session, "idea show", idea.uid);
  document.saved.clear();
  document.blocks.pop_back();  // the line is the heading of the page
  const IdeaReport ideas = load_ideas_report(session);
  for (Block& block : page_of(*find_line(ideas, idea.uid)))
    document.blocks.push_back(std::move(block));
  document.main_table = "askers";
  return document;
}

constexpr std::array commands{
    Command{"idea list", "what customers ask for, most votes first",
            prepare_report<ListOptions, declare_list, run_list>},
    Command{"idea due", "whom to tell, and what is wanted most",
            prepare_report<DueOptions, declare_due, run_due>},
    Command{"idea show", "one idea: who asks for it, in which talk",
            prepare_report<ShowOptions, declare_show, run_show>},
};

}  // namespace

std::span<const Command> idea_list_commands() { return commands; }

}  // namespace rapport
