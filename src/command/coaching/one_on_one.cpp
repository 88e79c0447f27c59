#include "rapport/report/one_on_one.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/followups/loops.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/text.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"

// `rapport 1on1`: the page that a coach and a PM look at together, and what they agree on.
namespace rapport {
namespace {

constexpr Days looked_at{364};        // for the signals: what is usual takes a while to know
constexpr Days without_a_review{28};  // how far a first 1:1 looks back

struct OneOnOneOptions {
  std::optional<std::string> pm, since, note;
  std::vector<std::string> actions, due;
  bool save = false;
};

void declare_one_on_one(Args& args, OneOnOneOptions& options) {
  args.word(options.pm, "PM", "whose 1:1; without it, yours", Completes::pm)
      .option(options.since, "--since", "DATE", "from that day on; without it, since the last 1:1",
              Completes::date)
      .flag(options.save, "--save", "record that the 1:1 took place: the next page begins here")
      .option(options.note, "-m,--note", "TEXT", "what was agreed; with --save")
      .option(options.actions, "--action", "TEXT", "something to do until then; repeatable")
      .option(options.due, "--due", "DATE",
              "until when: one for all actions, or one for each in the same order",
              Completes::future_date)
      .example("rapport 1on1", "everything since the last 1:1, on one page")
      .example("rapport 1on1 Priya --html -o review.html", "the page for the meeting")
      .example("rapport 1on1 Priya --md", "for a wiki")
      .example(
          "rapport 1on1 Priya --save --action \"see two hospitals\" --due fri -m \"a good week\"")
      .prose(
          "Both see the same page. Notes and moods that were marked private are not on it. The "
          "questions come from what was recorded, and each says from what.");
}

std::optional<Review> last_review(Store& store, const Pm& pm) {
  std::optional<Review> last;
  for (Review& review : store.all<Review>())
    if (review.pm == pm.uid && (!last || earlier(last->recorded, review.recorded)))
      last = std::move(review);
  return last;
}

Since since_of(const OneOnOneOptions& options, Session& session, const Pm& pm) {
  if (options.since)
    return {.day = parse_date(*options.since, session.now(), Leaning::past),
            .after = {},
            .review = {},
            .was_asked = true};
  const auto review = last_review(session.store(), pm);
  if (review) return {.day = review->on, .after = review->recorded, .review = review};
  const Date start = session.today() - without_a_review;
  return {.day = pm.joined.empty() ? start : std::max(start, *pm.joined.begin()),
          .after = {},
          .review = {}};
}

template <typename T>
std::vector<T> all_of(Store& store, const Pm& pm) {
  std::vector<T> found = store.all<T>();
  std::erase_if(found, [&](const T& one) { return one.pm != pm.uid; });
  return found;
}

OneOnOneFacts facts_of(const OneOnOneOptions& options, Session& session, const Pm& pm) {
  Store& store = session.store();
  OneOnOneFacts facts{.since = since_of(options, session, pm),
                      .talks = {},
                      .learnings = {},
                      .promises = all_of<Promise>(store, pm),
                      .stories = all_of<Story>(store, pm),
                      .shares = all_of<Share>(store, pm),
                      .actions = all_of<Action>(store, pm),
                      .showstoppers = {},
                      .loops = loops_of(load_loop_facts(session)),
                      .people = {}};
  std::erase_if(facts.loops, [&](const ToTell& loop) {
    return !loop.pms.empty() && !loop.pms.contains(pm.uid);
  });
  const Date from = std::min(facts.since.day, session.today() - looked_at);
  facts.talks = store.interactions({.pm = pm.uid, .days = {from, last_date + Days{1}}});
  for (const Interaction& talk : facts.talks) {
    for (Learning& learning : store.linked<Learning>(talk.uid))
      facts.learnings.push_back(std::move(learning));
    for (const Uid& uid : talk.people)
      if (!facts.people.contains(uid))
        if (auto person = store.find<Person>(uid)) facts.people.emplace(uid, std::move(*person));
  }
  return facts;
}

Document page_of(const OneOnOneOptions& options, Session& session, const Pm& pm) {
  PmBook book = load_pm_book(session, pm);
  for (Customer& customer : session.store().all_with_duplicates<Customer>())
    book.facts.customers.emplace(customer.uid, std::move(customer));
  const Cadence cadence(book.facts, book.own);
  OneOnOneFacts facts = facts_of(options, session, pm);
  facts.showstoppers = load_open_showstoppers(session, pm.uid);
  Document page = document_of(build_one_on_one(cadence, facts));
  put_showstoppers_on_top(page, facts.showstoppers);
  return page;
}

/// The actions as typed, each with its date.
std::vector<Action> actions_of(const OneOnOneOptions& options, Session& session) {
  if (options.due.size() > 1 && options.due.size() != options.actions.size())
    throw Error(ErrorKind::usage,
                fmt::format("{} dates do not go with {} action{}", options.due.size(),
                            options.actions.size(), options.actions.size() == 1 ? "" : "s"),
                "give one --due for all, or one for each --action");
  if (!options.due.empty() && options.actions.empty())
    throw Error(ErrorKind::usage, "--due needs an --action", "add --action \"what to do\"");
  std::vector<Action> actions;
  for (std::size_t i = 0; i < options.actions.size(); ++i) {
    const std::string text(trim(options.actions[i]));
    check_text(text, "action");
    if (text.empty()) throw Error(ErrorKind::usage, "an action without words", "say what to do");
    Action action{.text = text, .made = session.today()};
    if (!options.due.empty())
      action.due =
          parse_date(options.due[options.due.size() == 1 ? 0 : i], session.now(), Leaning::future);
    actions.push_back(std::move(action));
  }
  return actions;
}

void check_saves(const OneOnOneOptions& options) {
  if (options.save) return;
  if (options.note || !options.actions.empty() || !options.due.empty())
    throw Error(ErrorKind::usage, "--note, --action and --due are for a 1:1 that is recorded",
                "add --save");
}

void add_saved(Document& page, Store& store, const Uid& uid, std::size_t actions) {
  const Review review = store.find<Review>(uid).value();
  page.saved = fmt::format("saved as 1:1 #{}", review.number);
  page.blocks.push_back(KeyValues{{value_for_programs("saved", review.number)}});
  page.blocks.push_back(
      Text{fmt::format("saved as 1:1 #{}{}; the next page begins here", review.number,
                       actions == 0   ? std::string()
                       : actions == 1 ? std::string(" with an action")
                                      : fmt::format(" with {} actions", actions)),
           Tone::good});
}

Document save(const OneOnOneOptions& options, Session& session, const Pm& pm) {
  std::vector<Action> actions = actions_of(options, session);
  check_text(options.note.value_or(""), "note");
  Document page = read_at_once(session, [&] { return page_of(options, session, pm); });
  Writing writing = session.write("1on1");
  if (writing.repeated())
    return {.report = "1on1", .blocks = {Text{"saved already, under the same --op-id"}}};
  const Uid review =
      writing.add(Review{.pm = pm.uid, .on = session.today(), .note = options.note.value_or("")},
                  space::reviews_of(pm));
  for (Action& action : actions) {
    action.review = review;
    action.pm = pm.uid;
    writing.add(action, space::reviews_of(pm));
  }
  writing.commit();
  add_saved(page, session.store(), review, actions.size());
  return page;
}

Pm pm_of(const OneOnOneOptions& options, Session& session) {
  if (options.pm) return resolve_pm(session.store(), *options.pm);
  return options.save ? session.pm() : session.pm_or_new();
}

Document run_one_on_one(const OneOnOneOptions& options, Session& session) {
  check_saves(options);
  if (options.save) return save(options, session, pm_of(options, session));
  return read_at_once(session, [&] { return page_of(options, session, pm_of(options, session)); });
}

constexpr std::array one_on_one_rows{
    Command{"1on1", "everything since the last 1:1, on one page",
            prepare<OneOnOneOptions, declare_one_on_one, run_one_on_one>},
};

}  // namespace

std::span<const Command> one_on_one_commands() { return one_on_one_rows; }

}  // namespace rapport
