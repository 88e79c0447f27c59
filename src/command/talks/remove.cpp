#include <fmt/format.h>

#include <array>

#include "command/talk.hpp"
#include "rapport/base/error.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct RemoveOptions {
  std::vector<std::string> ids;
};

void declare_remove(Args& args, RemoveOptions& options) {
  args.word(options.ids, "ID", "numbers of talks, as `rapport list` shows them", Completes::id)
      .example("rapport remove 12", "with what was learned, promised and asked for in it")
      .prose("`rapport undo` brings it back; the history keeps it.");
}

std::vector<Vote> votes_proven_by(Store& store, const Interaction& talk) {
  std::vector<Vote> votes = store.all<Vote>();
  std::erase_if(votes, [&](const Vote& vote) { return vote.interaction != talk.uid; });
  return votes;
}

void remove_talk(Writing& writing, Store& store, const Interaction& talk) {
  for (const Learning& learning : store.linked<Learning>(talk.uid))
    writing.remove<Learning>(learning.uid);
  for (const Promise& promise : store.linked<Promise>(talk.uid))
    writing.remove<Promise>(promise.uid);
  for (const Vote& vote : votes_proven_by(store, talk)) writing.remove<Vote>(vote.uid);
  if (store.find<PrivateNote>(talk.uid)) writing.remove<PrivateNote>(talk.uid);
  writing.remove<Interaction>(talk.uid);
}

Document run_remove(const RemoveOptions& options, Session& session) {
  if (options.ids.empty())
    throw Error(ErrorKind::usage, "`remove` needs the number of a talk", "see `rapport list`");
  if (!session.has_book()) resolve_interaction(session.store(), options.ids.front());
  Document document{.report = "remove"};
  Table table{.key = "removed",
              .title = "",
              .columns = {{"id", "#"}, {"uid", "uid"}},
              .rows = {},
              .empty = "",
              .audience = Audience::programs};
  Writing writing = session.write("remove");
  if (writing.repeated())
    return {.report = "remove", .blocks = {Text{"done already, under the same --op-id"}}};
  Store& store = session.store();
  for (const std::string& id : options.ids) {
    const Interaction talk = resolve_interaction(store, id);
    document.blocks.push_back(
        Text{"removed " + talk_line(store, talk, session.today()), Tone::strong});
    if (const auto votes = votes_proven_by(store, talk); !votes.empty())
      document.blocks.push_back(
          Text{fmt::format("and the {} that it proved",
                           votes.size() == 1 ? "vote" : fmt::format("{} votes", votes.size()))});
    table.rows.push_back({{talk.number}, {to_string(talk.uid)}});
    remove_talk(writing, store, talk);
  }
  writing.commit();
  document.blocks.push_back(Text{"`rapport undo` brings it back", Tone::quiet});
  document.blocks.push_back(std::move(table));
  document.saved = "removed";
  return document;
}

constexpr std::array remove_rows{
    Command{"remove", "take a talk out", prepare<RemoveOptions, declare_remove, run_remove>},
};

}  // namespace

std::span<const Command> remove_commands() { return remove_rows; }

}  // namespace rapport
