#include <fmt/format.h>

#include <array>

#include "command/current_pm.hpp"
#include "command/editor.hpp"
#include "command/interactions.hpp"
#include "command/knowledge/stories.hpp"
#include "command/names.hpp"
#include "command/numbers.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/learning.hpp"

// `rapport story add`, `edit`, `remove` and `share`: customer stories worth retelling, and where
// they were retold.
namespace rapport {
namespace {

struct StoryTextOptions {
  std::vector<std::string> text;
  std::vector<std::string> customers;
  std::optional<std::string> from;
  bool edit = false;
};

struct StoryAddOptions {
  StoryTextOptions story;
};

struct StoryEditOptions {
  std::string id;
  StoryTextOptions story;
  std::vector<std::string> remove_customers;
};

struct StoryRemoveOptions {
  std::string id;
};

struct StoryShareOptions {
  std::string id;
  std::vector<std::string> where;
  std::optional<std::string> on;
};

void declare_story_text(Args& args, StoryTextOptions& options) {
  args.word(options.text, "TEXT", "the story; #theme or +theme at the end tags it")
      .option(options.customers, "--customer", "NAME", "whose story it is; repeatable",
              Completes::customer)
      .option(options.from, "--from", "ID", "the talk it comes from, with its customers",
              Completes::id)
      .flag(options.edit, "-e,--edit", "write it in your editor");
}

void declare_story_add(Args& args, StoryAddOptions& options) {
  declare_story_text(args, options.story);
  args.example("rapport story add \"They print every order to re-key it #orders\" --from 12",
               "what was told in talk #12")
      .example("rapport story add -e --customer acme");
}

void declare_story_edit(Args& args, StoryEditOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story);
  declare_story_text(args, options.story);
  args.option(options.remove_customers, "--remove-customer", "NAME", "it is not theirs; repeatable",
              Completes::customer)
      .example("rapport story edit 3 --customer globex", "it is a story of Globex, too")
      .prose("TEXT replaces the story, and tags in it replace its themes; the rest stays.");
}

void declare_story_remove(Args& args, StoryRemoveOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story)
      .example("rapport story remove 3", "with the places where it was shared");
}

void declare_story_share(Args& args, StoryShareOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story)
      .word(options.where, "WHERE", "where you told it: all hands, a newsletter, the board")
      .option(options.on, "--on", "DATE", "when, if not today", Completes::date)
      .example("rapport story share 3 all hands")
      .example("rapport story share 3 \"sales kick-off\" --on mon")
      .prose("The metric `stories` of targets counts these.");
}

/// What TEXT, or the editor where that is asked for, makes of the text and themes of `before`.
std::optional<TaggedText> read_story(const StoryTextOptions& options, Session& session,
                                     const Story& before) {
  std::string typed = joined(options.text, " ");
  if (options.edit) {
    const std::string tags = themes_text(before.themes);
    const std::string text = before.text + (tags.empty() ? "" : "\n" + tags);
    typed = edit_text(session, typed.empty() ? text : typed, "write the story after the command");
  } else if (options.text.empty()) {
    return std::nullopt;
  }
  check_text(typed, "story");
  TaggedText tagged = parse_tagged(typed);
  if (tagged.text.empty())
    throw Error(ErrorKind::usage, "a story needs words, not only tags",
                "write it as 'They print every order to re-key it #orders'");
  return tagged;
}

void apply_text(const std::optional<TaggedText>& tagged, Story& story) {
  if (!tagged) return;
  story.text = tagged->text;
  if (!tagged->themes.empty()) story.themes = {tagged->themes.begin(), tagged->themes.end()};
}

void apply_origin(const StoryTextOptions& options, Store& store, Story& story) {
  for (const std::string& name : options.customers)
    story.customers.insert(resolve_customer(store, name).uid);
  if (!options.from) return;
  const Interaction talk = resolve_interaction(store, *options.from);
  if (talk.customers.empty() && story.customers.empty())
    throw Error(ErrorKind::usage,
                fmt::format("talk #{} was with no customer: whose story is it?", talk.number),
                "say so with --customer NAME");
  story.interaction = talk.uid;
  story.customers.insert(talk.customers.begin(), talk.customers.end());
}

