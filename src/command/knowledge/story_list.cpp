#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "command/customers/people.hpp"
#include "command/knowledge/stories.hpp"
#include "command/numbers.hpp"
#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/digest.hpp"

// `rapport story list`, `show` and `digest`.
namespace rapport {
namespace {

struct StoryListOptions {
  bool untold = false, all = false;
};

struct StoryShowOptions {
  std::string id;
};

struct StoryDigestOptions {
  std::optional<std::string> since;
  bool redact = false, all = false;
};

void declare_story_list(Args& args, StoryListOptions& options) {
  args.flag(options.untold, "--untold", "only those that were shared nowhere yet")
      .flag(options.all, "-a,--all", "of every PM, not just yours")
      .example("rapport story list --untold", "what waits to be told");
}

void declare_story_show(Args& args, StoryShowOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story)
      .example("rapport story show 3", "the whole story, and where it was shared");
}

void declare_story_digest(Args& args, StoryDigestOptions& options) {
  args.option(options.since, "--since", "DATE", "stories kept from that day on", Completes::date)
      .flag(options.redact, "--redact", "without the name of any customer or person")
      .flag(options.all, "-a,--all", "of every PM, not just yours")
      .example("rapport story digest --since 2026-11-01 --md", "a page to send round")
      .example("rapport story digest --redact --html -o stories.html",
               "for people outside, without names")
      .prose(
          "--redact puts `customer A` and `somebody at customer A` in the place of every name, "
          "alias, address and domain in the book, whatever its case, accents and suffix. Read it "
          "once all the same: who knows the customer may know the story.");
}

std::string pm_name(Store& store, const Uid& uid) {
  const auto pm = store.find<Pm>(uid);
  return pm ? pm->name : "";
}

std::vector<std::string> shared_texts(Store& store, const Story& story, Date today) {
  std::vector<std::string> texts;
  for (const Share& share : shares_of(store, story))
    texts.push_back((share.where.empty() ? "" : share.where + ", ") + day_text(share.on, today));
  return texts;
}

Document run_story_list(const StoryListOptions& options, Session& session) {
  Store& store = session.store();
  Table table{.key = "stories",
              .columns = {{"id", "#"},
                          {"uid", "", Audience::programs},
                          {"told", "Kept"},
                          {"text", "Story"},
                          {"customers", "Customers"},
                          {"themes", "Themes"},
                          {"pm", "PM", options.all ? Audience::everyone : Audience::programs},
                          {"shares", "Shared"},
                          {"last_shared", "Last"}},
              .empty = options.untold ? "Nothing waits to be told."
                                      : "No story yet. For example: rapport story add \"They print "
                                        "every order\" --from 12"};
  for (const Story& story : stories_of(session, options.all)) {
    const auto shares = shares_of(store, story);
    if (options.untold && !shares.empty()) continue;
    table.rows.push_back({{story.number},
                          {to_string(story.uid)},
                          {story.told},
                          {story.text},
                          {customer_names(store, story.customers)},
                          {value_of(story.themes)},
                          {pm_name(store, story.pm)},
                          {static_cast<std::int64_t>(shares.size())},
                          {shares.empty() ? Value{} : Value{shares.back().on}}});
  }
  return {.report = "story list", .title = "Customer stories", .blocks = {std::move(table)}};
}

Document run_story_show(const StoryShowOptions& options, Session& session) {
  Store& store = session.store();
  const Story story = resolve_story(store, options.id);
  Document document{.report = "story show", .main_table = "shares"};
  document.blocks.emplace_back(Heading{fmt::format("Story #{}", story.number)});
  for (const std::string_view line : split(story.text, '\n'))
    document.blocks.emplace_back(Text{std::string(line)});
  const auto talk = story.interaction ? store.find<Interaction>(*story.interaction) : std::nullopt;
  KeyValues facts{{value_for_programs("id", story.number),
                   value_for_programs("uid", to_string(story.uid)),
                   value_for_programs("text", story.text),
                   {"customers", "Customers", {customer_names(store, story.customers)}},
                   {"themes", "Themes", {value_of(story.themes)}},
                   {"pm", "PM", {pm_name(store, story.pm)}},
                   {"told", "Kept", {story.told}},
                   value_for_programs("interaction", talk ? Value{talk->number} : Value{})}};
  if (talk)
    facts.values.push_back(
        {"from", "From", {talk_line(store, *talk, session.today())}, Audience::people});
  document.blocks.emplace_back(std::move(facts));
  Table table{.key = "shares",
              .title = "Shared",
              .columns = {{"on", "When"}, {"where", "Where"}, {"pm", "By"}},
              .empty = "Not shared yet."};
  for (const Share& share : shares_of(store, story))
    table.rows.push_back({{share.on}, {value_of(share.where)}, {pm_name(store, share.pm)}});
  document.blocks.emplace_back(std::move(table));
  return document;
}

/// What each customer of the stories is called instead, in the order in which they come.
std::map<Uid, std::string> neutral_names(Store& store, const std::vector<Story>& stories) {
  std::map<Uid, std::string> names;
  for (const Story& story : stories)
    for (const Uid& uid : story.customers)
      if (const auto customer = store.find<Customer>(uid))
        names.emplace(surviving(store, *customer).uid, neutral_name(names.size()));
  return names;
}

/// Every name in the book by which a customer or a person could be known.
std::vector<SecretName> secret_names(Store& store, const std::map<Uid, std::string>& neutral) {
  std::vector<SecretName> secrets;
  const auto instead = [&](const Customer& customer) {
    const auto known = neutral.find(surviving(store, customer).uid);
    return known == neutral.end() ? std::string("a customer") : known->second;
  };
  for (const Customer& customer : store.all_with_duplicates<Customer>()) {
    const std::string whose = instead(customer);
    secrets.push_back({customer.name, SecretName::Of::customer, whose});
    for (const std::set<std::string>& more : {customer.aliases, customer.domains})
      for (const std::string& name : more)
        secrets.push_back({name, SecretName::Of::customer, whose});
  }
  for (const Person& person : store.all_with_duplicates<Person>()) {
    const auto employer = employer_of(store, person);
    const std::string whose = employer ? instead(*employer) : "";
    secrets.push_back({person.name, SecretName::Of::person, whose});
    for (const std::set<std::string>& more : {person.aliases, person.emails})
      for (const std::string& name : more) secrets.push_back({name, SecretName::Of::person, whose});
  }
  return secrets;
}

Document run_story_digest(const StoryDigestOptions& options, Session& session) {
  Store& store = session.store();
  Digest digest{.today = session.today()};
  if (options.since) digest.since = parse_day_or_week(*options.since, session.now(), Leaning::past);
  std::vector<Story> stories = stories_of(session, options.all);
  std::erase_if(stories,
                [&](const Story& story) { return digest.since && story.told < *digest.since; });
  for (const Story& story : stories)
    digest.stories.push_back({.number = story.number,
                              .told = story.told,
                              .pm = pm_name(store, story.pm),
                              .text = story.text,
                              .themes = {story.themes.begin(), story.themes.end()},
                              .customers = customer_names(store, story.customers),
                              .shared = shared_texts(store, story, session.today())});
  if (!options.redact) return document_of(digest);
  return document_of(
      redacted(digest, Redaction(secret_names(store, neutral_names(store, stories)))));
}

constexpr std::array story_list_rows{
    Command{"story list", "your stories, and whether they were told",
            prepare_report<StoryListOptions, declare_story_list, run_story_list>},
    Command{"story show", "one story, and where it was shared",
            prepare_report<StoryShowOptions, declare_story_show, run_story_show>},
    Command{"story digest", "a page of stories to send round",
            prepare_report<StoryDigestOptions, declare_story_digest, run_story_digest>},
};

}  // namespace

Story resolve_story(Store& store, const std::string& text) {
  const std::int64_t number = parse_number(text, "story");
  if (auto found = store.find_number<Story>(number)) return *found;
  throw Error(ErrorKind::not_found, fmt::format("there is no story #{}", number),
              "see `rapport story list --all`");
}

std::vector<Share> shares_of(Store& store, const Story& story) {
  std::vector<Share> shares = store.linked<Share>(story.uid);
  std::stable_sort(shares.begin(), shares.end(),
                   [](const Share& a, const Share& b) { return a.on < b.on; });
  return shares;
}

std::vector<Story> stories_of(Session& session, bool all) {
  std::vector<Story> stories = session.store().all<Story>();
  if (!all || session.globals().pm) {
    const Uid pm = session.pm_or_new().uid;
    std::erase_if(stories, [&](const Story& story) { return story.pm != pm; });
  }
  std::stable_sort(stories.begin(), stories.end(),
                   [](const Story& a, const Story& b) { return a.told < b.told; });
  return stories;
}

std::string themes_text(const std::set<std::string>& themes) {
  return themes.empty() ? "" : fmt::format("#{}", fmt::join(themes, " #"));
}

std::span<const Command> story_list_commands() { return story_list_rows; }

}  // namespace rapport
