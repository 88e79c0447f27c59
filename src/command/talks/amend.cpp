#include <fmt/format.h>

#include <array>

#include "command/resolve.hpp"
#include "command/talk.hpp"
#include "command/talks/new_talk.hpp"
#include "command/talks/talk_draft.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"

namespace rapport {
namespace {

struct AmendOptions {
  std::string id;
  TalkOptions talk;
  std::optional<std::string> who;
  std::vector<std::string> without;
  bool is_public = false;
};

void declare_amend(Args& args, AmendOptions& options) {
  args.word(options.id, "ID", "the number of the talk, as `rapport list` shows it", Completes::id);
  declare_talk_options(args, options.talk);
  args.option(options.who, "--who", "WHO", "the customers or people it was with, instead",
              Completes::who)
      .option(options.without, "--without", "PM", "this PM was not there; repeatable",
              Completes::pm)
      .flag(options.is_public, "--public", "note and mood are no longer private")
      .example("rapport amend 12 45m", "it took 45 minutes")
      .example("rapport amend 12 yest 14:00 visit: they print the screen",
               "when and how it was, and one thing more that was learned")
      .prose(
          "What is not named stays as it is. --note, --edit and --mood replace; --learned and "
          "--promise add. The talk is marked as edited, unless it is still planned, and the "
          "history "
          "keeps what it was.");
}

void apply_parties(TalkDraft& draft, const AmendOptions& options, Store& store) {
  for (const std::string& name : options.talk.with)
    draft.talk.hosts.insert(resolve_pm(store, name).uid);
  for (const std::string& name : options.without)
    draft.talk.hosts.erase(resolve_pm(store, name).uid);
  if (draft.talk.hosts.empty())
    throw Error(ErrorKind::usage, "a talk needs a PM who was there", "add one with --with");
  if (!options.who) return;
  const Who who = resolve_who(store, *options.who, NearMiss::stop);
  if (draft.talk.loop == Loop::self)
    throw Error(ErrorKind::usage, "nobody else was there: it was your own use of the product",
                "leave --who out");
  if (draft.talk.loop == Loop::customer)
    refuse_colleagues(store, who);
  else
    check_colleagues(who, *options.who, draft.talk);
  if (!who.unknown.empty())
    throw Error(ErrorKind::not_found,
                fmt::format("there is no customer '{}'", printable(who.unknown.front())),
                "add it first: `rapport customer add NAME`");
  draft.talk.customers.clear();
  draft.talk.people.clear();
  for (const Customer& customer : who.customers) draft.talk.customers.insert(customer.uid);
  for (const Person& person : who.people)
    if (!person.uid.is_nil()) draft.talk.people.insert(person.uid);
}

Document answer(Session& session, const Uid& uid, bool changed) {
  Store& store = session.store();
  const Interaction talk = store.find<Interaction>(uid).value();
  Document document{.report = "amend"};
  if (changed) document.saved = fmt::format("saved as #{}", talk.number);
  document.blocks.push_back(KeyValues{{{"id", "", {talk.number}, Audience::programs},
                                       {"uid", "", {to_string(uid)}, Audience::programs},
                                       {"start", "", {talk.start}, Audience::programs},
                                       {"minutes", "", {talk.length}, Audience::programs},
                                       {"changed", "", {changed}, Audience::programs}}});
  document.blocks.push_back(Text{talk_line(store, talk, session.today()), Tone::strong});
  if (!changed) document.blocks.push_back(Text{"it was like that already", Tone::quiet});
  const auto host = store.find<Pm>(*talk.hosts.begin());
  if (changed && host)
    for (Block& block : standing_of(session, *host, talk.loop))
      document.blocks.push_back(std::move(block));
  return document;
}

Document run_amend(const AmendOptions& options, Session& session) {
  const TalkChange change = read_change(options.id, options.talk, session);
  Writing writing = session.write("amend");
  Store& store = session.store();
  TalkDraft draft = draft_of(store, options.id);
  if (writing.repeated()) return answer(session, draft.talk.uid, false);
  apply(change, options.talk, session, draft);
  apply_parties(draft, options, store);
  if (options.is_public) draft.talk.is_private = draft.notes.mood_apart = false;
  const bool changed = write_draft(change, options.talk, session, writing, draft);
  if (changed) writing.commit();
  return answer(session, draft.talk.uid, changed);
}

constexpr std::array amend_rows{
    Command{"amend", "correct or complete a talk", prepare<AmendOptions, declare_amend, run_amend>},
};

}  // namespace

std::span<const Command> amend_commands() { return amend_rows; }

}  // namespace rapport
