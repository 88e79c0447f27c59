#include <fmt/format.h>

#include <array>

#include "command/editor.hpp"
#include "command/interactions.hpp"
#include "command/knowledge/stories.hpp"
#include "command/names.hpp"
#include "command/numbers.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/domain/learning.hpp"

// `rapport story add`, `edit`, `remove` and `share`: customer stories worth retelling, and where
// they were retold.
namespace rapport {
namespace {

struct TextOptions {
  std::vector<std::string> text;
  std::vector<std::string> customers;
  std::optional<std::string> from;
  bool edit = false;
};

struct StoryAddOptions {
  TextOptions story;
};

struct StoryEditOptions {
  std::string id;
  TextOptions story;
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

void declare_text(Args& args, TextOptions& options) {
  args.word(options.text, "TEXT", "the story; #theme or +theme at its end tags it")
      .option(options.customers, "--customer", "NAME", "whose story it is; repeatable",
              Completes::customer)
      .option(options.from, "--from", "ID", "the talk that it comes from, with its customers",
              Completes::id)
      .flag(options.edit, "-e,--edit", "write it in your editor");
}

void declare_story_add(Args& args, StoryAddOptions& options) {
  declare_text(args, options.story);
  args.example("rapport story add \"They print every order to re-key it #orders\" --from 12",
               "what was told in talk #12")
      .example("rapport story add -e --customer acme");
}

void declare_story_edit(Args& args, StoryEditOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story);
  declare_text(args, options.story);
  args.option(options.remove_customers, "--remove-customer", "NAME", "it is not theirs; repeatable",
              Completes::customer)
      .example("rapport story edit 3 --customer globex", "it is a story of Globex, too")
      .prose("TEXT replaces the story, and tags in it replace its themes; the rest stays.");
}

void declare_story_remove(Args& args, StoryRemoveOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story)
      .example("rapport story remove 3", "with what is known of where it was shared");
}

void declare_story_share(Args& args, StoryShareOptions& options) {
  args.word(options.id, "ID", "the number of the story", Completes::story)
      .word(options.where, "WHERE", "where you told it: all hands, a newsletter, the board")
      .option(options.on, "--on", "DATE", "when, if not today", Completes::date)
      .example("rapport story share 3 all hands")
      .example("rapport story share 3 \"sales kick-off\" --on mon")
      .prose("The metric `stories` of targets counts these.");
}

std::string text_of(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

/// Takes TEXT into the story, by way of the editor where that is asked for.
void take_text(const TextOptions& options, Session& session, Story& story) {
  std::string typed = text_of(options.text);
  if (options.edit) {
    const std::string tags = themes_text(story.themes);
    const std::string before = story.text + (tags.empty() ? "" : "\n" + tags);
    typed =
        edit_text(session, typed.empty() ? before : typed, "write the story behind the command");
  } else if (options.text.empty()) {
    return;
  }
  check_text(typed, "story");
  const TaggedText tagged = parse_tagged(typed);
  if (tagged.text.empty())
    throw Error(ErrorKind::usage, "a story needs words, not only tags",
                "write it as 'They print every order to re-key it #orders'");
  story.text = tagged.text;
  if (!tagged.themes.empty()) story.themes = {tagged.themes.begin(), tagged.themes.end()};
}

void take_origin(const TextOptions& options, Store& store, Story& story) {
  for (const std::string& name : options.customers)
    story.customers.insert(resolve_customer(store, name).uid);
  if (!options.from) return;
  const Interaction talk = resolve_interaction(store, *options.from);
  story.interaction = talk.uid;
  story.customers.insert(talk.customers.begin(), talk.customers.end());
}

/// "#3 They print every order … · Acme Robotics · #orders".
std::string line_of(Store& store, const Story& story) {
  constexpr std::size_t widest = 60;
  std::string line =
      fmt::format("#{} {}", story.number, shorten(printable(split(story.text, '\n')[0]), widest));
  const auto customers = customer_names(store, story.customers);
  if (!customers.empty()) line += " · " + printable(fmt::format("{}", fmt::join(customers, ", ")));
  if (!story.themes.empty()) line += " · " + printable(themes_text(story.themes));
  return line;
}

Document answer(Session& session, const char* report, const Uid& uid) {
  Store& store = session.store();
  const Story story = store.find<Story>(uid).value();
  Document document{.report = report, .saved = fmt::format("saved as story #{}", story.number)};
  document.blocks.push_back(KeyValues{
      {value_for_programs("id", story.number), value_for_programs("uid", to_string(story.uid)),
       value_for_programs("text", story.text), value_for_programs("themes", value_of(story.themes)),
       value_for_programs("customers", customer_names(store, story.customers)),
       value_for_programs("told", story.told)}});
  document.blocks.push_back(Text{line_of(store, story), Tone::strong});
  return document;
}

Document run_story_add(const StoryAddOptions& options, Session& session) {
  Story story{.told = session.today()};
  if (options.story.text.empty() && !options.story.edit)
    throw Error(ErrorKind::usage, "a story needs its text",
                "write it behind `rapport story add`, or say --edit");
  if (!session.has_book()) take_origin(options.story, session.store(), story);
  take_text(options.story, session, story);

  Writing writing = session.write("story add");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return answer(session, "story add", written_by<Story>(store, *before, "story add").uid);
  take_origin(options.story, store, story);
  std::vector<std::string> says;
  const Pm host = host_of(session, writing, session.today(), says);
  story.pm = host.uid;
  const Uid uid = writing.add(story, space::of(host));
  writing.commit();
  Document document = answer(session, "story add", uid);
  for (const std::string& sentence : says) document.blocks.emplace_back(Text{sentence});
  return document;
}

Document run_story_edit(const StoryEditOptions& options, Session& session) {
  const TextOptions& typed = options.story;
  if (typed.text.empty() && typed.customers.empty() && !typed.from && !typed.edit &&
      options.remove_customers.empty())
    throw Error(ErrorKind::usage, "`story edit` needs something to change",
                "give TEXT, --edit, --from, --customer or --remove-customer");
  Story story = resolve_story(session.store(), options.id);
  const std::string before_text = story.text;
  take_text(typed, session, story);

  Writing writing = session.write("story edit");
  Store& store = session.store();
  if (typed.edit && resolve_story(store, options.id).text != before_text)
    throw Error(ErrorKind::not_found,
                fmt::format("story #{} was changed while you wrote", story.number),
                fmt::format("look at it with `rapport story show {}`", story.number));
  if (const auto& before = writing.repeated())
    return answer(session, "story edit", written_by<Story>(store, *before, "story edit").uid);
  take_origin(typed, store, story);
  for (const std::string& name : options.remove_customers)
    story.customers.erase(resolve_customer(store, name).uid);
  if (!writing.update(story)) {
    Document document = answer(session, "story edit", story.uid);
    document.saved.clear();
    document.blocks.emplace_back(Text{"it was like that already", Tone::quiet});
    return document;
  }
  writing.commit();
  return answer(session, "story edit", story.uid);
}

Document run_story_remove(const StoryRemoveOptions& options, Session& session) {
  if (session.repeated())
    return {.report = "story remove", .blocks = {Text{"done already, under the same --op-id"}}};
  if (!session.has_book()) resolve_story(session.store(), options.id);
  Writing writing = session.write("story remove");
  Store& store = session.store();
  const Story story = resolve_story(store, options.id);
  const std::string line = line_of(store, story);
  const auto shares = store.linked<Share>(story.uid);
  writing.remove<Story>(story.uid);
  for (const Share& share : shares) writing.remove<Share>(share.uid);
  writing.commit();
  return {.report = "story remove",
          .blocks = {KeyValues{{value_for_programs("id", story.number),
                                value_for_programs("uid", to_string(story.uid))}},
                     Text{"removed " + line, Tone::strong},
                     Text{"`rapport undo` brings it back", Tone::quiet}},
          .saved = "removed"};
}

Document share_answer(Session& session, const Share& share) {
  Store& store = session.store();
  const Story story = store.find<Story>(share.story).value();
  const auto times = static_cast<std::int64_t>(store.linked<Share>(story.uid).size());
  Document document{.report = "story share", .saved = fmt::format("saved as #{}", share.number)};
  document.blocks.push_back(KeyValues{
      {value_for_programs("id", story.number), value_for_programs("uid", to_string(share.uid)),
       value_for_programs("on", share.on), value_for_programs("where", value_of(share.where)),
       value_for_programs("shares", times)}});
  document.blocks.push_back(Text{line_of(store, story), Tone::strong});
  document.blocks.push_back(
      Text{fmt::format("shared {}{}: {} so far", day_text(share.on, session.today()),
                       share.where.empty() ? "" : ", " + printable(share.where),
                       times == 1 ? "once" : fmt::format("{} times", times))});
  return document;
}

Document run_story_share(const StoryShareOptions& options, Session& session) {
  Share share{.on = session.today(), .where = std::string(trim(text_of(options.where)))};
  if (options.on) share.on = parse_date(*options.on, session.now(), Leaning::past);
  refuse_future({.date = share.on}, session.now(), "say so once you have told it");
  if (!share.where.empty()) check_label(share.where, "place");
  if (!session.has_book()) resolve_story(session.store(), options.id);

  Writing writing = session.write("story share");
  Store& store = session.store();
  if (const auto& before = writing.repeated())
    return share_answer(session, written_by<Share>(store, *before, "story share"));
  share.story = resolve_story(store, options.id).uid;
  const Pm pm = session.pm();
  share.pm = pm.uid;
  const Uid uid = writing.add(share, space::of(pm));
  writing.commit();
  return share_answer(session, store.find<Share>(uid).value());
}

constexpr std::array story_rows{
    Command{"story add", "keep a customer story worth retelling",
            prepare<StoryAddOptions, declare_story_add, run_story_add>},
    Command{"story share", "say where and when you told a story",
            prepare<StoryShareOptions, declare_story_share, run_story_share>},
    Command{"story edit", "change a story",
            prepare<StoryEditOptions, declare_story_edit, run_story_edit>},
    Command{"story remove", "take a story out",
            prepare<StoryRemoveOptions, declare_story_remove, run_story_remove>},
};

}  // namespace

std::span<const Command> story_commands() { return story_rows; }

}  // namespace rapport
