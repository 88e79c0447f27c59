#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "command/current_pm.hpp"
#include "command/customers/customers.hpp"
#include "command/interactions.hpp"
#include "command/knowledge/stories.hpp"
#include "command/numbers.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/digest.hpp"

// `rapport story list`, `show` and `digest`.
namespace rapport {
namespace {

struct StoryListOptions {
  StoryFilter filter;
};

struct StoryShowOptions {
  std::string id;
};

struct StoryDigestOptions {
  std::optional<std::string> since;
  bool redact = false, all = false;
};

void declare_story_list(Args& args, StoryListOptions& options) {
  args.flag(options.filter.untold, "--untold", "only those not shared yet")
      .flag(options.filter.all, "-a,--all", "of every PM, not just yours")
      .example("rapport story list --untold", "stories not shared yet");
}

void declare_story_show(Args& args, StoryShowOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story)
      .example("rapport story show 3", "the whole story, and where it was shared");
}

void declare_story_digest(Args& args, StoryDigestOptions& options) {
  args.option(options.since, "--since", "DATE", "stories kept from this day", Completes::date)
      .flag(options.redact, "--redact", "without the name of any customer or person")
      .flag(options.all, "-a,--all", "of every PM, not just yours")
      .example("rapport story digest --since 2026-11-01 --md", "a page to send around")
      .example("rapport story digest --redact --html -o stories.html",
               "for people outside, without names")
      .prose(
          "--redact replaces every name, alias, address and domain in the book with `customer A` "
          "or `somebody at customer A`, whatever the case, accents or suffix. Read it through all "
          "the same: somebody who knows the customer may know the story.");
}

Document run_story_list(const StoryListOptions& options, Session& session) {
  return story_list(load_stories(session, options.filter.all), options.filter);
}

Document run_story_show(const StoryShowOptions& options, Session& session) {
  return story_page(load_story(session, resolve_story(session.store(), options.id)));
}

/// What each customer of the stories is called instead, in the order in which they come.
std::map<Uid, std::string> neutral_names(Store& store, const std::vector<StoryLine>& lines) {
  std::map<Uid, std::string> names;
  for (const StoryLine& line : lines)
    for (const Uid& uid : line.story.customers)
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

DigestStory digest_story(const StoryLine& line, Date today) {
  DigestStory story{.number = line.story.number,
                    .told = line.story.told,
                    .pm = line.pm,
                    .text = line.story.text,
                    .themes = {line.story.themes.begin(), line.story.themes.end()},
                    .customers = line.customers};
  for (const auto& [share, pm] : line.shares)
    story.shared.push_back((share.where.empty() ? "" : share.where + ", ") +
                           day_text(share.on, today));
  return story;
}

Document run_story_digest(const StoryDigestOptions& options, Session& session) {
  Digest digest{.today = session.today()};
  if (options.since) digest.since = parse_day_or_week(*options.since, session.now(), Leaning::past);
  std::vector<StoryLine> lines = load_stories(session, options.all);
  std::erase_if(lines, [&](const StoryLine& line) {
    return digest.since && line.story.told < *digest.since;
  });
  for (const StoryLine& line : lines) digest.stories.push_back(digest_story(line, session.today()));
  if (!options.redact) return document_of(digest);
  Store& store = session.store();
  return document_of(redacted(digest, Redaction(secret_names(store, neutral_names(store, lines)))));
}

constexpr std::array story_list_rows{
    Command{"story list", "your stories, and whether they were told",
            prepare_report<StoryListOptions, declare_story_list, run_story_list>},
    Command{"story show", "one story, and where it was shared",
            prepare_report<StoryShowOptions, declare_story_show, run_story_show>},
    Command{"story digest", "a page of stories to send around",
            prepare_report<StoryDigestOptions, declare_story_digest, run_story_digest>},
};

}  // namespace

Story resolve_story(Store& store, const std::string& text) {
  return resolve_numbered<Story>(store, text, "story", "see `rapport story list --all`");
}

StoryLine load_story(Session& session, Story story) {
  Store& store = session.store();
  const auto pm_name = [&](const Uid& uid) {
    const auto pm = store.find<Pm>(uid);
    return pm ? pm->name : "";
  };
  StoryLine line{.pm = pm_name(story.pm), .customers = customer_names(store, story.customers)};
  for (Share& share : store.linked<Share>(story.uid)) {
    std::string pm = pm_name(share.pm);
    line.shares.push_back({std::move(share), std::move(pm)});
  }
  std::stable_sort(line.shares.begin(), line.shares.end(),
                   [](const ShareLine& a, const ShareLine& b) { return a.share.on < b.share.on; });
  const auto talk = story.interaction ? store.find<Interaction>(*story.interaction) : std::nullopt;
  if (talk) {
    line.talk = talk->number;
    line.talk_text = interaction_text(store, *talk, session.today());
  }
  line.story = std::move(story);
  return line;
}

std::vector<StoryLine> load_stories(Session& session, bool all) {
  std::optional<Uid> pm;
  if (!all || session.globals().pm) pm = current_pm_or_new(session).uid;
  std::vector<StoryLine> lines;
  for (Story& story : session.store().all<Story>())
    if (!pm || story.pm == *pm) lines.push_back(load_story(session, std::move(story)));
  std::stable_sort(lines.begin(), lines.end(), [](const StoryLine& a, const StoryLine& b) {
    return a.story.told < b.story.told;
  });
  return lines;
}

std::span<const Command> story_list_commands() { return story_list_rows; }

}  // namespace rapport
