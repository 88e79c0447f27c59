#include <fmt/format.h>

#include <array>

#include "command/interactions.hpp"
#include "command/knowledge/ideas.hpp"
#include "command/names.hpp"
#include "command/resolve.hpp"
#include "command/words.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"

// `rapport idea add`, `vote` and `edit`: what customers ask for, and who does.
namespace rapport {
namespace {

struct IdeaAddOptions {
  std::vector<std::string> name, themes, customers;
  std::optional<std::string> from;
};

void declare_idea_add(Args& args, IdeaAddOptions& options) {
  args.word(options.name, "NAME", "what is asked for, in a few words")
      .option(options.themes, "--theme", "NAME", "a theme that it serves; repeatable",
              Completes::theme)
      .option(options.customers, "--customer", "NAME", "who asks for it; repeatable",
              Completes::customer)
      .option(options.from, "--from", "ID", "the talk in which they did; else the latest with each",
              Completes::id)
      .example("rapport idea add \"Bulk export\" --theme orders --from 12",
               "everybody in talk #12 asks for it")
      .example("rapport log acme 30m --idea \"Bulk export\"", "the same, while logging the talk");
}

struct IdeaVoteOptions {
  std::string idea, who;
  std::optional<std::string> from;
};

void declare_idea_vote(Args& args, IdeaVoteOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or part of it", Completes::idea)
      .word(options.who, "WHO", "the customer who asks for it", Completes::customer)
      .option(options.from, "--from", "ID",
              "the talk that proves it; else the latest held with them", Completes::id)
      .example("rapport idea vote \"bulk exp\" globex", "Globex wants it too")
      .example("rapport idea vote 3 acme --from 14", "as a colleague told in #14")
      .prose(
          "A customer has one vote for an idea, and each vote has the talk that proves it. Votes "
          "are those of class `customer`; prospects, partners and our own people are shown apart.");
}

struct IdeaEditOptions {
  std::string idea;
  std::optional<std::string> name, state, without;
  std::vector<std::string> themes, unthemes;
};

void declare_idea_edit(Args& args, IdeaEditOptions& options) {
  args.word(options.idea, "IDEA", "its number, its name or part of it", Completes::idea)
      .option(options.name, "--name", "NAME", "another name")
      .option(options.themes, "--theme", "NAME", "a theme more; repeatable", Completes::theme)
      .option(options.unthemes, "--untheme", "NAME", "a theme less; repeatable", Completes::theme)
      .option(options.state, "--state", "STATE", "open or planned: not settled after all",
              Completes::idea_state)
      .option(options.without, "--without", "WHO", "the customer who does not ask for it after all",
              Completes::customer)
      .example("rapport idea edit 3 --name \"Export all orders\" --theme erp")
      .example("rapport idea edit 3 --state open", "it did not ship after all");
}

Document done_already(const char* report) {
  return {.report = report, .blocks = {Text{"done already, under the same --op-id"}}};
}

void check_new_name(Store& store, const std::string& name, const Uid& own) {
  check_name(name);
  check_free(store, {name}, "idea", own);
}

Document run_idea_add(const IdeaAddOptions& options, Session& session) {
  const std::string name = fmt::format("{}", fmt::join(options.name, " "));
  check_name(name);
  const auto themes = read_themes(options.themes);
  Writing writing = session.write("idea add");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return idea_answer(session, "idea add", written_by<Idea>(store, *before, "idea add").uid);
  check_new_name(store, name, {});
  std::vector<std::string> says;
  Idea idea{.name = name, .themes = themes, .opened = session.today()};
  std::set<Uid> askers;
  for (const std::string& who : options.customers) askers.insert(resolve_customer(store, who).uid);
  if (options.from && askers.empty())
    for (const Uid& uid : resolve_interaction(store, *options.from).customers)
      if (const auto customer = store.find<Customer>(uid))
        askers.insert(surviving(store, *customer).uid);
  idea.uid = writing.add(idea, space::team);
  idea = store.find<Idea>(idea.uid).value();
  for (const Uid& uid : askers) {
    const Customer customer = store.find<Customer>(uid).value();
    const auto proof =
        options.from ? std::optional{proof_of(store, *options.from, customer)} : std::nullopt;
    says.push_back(
        cast_text(store, cast_vote(writing, store, idea, customer, proof, session.today())));
  }
  writing.commit();
  Document document = idea_answer(session, "idea add", idea.uid);
  for (const std::string& sentence : says) document.blocks.emplace_back(Text{sentence});
  return document;
}

Document run_idea_vote(const IdeaVoteOptions& options, Session& session) {
  if (!session.has_book()) resolve_idea(session.store(), options.idea);
  Writing writing = session.write("idea vote");
  Store& store = session.store();
  if (writing.repeated()) return done_already("idea vote");
  const Idea idea = resolve_idea(store, options.idea);
  const Customer customer = resolve_customer(store, options.who);
  const auto proof =
      options.from ? std::optional{proof_of(store, *options.from, customer)} : std::nullopt;
  const Cast cast = cast_vote(writing, store, idea, customer, proof, session.today());
  if (cast.before)
    throw Error(ErrorKind::not_found,
                fmt::format("{} on {}", cast_text(store, cast), to_string(cast.before->cast)),
                "a customer has one vote for an idea; nothing was changed");
  writing.commit();
  Document document = idea_answer(session, "idea vote", idea.uid);
  document.blocks.emplace_back(Text{cast_text(store, cast)});
  if (is_settled(idea))
    document.blocks.emplace_back(Text{
        fmt::format("it is {} already: `rapport told` marks that you said so", name_of(idea.state)),
        Tone::warn});
  return document;
}

/// Back to open or planned; the other states are reached by commands of their own.
void edit_state(const IdeaEditOptions& options, Idea& idea) {
  const auto state = word_of<IdeaState>(options.state, "state");
  if (!state) return;
  if (*state != IdeaState::open && *state != IdeaState::planned)
    throw Error(ErrorKind::usage, "--state takes open or planned",
                "`rapport idea ship` and `rapport idea decline` settle an idea");
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

Document run_idea_edit(const IdeaEditOptions& options, Session& session) {
  if (!options.name && !options.state && !options.without && options.themes.empty() &&
      options.unthemes.empty())
    throw Error(ErrorKind::usage, "`idea edit` needs something to change",
                "say --name, --theme, --untheme, --state or --without");
  const auto themes = read_themes(options.themes);
  if (!session.has_book()) resolve_idea(session.store(), options.idea);
  Writing writing = session.write("idea edit");
  Store& store = session.store();
  if (writing.repeated()) return done_already("idea edit");
  Idea idea = resolve_idea(store, options.idea);
  if (options.name) {
    check_new_name(store, *options.name, idea.uid);
    idea.name = *options.name;
  }
  idea.themes.insert(themes.begin(), themes.end());
  for (const std::string& theme : read_themes(options.unthemes))
    if (idea.themes.erase(theme) == 0)
      throw Error(ErrorKind::not_found,
                  fmt::format("#{} {} has no theme '{}'", idea.number, printable(idea.name), theme),
                  idea.themes.empty() ? "it has none at all"
                                      : fmt::format("it has: {}", fmt::join(idea.themes, ", ")));
  edit_state(options, idea);
  if (options.without)
    remove_votes(writing, store, idea, resolve_customer(store, *options.without));
  const bool changed = writing.update(idea) || options.without;
  if (changed) writing.commit();
  Document document = idea_answer(session, "idea edit", idea.uid);
  if (!changed) {
    document.saved.clear();
    document.blocks.emplace_back(Text{"it was like that already", Tone::quiet});
  }
  return document;
}

constexpr std::array idea_rows{
    Command{"idea add", "something that customers ask for",
            prepare<IdeaAddOptions, declare_idea_add, run_idea_add>},
    Command{"idea vote", "one customer more who asks for it",
            prepare<IdeaVoteOptions, declare_idea_vote, run_idea_vote>},
    Command{"idea edit", "change its name, themes or state",
            prepare<IdeaEditOptions, declare_idea_edit, run_idea_edit>},
};

}  // namespace

std::span<const Command> idea_commands() { return idea_rows; }

}  // namespace rapport
