#include <fmt/format.h>

#include <array>

#include "command/interactions.hpp"
#include "command/talks/recording.hpp"
#include "command/talks/several.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"

// `rapport held`, `cancel` and `no-show`: what became of a plan.
namespace rapport {
namespace {

struct HeldOptions {
  std::string id;
  InteractionOptions talk;
};

struct CancelOptions {
  std::string id;
  std::optional<std::string> by;
};

struct NoShowOptions {
  std::string id;
};

void declare_held(Args& args, HeldOptions& options) {
  args.word(options.id, "ID", "the number of the plan in `rapport list`", Completes::plan_id);
  declare_interaction_options(args, options.talk);
  args.example("rapport held 12", "it took place as planned, and counts from now on")
      .example("rapport held 12 45m: they print every order", "shorter, and what was learned")
      .prose(
          "Whatever you do not mention stays as planned. A plan confirmed after its week is over "
          "still counts, marked as late but not as edited.");
}

void declare_cancel(Args& args, CancelOptions& options) {
  args.word(options.id, "ID", "the number of the plan in `rapport list`", Completes::plan_id)
      .option(options.by, "--by", "SIDE", "who called it off: me or them", Completes::side)
      .example("rapport cancel 12 --by them", "the customer called it off")
      .example("rapport cancel 12,13 --by me");
}

void declare_no_show(Args& args, NoShowOptions& options) {
  args.word(options.id, "ID", "the number of the plan in `rapport list`", Completes::plan_id)
      .example("rapport no-show 12", "nobody came");
}

/// Makes `change` to the plan with that number. Throws Error(not_found) for what was logged as
/// held: it was never a plan, and there is nothing to confirm or to call off.
Document revise_plan(Session& session, const char* verb, const std::string& id,
                     const DraftChange& change) {
  const auto revised = [&](InteractionDraft& draft) {
    const Interaction& plan = draft.interaction;
    if (plan.status == Status::held && !plan.confirmed)
      throw Error(ErrorKind::not_found,
                  fmt::format("#{} was logged as held: it is not a plan", plan.number),
                  fmt::format("`rapport amend {0}` corrects it, `rapport remove {0}` takes it out",
                              plan.number));
    change(draft);
  };
  return revise(session, verb, id, revised,
                [&](const Outcome& outcome) { return interaction_answer(session, verb, outcome); });
}

/// As `revise_plan` for each of "4,5", all of which are there.
Document revise_plans(Session& session, const char* verb, const std::string& ids,
                      const std::function<DraftChange(const std::string& id)>& change_of) {
  const auto numbers = numbers_in(ids);
  std::vector<std::string> found;  // "last" is another one as soon as one was changed
  for (const std::string& id : numbers)
    found.push_back(std::to_string(resolve_interaction(session.store(), id).number));
  if (found.empty()) throw Error(ErrorKind::usage, "a number is missing", "see `rapport list`");
  return several(session, found.size(), [&](std::size_t i) {
    return revise_plan(session, verb, found[i], change_of(found[i]));
  });
}

DraftChange held_change(const std::string& id, const HeldOptions& options, Session& session) {
  const DraftChange change = read_change(id, options.talk, session, Leaning::past);
  return [=, &session](InteractionDraft& draft) {
    Interaction& plan = draft.interaction;
    plan.status = Status::held;
    plan.cancelled_by.reset();
    change(draft);
    refuse_unfinished(
        plan, session.now(),
        fmt::format("say so once it is over, or move it: `rapport amend {} WHEN`", plan.number));
  };
}

Document run_held(const HeldOptions& options, Session& session) {
  return revise_plans(session, "held", options.id,
                      [&](const std::string& id) { return held_change(id, options, session); });
}

Document run_cancel(const CancelOptions& options, Session& session) {
  const auto side = word_of<Side>(options.by, "side");
  if (!side)
    throw Error(ErrorKind::usage, "who called it off?",
                fmt::format("write `rapport cancel {} --by me` or `--by them`", options.id));
  return revise_plans(session, "cancel", options.id, [&](const std::string&) {
    return [&](InteractionDraft& draft) {
      draft.interaction.status = Status::cancelled;
      draft.interaction.cancelled_by = side;
    };
  });
}

Document run_no_show(const NoShowOptions& options, Session& session) {
  const auto change = [&](InteractionDraft& draft) {
    Interaction& plan = draft.interaction;
    refuse_future(
        plan.start, session.now(),
        fmt::format("`rapport cancel {} --by me` or `--by them` calls it off", plan.number));
    plan.status = Status::no_show;
    plan.cancelled_by.reset();
  };
  return revise_plans(session, "no-show", options.id, [&](const std::string&) { return change; });
}

constexpr std::array held_rows{
    Command{"held", "a planned talk took place: now it counts",
            prepare<HeldOptions, declare_held, run_held>},
    Command{"cancel", "a planned talk was called off, by me or by them",
            prepare<CancelOptions, declare_cancel, run_cancel>},
    Command{"no-show", "nobody came to a planned talk",
            prepare<NoShowOptions, declare_no_show, run_no_show>},
};

}  // namespace

std::span<const Command> held_commands() { return held_rows; }

}  // namespace rapport
