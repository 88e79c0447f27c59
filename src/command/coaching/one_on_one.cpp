#include "rapport/report/one_on_one.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/coaching/tails.hpp"
#include "command/current_pm.hpp"
#include "command/followups/follow_ups.hpp"
#include "command/followups/loops.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"

// `rapport 1on1`: the page that a coach and a PM look at together, and what they agree on.
namespace rapport {
namespace {

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

OneOnOneFacts load_one_on_one(const OneOnOneOptions& options, Session& session, const Pm& pm) {
  Store& store = session.store();
  OneOnOneFacts facts{.since = since_of(options, session, pm),
                      .talks = {},
                      .learnings = {},
                      .promises = all_of<Promise>(store, pm),
                      .stories = all_of<Story>(store, pm),
                      .shares = all_of<Share>(store, pm),
                      .actions = all_of<Action>(store, pm),
                      .showstoppers = load_open_showstoppers(session, pm.uid),
                      .loops = loops_of(load_loop_facts(session)),
                      .people = {}};
  std::erase_if(facts.loops, [&](const ToTell& loop) {
    return !loop.pms.empty() && !loop.pms.contains(pm.uid);
  });
  const Date from = std::min(facts.since.day, session.today() - signals_look_back);
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

Document one_on_one_page(const OneOnOneOptions& options, Session& session, const Pm& pm) {
  PmBook book = load_pm_book(session, pm);
  book.facts.customers = load_customers(session.store());
  const Cadence cadence(book.facts, book.own);
  OneOnOneReport report = build_one_on_one(cadence, load_one_on_one(options, session, pm));
  report.follow_ups = FollowUpBook(session).of(cadence, report.showstoppers);
  Document page = document_of(report);
  const std::string format = session.globals().format.value_or("");
  if (format == "html" || format == "md") show_tails(page, session.store());
  return page;
}

/// The actions as typed, each with its date.
std::vector<Action> read_actions(const OneOnOneOptions& options, Session& session) {
  if (options.due.size() > 1 && options.due.size() != options.actions.size())
    throw Error(
        ErrorKind::usage,
        fmt::format("{} dates do not go with {}", options.due.size(),
                    count_text(static_cast<std::int64_t>(options.actions.size()), "action")),
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

/// Says below the page that this 1:1 was recorded.
void add_saved(Document& page, Store& store, const Uid& uid) {
  const Review review = store.find<Review>(uid).value();
  const auto actions = store.all<Action>();
  const auto agreed = std::count_if(actions.begin(), actions.end(), [&](const Action& action) {
    return action.review == review.uid;
  });
  page.saved = fmt::format("saved as 1:1 #{}", review.number);
  page.blocks.emplace_back(KeyValues{{value_for_programs("saved", review.number)}});
  page.blocks.emplace_back(
      Text{fmt::format("{}{}; the next page begins here", page.saved,
                       agreed == 0 ? "" : " with " + count_text(agreed, "action", "actions")),
           Tone::good});
}

Document save_one_on_one(const OneOnOneOptions& options, Session& session, const Pm& pm) {
  const std::vector<Action> actions = read_actions(options, session);
  check_text(options.note.value_or(""), "note");
  const Document page =
      read_at_once(session, [&] { return one_on_one_page(options, session, pm); });
  return write<Review>(
      session, "1on1",
      [&](Writing& writing) -> Outcome {
        const Uid review = writing.add(
            Review{.pm = pm.uid, .on = session.today(), .note = options.note.value_or("")});
        for (Action action : actions) {
          action.review = review;
          action.pm = pm.uid;
          writing.add(action);
        }
        return {review, {}};
      },
      [&](const Outcome& outcome) {
        Document saved = page;
        add_saved(saved, session.store(), outcome.uid);
        return saved;
      });
}

Document run_one_on_one(const OneOnOneOptions& options, Session& session) {
  check_saves(options);
  const auto pm = [&] {
    if (options.pm) return resolve_pm(session.store(), *options.pm);
    return options.save ? current_pm(session) : current_pm_or_new(session);
  };
  if (options.save) return save_one_on_one(options, session, pm());
  return read_at_once(session, [&] { return one_on_one_page(options, session, pm()); });
}

constexpr std::array one_on_one_rows{
    Command{"1on1", "everything since the last 1:1, on one page",
            prepare<OneOnOneOptions, declare_one_on_one, run_one_on_one>},
};

}  // namespace

std::span<const Command> one_on_one_commands() { return one_on_one_rows; }

}  // namespace rapport
