#include <fmt/format.h>

#include <array>

#include "command/knowledge/ideas.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"

// `rapport idea plan`, `ship` and `decline`: what becomes of an idea, and who waits to hear it.
namespace rapport {
namespace {

struct IdeaPlanOptions {
  std::string idea;
};

struct IdeaShipOptions {
  std::string idea;
  std::optional<std::string> on;
};

struct IdeaDeclineOptions {
  std::string idea;
  std::optional<std::string> why, on;
};

void declare_idea_plan(Args& args, IdeaPlanOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or part of it", Completes::idea)
      .example("rapport idea plan 3", "it is on the roadmap");
}

void declare_idea_ship(Args& args, IdeaShipOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or part of it", Completes::idea)
      .option(options.on, "--on", "DATE", "when customers got it; else today", Completes::date)
      .example("rapport idea ship \"bulk export\"", "and whom to tell")
      .prose(
          "Lists exactly the customers who asked for it, and the colleagues who brought it. "
          "`rapport told` marks who was told.");
}

void declare_idea_decline(Args& args, IdeaDeclineOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or part of it", Completes::idea)
      .option(options.why, "--why", "TEXT", "the reason that you give to those who asked")
      .option(options.on, "--on", "DATE", "when it was decided; else today", Completes::date)
      .example("rapport idea decline 4 --why \"two customers; does not fit the strategy\"");
}

Date read_day(const std::optional<std::string>& typed, Session& session) {
  if (!typed) return session.today();
  const Date day = parse_date(*typed, session.now(), Leaning::past);
  if (day > session.today())
    throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(day)),
                "say it once it is done; `rapport idea plan` is for what is to come");
  return day;
}

/// Writes the idea as `change` leaves it. Throws Error(not_found) where it is in that state.
template <typename Change>
Document settle(Session& session, const char* verb, const std::string& typed, IdeaState state,
                const Change& change) {
  if (!session.has_book()) resolve_idea(session.store(), typed);
  Idea idea;
  {
    Writing writing = session.write(verb);
    if (writing.repeated())
      return {.report = verb, .blocks = {Text{"done already, under the same --op-id"}}};
    idea = resolve_idea(session.store(), typed);
    if (idea.state == state)
      throw Error(
          ErrorKind::not_found,
          fmt::format("#{} {} is {} already{}", idea.number, printable(idea.name), name_of(state),
                      idea.settled ? ", since " + to_string(*idea.settled) : ""),
          fmt::format("`rapport idea edit {} --state open` takes that back", idea.number));
    idea.state = state;
    change(idea);
    writing.update(idea);
    writing.commit();
  }
  Document document = idea_answer(session, verb, idea.uid);
  if (!is_settled(idea)) return document;
  const IdeaReport ideas = load_ideas_report(session);
  for (Block& block : to_tell_of(*find_line(ideas, idea.uid)))
    document.blocks.push_back(std::move(block));
  return document;
}

Document run_idea_plan(const IdeaPlanOptions& options, Session& session) {
  return settle(session, "idea plan", options.idea, IdeaState::planned, [](Idea& idea) {
    idea.settled.reset();
    idea.why.clear();
  });
}

Document run_idea_ship(const IdeaShipOptions& options, Session& session) {
  const Date day = read_day(options.on, session);
  return settle(session, "idea ship", options.idea, IdeaState::shipped, [&](Idea& idea) {
    idea.settled = day;
    idea.why.clear();
  });
}

Document run_idea_decline(const IdeaDeclineOptions& options, Session& session) {
  if (!options.why || trim(*options.why).empty())
    throw Error(ErrorKind::usage, "those who asked will want to know why",
                "say --why \"the reason that you give them\"");
  check_text(*options.why, "reason");
  const Date day = read_day(options.on, session);
  return settle(session, "idea decline", options.idea, IdeaState::declined, [&](Idea& idea) {
    idea.settled = day;
    idea.why = *options.why;
  });
}

constexpr std::array idea_settle_rows{
    Command{"idea plan", "put it on the roadmap",
            prepare<IdeaPlanOptions, declare_idea_plan, run_idea_plan>},
    Command{"idea ship", "customers have it: whom to tell",
            prepare<IdeaShipOptions, declare_idea_ship, run_idea_ship>},
    Command{"idea decline", "it will not be built: whom to tell",
            prepare<IdeaDeclineOptions, declare_idea_decline, run_idea_decline>},
};

}  // namespace

std::span<const Command> idea_settle_commands() { return idea_settle_rows; }

}  // namespace rapport
