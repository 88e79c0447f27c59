#include <fmt/format.h>

#include <array>
#include <functional>

#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "command/talks/new_talk.hpp"
#include "command/talks/talk_draft.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

// `rapport held`, `cancel` and `no-show`: what became of a plan.
namespace rapport {
namespace {

struct HeldOptions {
  std::string id;
  TalkOptions talk;
};

struct CancelOptions {
  std::string id;
  std::optional<std::string> by;
};

struct NoShowOptions {
  std::string id;
};

void declare_held(Args& args, HeldOptions& options) {
  args.word(options.id, "ID", "the number of the plan, as `rapport list` shows it",
            Completes::plan_id);
  declare_talk_options(args, options.talk);
  args.example("rapport held 12", "it took place as planned, and counts from now on")
      .example("rapport held 12 45m: they print every order", "shorter, and what was learned")
      .prose(
          "What is not said stays as it was planned. A plan that is confirmed after its week was "
          "over counts, and is marked as late; it is not marked as edited.");
}

void declare_cancel(Args& args, CancelOptions& options) {
  args.word(options.id, "ID", "the number of the plan, as `rapport list` shows it",
            Completes::plan_id)
      .option(options.by, "--by", "SIDE", "who called it off: me or them", Completes::side)
      .example("rapport cancel 12 --by them", "the customer called it off");
}

void declare_no_show(Args& args, NoShowOptions& options) {
  args.word(options.id, "ID", "the number of the plan, as `rapport list` shows it",
            Completes::plan_id)
      .example("rapport no-show 12", "nobody came");
}

/// What was logged as held was never a plan: there is nothing to confirm or to call off.
void check_was_planned(const Interaction& talk) {
  if (talk.status != Status::held || talk.confirmed) return;
  throw Error(ErrorKind::not_found,
              fmt::format("#{} was logged as held: it is no plan", talk.number),
              fmt::format("`rapport amend {0}` corrects it, `rapport remove {0}` takes it out",
                          talk.number));
}

Document answer(Session& session, const std::string& report, const Uid& uid, bool changed) {
  Store& store = session.store();
  SavedTalk saved{
      .talk = store.find<Interaction>(uid).value(), .host = {}, .created = {}, .says = {}};
  saved.host = store.find<Pm>(*saved.talk.hosts.begin()).value_or(Pm{});
  if (!changed) saved.says.emplace_back("it was like that already");
  Document document = talk_answer(session, report, saved);
  if (!changed) document.saved.clear();
  return document;
}

/// Writes what `change` makes of the plan; answers it, also when it was like that already.
Document settle(Session& session, const std::string& verb, const std::string& id,
                const std::function<bool(Writing&, TalkDraft&)>& change) {
  if (!session.has_book()) resolve_interaction(session.store(), id);
  Writing writing = session.write(verb);
  TalkDraft draft = draft_of(session.store(), id);
  if (writing.repeated()) return answer(session, verb, draft.talk.uid, false);
  check_was_planned(draft.talk);
  const bool changed = change(writing, draft);
  if (changed) writing.commit();
  return answer(session, verb, draft.talk.uid, changed);
}

Document run_held(const HeldOptions& options, Session& session) {
  TalkChange typed = read_change(options.id, options.talk, session, Leaning::past);
  return settle(session, "held", options.id, [&](Writing& writing, TalkDraft& draft) {
    draft.talk.status = Status::held;
    draft.talk.cancelled_by.reset();
    apply(typed, options.talk, session, draft);
    check_start(draft.talk.start, session.now(),
                fmt::format("say so once it is over, or move it: `rapport amend {} WHEN`",
                            draft.talk.number));
    for (const std::string& name : options.talk.with)
      draft.talk.hosts.insert(resolve_pm(session.store(), name).uid);
    return write_draft(typed, options.talk, session, writing, draft);
  });
}

Document run_cancel(const CancelOptions& options, Session& session) {
  const auto side = word_of<Side>(options.by, "side");
  if (!side)
    throw Error(ErrorKind::usage, "who called it off?",
                fmt::format("write `rapport cancel {} --by me` or `--by them`", options.id));
  return settle(session, "cancel", options.id, [&](Writing& writing, TalkDraft& draft) {
    draft.talk.status = Status::cancelled;
    draft.talk.cancelled_by = side;
    return writing.update(draft.talk);
  });
}

Document run_no_show(const NoShowOptions& options, Session& session) {
  return settle(session, "no-show", options.id, [&](Writing& writing, TalkDraft& draft) {
    check_start(
        draft.talk.start, session.now(),
        fmt::format("`rapport cancel {} --by me` or `--by them` calls it off", draft.talk.number));
    draft.talk.status = Status::no_show;
    draft.talk.cancelled_by.reset();
    return writing.update(draft.talk);
  });
}

constexpr std::array settle_rows{
    Command{"held", "a plan took place: from now on it counts",
            prepare<HeldOptions, declare_held, run_held>},
    Command{"cancel", "a plan was called off, by me or by them",
            prepare<CancelOptions, declare_cancel, run_cancel>},
    Command{"no-show", "a plan to which nobody came",
            prepare<NoShowOptions, declare_no_show, run_no_show>},
};

}  // namespace

std::span<const Command> settle_commands() { return settle_rows; }

}  // namespace rapport