Document story_answer(Session& session, const char* report, const Outcome& outcome) {
  Document document =
      story_saved(report, load_story(session, session.store().find<Story>(outcome.uid).value()));
  add_notes(document, outcome);
  return document;
}

Document run_story_add(const StoryAddOptions& options, Session& session) {
  if (options.story.text.empty() && !options.story.edit)
    throw Error(ErrorKind::usage, "a story needs its text",
                "write it after `rapport story add`, or say --edit");
  const auto tagged = read_story(options.story, session, {});
  return write<Story>(
      session, "story add",
      [&](Writing& writing) -> Outcome {
        Story story{.told = session.today()};
        apply_text(tagged, story);
        apply_origin(options.story, session.store(), story);
        std::vector<std::string> notes;
        const Pm host = host_of(session, writing, session.today(), notes);
        story.pm = host.uid;
        return {writing.add(story), notes};
      },
      [&](const Outcome& outcome) { return story_answer(session, "story add", outcome); });
}

Document run_story_edit(const StoryEditOptions& options, Session& session) {
  const StoryTextOptions& typed = options.story;
  if (typed.text.empty() && typed.customers.empty() && !typed.from && !typed.edit &&
      options.remove_customers.empty())
    throw Error(ErrorKind::usage, "`story edit` needs something to change",
                "give TEXT, --edit, --from, --customer or --remove-customer");
  const Story before = resolve_story(session.store(), options.id);
  const auto tagged = read_story(typed, session, before);
  return write<Story>(
      session, "story edit",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        Story story = resolve_story(store, options.id);
        if (typed.edit && story.text != before.text)
          throw Error(ErrorKind::not_found,
                      fmt::format("story #{} was changed while you wrote", story.number),
                      fmt::format("look at it with `rapport story show {}`", story.number));
        apply_text(tagged, story);
        apply_origin(typed, store, story);
        for (const std::string& name : options.remove_customers)
          story.customers.erase(resolve_customer(store, name).uid);
        writing.update(story);
        return {story.uid, {}};
      },
      [&](const Outcome& outcome) { return story_answer(session, "story edit", outcome); });
}

Document run_story_remove(const StoryRemoveOptions& options, Session& session) {
  return write<Story>(
      session, "story remove",
      [&](Writing& writing) -> Outcome {
        Store& store = session.store();
        const Story story = resolve_story(store, options.id);
        const auto shares = store.linked<Share>(story.uid);
        writing.remove<Story>(story.uid);
        for (const Share& share : shares) writing.remove<Share>(share.uid);
        return {story.uid, {}};
      },
      [&](const Outcome& outcome) {
        return story_removed(load_story(session, session.store().last_known<Story>(outcome.uid)));
      });
}

Document run_story_share(const StoryShareOptions& options, Session& session) {
  Share share{.on = session.today(), .where = std::string(trim(joined(options.where, " ")))};
  if (options.on) share.on = parse_date(*options.on, session.now(), Leaning::past);
  refuse_future({.date = share.on}, session.now(), "say so once you have told it");
  if (!share.where.empty()) check_label(share.where, "place");
  return write<Share>(
      session, "story share",
      [&](Writing& writing) -> Outcome {
        share.story = resolve_story(session.store(), options.id).uid;
        const Pm pm = current_pm(session);
        share.pm = pm.uid;
        return {writing.add(share), {}};
      },
      [&](const Outcome& outcome) {
        Store& store = session.store();
        const Share saved = store.find<Share>(outcome.uid).value();
        return story_shared(load_story(session, store.find<Story>(saved.story).value()), saved,
                            session.today());
      });
}

constexpr std::array story_rows{
    Command{"story add", "keep a customer story worth retelling",
            prepare<StoryAddOptions, declare_story_add, run_story_add>},
    Command{"story share", "say where and when you told a story",
            prepare<StoryShareOptions, declare_story_share, run_story_share>},
    Command{"story edit", "change a story",
            prepare<StoryEditOptions, declare_story_edit, run_story_edit>},
    Command{"story remove", "remove a story",
            prepare<StoryRemoveOptions, declare_story_remove, run_story_remove>},
};

}  // namespace

std::span<const Command> story_commands() { return story_rows; }

}  // namespace rapport
