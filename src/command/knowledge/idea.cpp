#include <fmt/format.h>

#include <array>

#include "command/followups/closing.hpp"
#include "command/interactions.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/words.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/interactions.hpp"
#include "rapport/store/codec.hpp"

// `rapport idea add`, `vote`, `edit`, `plan`, `ship` and `decline`: what customers ask for, who
// does, and what becomes of it.
namespace rapport {
namespace {

struct IdeaAddOptions {
  std::vector<std::string> name, themes, customers;
  std::optional<std::string> from;
};

void declare_idea_add(Args& args, IdeaAddOptions& options) {
  args.word(options.name, "NAME", "what they ask for, in a few words")
      .option(options.themes, "--theme", "NAME", "a theme that it serves; repeatable",
              Completes::theme)
      .option(options.customers, "--customer", "NAME", "who asks for it; repeatable",
              Completes::customer)
      .option(options.from, "--from", "ID",
              "the talk where they did; by default the latest with each", Completes::id)
      .no_option("--for --who", "say who asks for it with --customer NAME")
      .example("rapport idea add \"Bulk export\" --theme orders --from 12",
               "everybody in talk #12 asks for it")
      .example("rapport log acme 30m --idea \"Bulk export\"", "the same, while logging the talk");
}

struct IdeaVoteOptions {
  std::string idea, who;
  std::optional<std::string> from;
};

void declare_idea_vote(Args& args, IdeaVoteOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or the beginning of a word in it",
            Completes::idea)
      .word(options.who, "WHO", "the customer who asks for it", Completes::customer)
      .option(options.from, "--from", "ID",
              "the talk that proves it; by default the latest with them", Completes::id)
      .example("rapport idea vote \"bulk exp\" globex", "Globex wants it too")
      .example("rapport idea vote 3 acme --from 14", "as a colleague said in #14")
      .prose(
          "Each customer has one vote per idea, backed by the talk that proves it. Only class "
          "`customer` votes; prospects, partners and our own people are shown separately.");
}

struct IdeaEditOptions {
  std::string idea;
  std::optional<std::string> name, state, without;
  std::vector<std::string> themes, unthemes;
};

void declare_idea_edit(Args& args, IdeaEditOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or the beginning of a word in it",
            Completes::idea)
      .option(options.name, "--name", "NAME", "another name")
      .option(options.themes, "--theme", "NAME", "add a theme; repeatable", Completes::theme)
      .option(options.unthemes, "--untheme", "NAME", "remove a theme; repeatable", Completes::theme)
      .option(options.state, "--state", "STATE",
              "open or planned: not shipped or declined after all", Completes::idea_state)
      .option(options.without, "--without", "WHO", "a customer who does not ask for it after all",
              Completes::customer)
      .example("rapport idea edit 3 --name \"Export all orders\" --theme erp")
      .example("rapport idea edit 3 --state open", "it did not ship after all");
}

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
  args.word(options.idea, "IDEA", "its number, its name or the beginning of a word in it",
            Completes::idea)
      .example("rapport idea plan 3", "it is on the roadmap");
}

void declare_idea_ship(Args& args, IdeaShipOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or the beginning of a word in it",
            Completes::idea)
      .option(options.on, "--on", "DATE", "when customers got it; by default today",
              Completes::date)
      .example("rapport idea ship \"bulk export\"", "and whom to tell")
      .prose(
          "Lists the customers who asked for it, and the colleagues who brought it up. `rapport "
          "told` marks who has been told.");
}

void declare_idea_decline(Args& args, IdeaDeclineOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or the beginning of a word in it",
            Completes::idea)
      .option(options.why, "--why", "TEXT", "the reason you give to those who asked")
      .option(options.on, "--on", "DATE", "when it was decided; by default today", Completes::date)
      .example("rapport idea decline 4 --why \"two customers; does not fit the strategy\"");
}

void check_new_name(Store& store, const std::string& name, const Uid& own) {
  check_name(name);
  check_free(store, {name}, "idea", own);
}

/// Who asks for a new idea: those named, else all who were in the talk that is named.
std::set<Uid> askers_of(const IdeaAddOptions& options, Store& store) {
  std::set<Uid> askers;
  for (const std::string& who : options.customers) askers.insert(resolve_customer(store, who).uid);
  if (options.from && askers.empty())
    for (const Uid& uid : resolve_interaction(store, *options.from).customers)
      if (const auto customer = store.find<Customer>(uid))
        askers.insert(surviving(store, *customer).uid);
  return askers;
}

