#include <fmt/format.h>

#include <array>

#include "command/current_pm.hpp"
#include "command/worded.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/report/actions.hpp"

// What was agreed in a 1:1, until it is done.
namespace rapport {
namespace {

struct ActionListOptions {
  bool all = false;
};

struct ActionDoneOptions {
  std::vector<std::string> ids;
};

void declare_action_list(Args& args, ActionListOptions& options) {
  args.flag(options.all, "--all", "include those already done")
      .example("rapport action list", "what was agreed but is not done yet");
}

void declare_action_done(Args& args, ActionDoneOptions& options) {
  args.word(options.ids, "ID", "numbers of actions in `rapport action list`", Completes::action)
      .example("rapport action done 3");
}

Document run_action_list(const ActionListOptions& options, Session& session) {
  Store& store = session.store();
  const auto asked = find_current_pm(session);
  std::vector<ActionLine> lines;
  for (const Action& action : store.all<Action>()) {
    if (!options.all && action.done) continue;
    if (session.globals().pm && asked && action.pm != asked->uid) continue;
    const auto pm = store.find<Pm>(action.pm);
    lines.push_back({action, pm ? pm->name : ""});
  }
  return actions_document(lines, session.today());
}

Action resolve_action(Store& store, const std::string& text) {
  return resolve_worded<Action>(store, text, "action", "see `rapport action list --all`",
                                [](const Action& action) { return !action.done; });
}

Document run_action_done(const ActionDoneOptions& options, Session& session) {
  if (options.ids.empty())
    throw Error(ErrorKind::usage, "`action done` needs the number of an action",
                "see `rapport action list`");
  return write<Action>(
      session, "action done",
      [&](Writing& writing) {
        Outcome outcome;
        for (const std::string& id : options.ids) {
          Action action = resolve_action(session.store(), id);
          if (action.done)
            throw Error(ErrorKind::not_found,
                        fmt::format("action #{} was done on {} already", action.number,
                                    day_text(*action.done, session.today())));
          action.done = session.today();
          writing.update(action);
          outcome.uid = action.uid;
        }
        return outcome;
      },
      [&](const Outcome& outcome) {
        Document document{.report = "action done", .saved = "saved"};
        for (const Action& action : written<Action>(session.store(), outcome))
          document.blocks.emplace_back(
              Text{fmt::format("done: #{} {}", action.number, printable(action.text)), Tone::good});
        return document;
      });
}

constexpr std::array action_rows{
    Command{"action list", "what was agreed in 1:1s",
            prepare_report<ActionListOptions, declare_action_list, run_action_list>},
    Command{"action done", "mark an action as done",
            prepare<ActionDoneOptions, declare_action_done, run_action_done>},
};

}  // namespace

std::span<const Command> action_commands() { return action_rows; }

}  // namespace rapport
