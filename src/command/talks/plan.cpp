#include <fmt/format.h>

#include <array>

#include "command/asking.hpp"
#include "command/talks/participants.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/report/interactions.hpp"

// `rapport plan`: a talk to come. It counts once `held` says that it took place.
namespace rapport {
namespace {

constexpr Minutes usual_length{60};

struct PlanOptions {
  std::string who;
  InteractionOptions talk;
  NewCustomerOptions customer;
};

void declare_plan(Args& args, PlanOptions& options) {
  args.word(
          options.who, "WHO",
          "customer or person: a name, the beginning of a word in it, an alias or e-mail; several "
          "with commas",
          Completes::who)
      .word(options.talk.words, "WHEN",
            "when it will be, and how long, how and why: fri 14:00 45m visit", Completes::plan_word)
      .option(options.talk.at, "--at", "WHEN", "the same as WHEN: \"2026-11-27 14:00\"",
              Completes::future_date);
  declare_note_options(args, options.talk);
  declare_host_options(args, options.talk);
  declare_kind_options(args, options.talk);
  declare_new_customer_options(args, options.customer);
  args.example("rapport plan acme fri 14:00 visit", "an hour, this coming Friday")
      .example("rapport plan jane tomorrow 10:00 45m video -m \"ask about the exports\"")
      .prose(
          "A plan is an hour long unless you say otherwise, and does not count until `rapport "
          "held` says that it took place. Once its time is over, `rapport` and `rapport week` ask "
          "about it. `rapport cancel` and `rapport no-show` end it otherwise; `rapport amend` "
          "moves it.");
}

/// What is over was held or was not: there is nothing to plan.
void refuse_past(const Interaction& interaction, const std::string& who, const Moment& now) {
  const bool is_today = interaction.start.date == now.date && !interaction.start.minute;
  if (is_today || !earlier(interaction.start, now)) return;
  throw Error(ErrorKind::usage, fmt::format("{} is over", to_string(interaction.start)),
              "log a talk that is over: " + command_hint("log", who, typed_words(interaction)));
}

Moment ask_for_start(Session& session, const std::string& who) {
  std::optional<Moment> start;
  if (session.can_ask())
    start = ask_until(session, "When will it be?", [&](const std::string& typed) {
      return parse_when(typed, session.now(), Leaning::future);
    });
  if (start) return session.in_zone(*start);
  throw Error(ErrorKind::usage, "when will it be?",
              "say it after the name: " + command_hint("plan", who, "fri 14:00"));
}

InteractionDraft read_plan(const PlanOptions& options, Session& session) {
  const LogLine line = read_line(options.talk, session, Leaning::future);
  if (line.learned)
    throw Error(ErrorKind::usage, "nothing is learned from a talk that is still to come",
                "--note is for what to ask; `rapport held ID: …` for what was learned");
  InteractionDraft draft{.interaction = {.status = Status::planned}};
  apply(draft, line, options.talk, session);
  Interaction& interaction = draft.interaction;
  if (!line.length && is_live(interaction.kind)) interaction.length = usual_length;
  if (!line.when) interaction.start = ask_for_start(session, options.who);
  refuse_past(interaction, options.who, session.now());
  edit_note(draft, options.talk, session);
  return draft;
}

Document run_plan(const PlanOptions& given, Session& session) {
  PlanOptions options = given;
  options.talk.name = options.who;
  options.talk.may_learn = false;
  take_whole_name(session, options.who, options.talk.words);
  options.talk = with_input(std::move(options.talk), session);
  return record(session, "plan", read_plan(options, session), [&](Recording& recording) {
    add_customers(recording, options.who, options.customer);
    save(recording);
  });
}

constexpr std::array plan_rows{
    Command{"plan", "plan a talk that is still to come",
            prepare<PlanOptions, declare_plan, run_plan>},
};

}  // namespace

std::span<const Command> plan_commands() { return plan_rows; }

}  // namespace rapport