Document run_idea_add(const IdeaAddOptions& options, Session& session) {
  const std::string name = joined(options.name, " ");
  if (name.empty())
    throw Error(ErrorKind::usage, "an idea needs a name: what do they ask for?",
                "for example: rapport idea add \"Bulk export\" --customer acme");
  check_name(name);
  const auto themes = read_themes(options.themes);
  return write<Idea>(
      session, "idea add",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        check_new_name(store, name, {});
        const std::set<Uid> askers = askers_of(options, store);
        const Idea idea{
            .uid = writing.add(Idea{.name = name, .themes = themes, .opened = session.today()})};
        for (const Uid& uid : askers) {
          const Customer customer = store.find<Customer>(uid).value();
          cast_vote(writing, store, idea, customer, resolve_proof(store, options.from, customer),
                    session.today());
        }
        return {idea.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = idea_answer(session, "idea add", outcome.uid);
        for (const Vote& vote : written<Vote>(session.store(), outcome))
          document.blocks.emplace_back(Text{vote_text(session.store(), {vote})});
        return document;
      });
}

/// The answer of a command that cast the vote `uid`.
Document vote_answer(Session& session, const char* report, const Uid& uid) {
  Store& store = session.store();
  const Vote vote = store.find<Vote>(uid).value();
  const Idea idea = surviving(store, store.find<Idea>(vote.idea).value());
  Document document = idea_answer(session, report, idea.uid);
  document.blocks.emplace_back(Text{vote_text(store, {vote})});
  if (is_settled(idea) && !is_late_vote(idea, vote))
    document.blocks.emplace_back(
        Text{fmt::format("`rapport told {}` once you have told them",
                         shell_word(joined(customer_names(store, {vote.customer}))))});
  return document;
}

Document run_idea_vote(const IdeaVoteOptions& options, Session& session) {
  return write<Vote>(
      session, "idea vote",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        const Idea idea = resolve_idea(store, options.idea);
        const Customer customer = resolve_customer(store, options.who);
        const auto proof = resolve_proof(store, options.from, customer);
        const CastVote cast = cast_vote(writing, store, idea, customer, proof, session.today());
        if (!cast.is_new)
          throw Error(
              ErrorKind::not_found,
              fmt::format("{}; asked on {}", vote_text(store, cast), to_string(cast.vote.cast)),
              "a customer has one vote for an idea; nothing was changed");
        return {cast.vote.uid, {}};
      },
      vote_answer);
}

/// Back to open or planned; the other states are reached by commands of their own.
void edit_state(const IdeaEditOptions& options, Idea& idea) {
  const auto state = word_of<IdeaState>(options.state, "state");
  if (!state) return;
  if (*state != IdeaState::open && *state != IdeaState::planned)
    throw Error(ErrorKind::usage, "--state takes open or planned",
                "`rapport idea ship` and `rapport idea decline` close an idea");
  idea.state = *state;
  idea.settled.reset();
  idea.why.clear();
}

/// Takes away the vote that counts, and those that it hides.
void remove_votes(Writing& writing, Store& store, const Idea& idea, const Customer& customer) {
  bool found = false;
  for (const Vote& vote : store.all<Vote>()) {
    const auto of = store.find<Idea>(vote.idea);
    const auto by = store.find<Customer>(vote.customer);
    if (!of || !by || surviving(store, *of).uid != idea.uid ||
        surviving(store, *by).uid != customer.uid)
      continue;
    writing.remove<Vote>(vote.uid);
    found = true;
  }
  if (!found)
    throw Error(ErrorKind::not_found,
                fmt::format("{} does not ask for #{} {}", printable(customer.name), idea.number,
                            printable(idea.name)),
                fmt::format("see `rapport idea show {}`", idea.number));
}

void edit_themes(const IdeaEditOptions& options, Idea& idea) {
  idea.themes.merge(read_themes(options.themes));
  for (const std::string& theme : read_themes(options.unthemes))
    if (idea.themes.erase(theme) == 0)
      throw Error(ErrorKind::not_found,
                  fmt::format("#{} {} has no theme '{}'", idea.number, printable(idea.name), theme),
                  idea.themes.empty() ? "it has no themes" : "it has: " + joined(idea.themes));
}

/// The idea that a command wrote, or of which it removed a vote.
Uid edited_idea(Store& store, const Outcome& outcome) {
  if (!outcome.uid.is_nil()) return outcome.uid;
  for (const Touched& touched : store.touched_by(outcome.cmd)) {
    if (touched.ent == EntityTraits<Idea>::name) return touched.uid;
    if (touched.ent != EntityTraits<Vote>::name) continue;
    if (const auto idea = store.find<Idea>(decode<Vote>(touched.before).idea))
      return surviving(store, *idea).uid;
  }
  return {};
}

Document run_idea_edit(const IdeaEditOptions& options, Session& session) {
  if (!options.name && !options.state && !options.without && options.themes.empty() &&
      options.unthemes.empty())
    throw Error(ErrorKind::usage, "`idea edit` needs something to change",
                "say --name, --theme, --untheme, --state or --without");
  read_themes(options.themes);
  return write(
      session, "idea edit",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        Idea idea = resolve_idea(store, options.idea);
        if (options.name) {
          check_new_name(store, *options.name, idea.uid);
          idea.name = *options.name;
        }
        edit_themes(options, idea);
        edit_state(options, idea);
        if (options.without)
          remove_votes(writing, store, idea, resolve_customer(store, *options.without));
        writing.update(idea);
        return {idea.uid, {}};
      },
      [&](const Outcome& outcome) {
        return idea_answer(session, "idea edit", edited_idea(session.store(), outcome));
      });
}

Date read_day_settled(const std::optional<std::string>& typed, Session& session) {
  if (!typed) return session.today();
  const Date day = parse_date(*typed, session.now(), Leaning::past);
  if (day > session.today())
    throw Error(ErrorKind::usage, fmt::format("{} is still to come", to_string(day)),
                "say it once it is done; `rapport idea plan` is for what is to come");
  return day;
}

/// Writes that the idea is `state` since `day`. Throws Error(not_found) where it is in that state.
Document write_idea_state(Session& session, const char* verb, const std::string& typed,
                          IdeaState state, std::optional<Date> day, const std::string& why = {}) {
  return write<Idea>(
      session, verb,
      [&](Writing& writing) -> Outcome {
        Idea idea = resolve_idea(session.store(), typed);
        if (idea.state == state)
          throw Error(
              ErrorKind::not_found,
              fmt::format("#{} {} is already {}{}", idea.number, printable(idea.name),
                          name_of(state),
                          idea.settled ? ", since " + to_string(*idea.settled) : ""),
              fmt::format("`rapport idea edit {} --state open` takes that back", idea.number));
        idea.state = state;
        idea.settled = day;
        idea.why = why;
        writing.update(idea);
        return {idea.uid, {}};
      },
      [&](const Outcome& outcome) {
        Document document = idea_answer(session, verb, outcome.uid);
        const IdeaReport ideas = load_ideas_report(session);
        const IdeaLine& line = *find_line(ideas, outcome.uid);
        if (is_settled(line.idea)) add_customers_to_tell(document, line);
        return document;
      });
}

Document run_idea_plan(const IdeaPlanOptions& options, Session& session) {
  return write_idea_state(session, "idea plan", options.idea, IdeaState::planned, {});
}

Document run_idea_ship(const IdeaShipOptions& options, Session& session) {
  const Date day = read_day_settled(options.on, session);
  return write_idea_state(session, "idea ship", options.idea, IdeaState::shipped, day);
}

Document run_idea_decline(const IdeaDeclineOptions& options, Session& session) {
  if (!options.why || trim(*options.why).empty())
    throw Error(ErrorKind::usage, "those who asked will want to know why",
                "say --why \"the reason you give them\"");
  check_text(*options.why, "reason");
  const Date day = read_day_settled(options.on, session);
  return write_idea_state(session, "idea decline", options.idea, IdeaState::declined, day,
                          *options.why);
}

struct IdeaToldOptions {
  std::string idea;
  std::optional<std::string> who, on;
  bool all = false;
};

void declare_idea_told(Args& args, IdeaToldOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or the beginning of a word in it",
            Completes::idea)
      .word(options.who, "WHO", "the customer who was told", Completes::customer)
      .flag(options.all, "--all", "everybody who asked for it was told")
      .option(options.on, "--on", "DATE", "when; by default today", Completes::date)
      .example("rapport idea told \"bulk export\" acme")
      .example("rapport idea told 3 --all", "in the release notes");
}

Document run_idea_told(const IdeaToldOptions& options, Session& session) {
  const Idea idea = resolve_idea(session.store(), options.idea);
  if (!is_settled(idea))
    throw Error(
        ErrorKind::not_found,
        fmt::format("#{} {} is {}: there is nothing to tell yet", idea.number, printable(idea.name),
                    name_of(idea.state)),
        fmt::format("say `rapport idea ship {0}` or `rapport idea decline {0}`", idea.number));
  if (options.who.has_value() == options.all)
    throw Error(ErrorKind::usage, "who was told?", "name a customer, or say --all");
  return close_loops(session, "idea told", options.on,
                     options.who ? "nothing to tell them: already told, or they did not ask before"
                                 : "everybody who asked has already been told",
                     loops_about(LoopKind::idea, idea.uid, options.who));
}

constexpr std::array idea_rows{
    Command{"idea add", "add something that customers ask for",
            prepare<IdeaAddOptions, declare_idea_add, run_idea_add>},
    Command{"idea vote", "add a customer who asks for it",
            prepare<IdeaVoteOptions, declare_idea_vote, run_idea_vote>},
    Command{"idea edit", "change its name, themes or state",
            prepare<IdeaEditOptions, declare_idea_edit, run_idea_edit>},
    Command{"idea plan", "put it on the roadmap",
            prepare<IdeaPlanOptions, declare_idea_plan, run_idea_plan>},
    Command{"idea ship", "it has shipped: whom to tell",
            prepare<IdeaShipOptions, declare_idea_ship, run_idea_ship>},
    Command{"idea decline", "it will not be built: whom to tell",
            prepare<IdeaDeclineOptions, declare_idea_decline, run_idea_decline>},
    Command{"idea told", "mark who has been told the outcome",
            prepare<IdeaToldOptions, declare_idea_told, run_idea_told>},
};

}  // namespace

std::span<const Command> idea_commands() { return idea_rows; }

}  // namespace rapport
