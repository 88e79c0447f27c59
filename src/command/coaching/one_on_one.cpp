#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "command/coaching/one_on_one.hpp"
#include "command/current_pm.hpp"
#include "command/numbers.hpp"
#include "command/pm_book.hpp"
#include "command/resolve.hpp"
#include "command/write.hpp"
#include "rapport/base/error.hpp"
#include "rapport/base/phrase.hpp"
#include "rapport/command/background_sync.hpp"
#include "rapport/command/command.hpp"
#include "rapport/command/session.hpp"
#include "rapport/document/table.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/reviews.hpp"

// `rapport 1on1`: the page that a coach and a PM look at together, and what they agree on.
namespace rapport {
namespace {

struct OneOnOneOptions {
  std::optional<std::string> pm, since, note;
  std::vector<std::string> actions, due, owners;
  bool save = false;
};

void declare_one_on_one(Args& args, OneOnOneOptions& options) {
  args.word(options.pm, "PM", "whose 1:1; without it, yours", Completes::pm)
      .option(options.since, "--since", "DATE", "from this day; by default since the last 1:1",
              Completes::date)
      .flag(options.save, "--save", "record this 1:1: the next page starts here")
      .option(options.note, "-m,--note", "TEXT", "what was agreed; with --save")
      .option(options.actions, "--action", "TEXT", "something to do by the next one; repeatable")
      .option(options.due, "--due", "DATE",
              "when it is due: one for all actions, or one for each in order",
              Completes::future_date)
      .option(options.owners, "--for", "WHO",
              "whose action: pm (the default) or coach; one for all, or one each")
      .example("rapport 1on1", "everything since the last 1:1, on one page")
      .example("rapport 1on1 Priya --html -o review.html", "the page for the meeting")
      .example("rapport 1on1 Priya --md", "for a wiki")
      .example(
          "rapport 1on1 Priya --save --action \"see two hospitals\" --due fri -m \"a good week\"")
      .prose(
          "PM and coach see the same page. Private notes and moods are not on it. Each question "
          "says what it is based on.");
}

/// The one for action `at`: the same for all, or one for each in the same order.
const std::string& one_for(const std::vector<std::string>& given, std::size_t at) {
  return given[given.size() == 1 ? 0 : at];
}

void check_goes_with_actions(const OneOnOneOptions& options, const char* option,
                             const std::vector<std::string>& given, const char* what) {
  if (!given.empty() && options.actions.empty())
    throw Error(ErrorKind::usage, fmt::format("{} needs an --action", option),
                "add --action \"what to do\"");
  if (given.size() > 1 && given.size() != options.actions.size())
    throw Error(
        ErrorKind::usage,
        fmt::format("{} do not go with {}",
                    count_text(static_cast<std::int64_t>(given.size()), what),
                    count_text(static_cast<std::int64_t>(options.actions.size()), "action")),
        fmt::format("give one {} for all, or one for each --action", option));
}

ActionOwner read_owner(const std::string& typed) {
  if (const auto owner = find_word<ActionOwner>(fold(trim(typed)))) return *owner;
  throw Error(ErrorKind::usage,
              fmt::format("--for {}: an action is the PM's or the coach's", printable(typed)),
              "say --for pm, or --for coach");
}

/// The actions as typed, each with its date and whose it is.
std::vector<Action> read_actions(const OneOnOneOptions& options, Session& session) {
  check_goes_with_actions(options, "--due", options.due, "date");
  check_goes_with_actions(options, "--for", options.owners, "owner");
  std::vector<Action> actions;
  for (std::size_t i = 0; i < options.actions.size(); ++i) {
    const std::string text(trim(options.actions[i]));
    check_text(text, "action");
    if (text.empty()) throw Error(ErrorKind::usage, "an action without words", "say what to do");
    Action action{.text = text, .made = session.today()};
    if (!options.due.empty())
      action.due = parse_date(one_for(options.due, i), session.now(), Leaning::future);
    if (!options.owners.empty()) action.owner = read_owner(one_for(options.owners, i));
    actions.push_back(std::move(action));
  }
  return actions;
}

/// The 1:1 of the day that `--as-of` names: its page is the one that was used then.
std::optional<Review> used_on(Session& session, const Pm& pm) {
  if (!session.is_as_of_day()) return std::nullopt;
  std::optional<Review> used;
  for (Review& review : session.store().all<Review>())
    if (review.pm == pm.uid && review.on == session.today()) used = std::move(review);
  return used;
}

void check_saves(const OneOnOneOptions& options) {
  if (options.save) return;
  if (options.note || !options.actions.empty() || !options.due.empty() || !options.owners.empty())
    throw Error(ErrorKind::usage, "--note, --action, --due and --for need --save", "add --save");
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
      Text{fmt::format("{}{}; the next page starts here", page.saved,
                       agreed == 0 ? "" : " with " + count_text(agreed, "action", "actions")),
           Tone::good});
}

Pm pm_of(const OneOnOneOptions& options, Session& session) {
  if (!options.pm) return current_pm_or_new(session);
  Pm pm = resolve_pm(session.store(), *options.pm);
  check_shared(session, pm);
  return pm;
}

Document save_one_on_one(const OneOnOneOptions& options, Session& session) {
  const Pm pm = pm_of(options, session);
  const std::vector<Action> actions = read_actions(options, session);
  check_text(options.note.value_or(""), "note");
  std::set<std::string> asked;
  const Document page = read_at_once(session, [&] {
    OneOnOnePage made = one_on_one_page(session, pm, options.since, {}, true);
    for (const Question& question : made.questions) asked.insert(question.key);
    return std::move(made.document);
  });
  return write<Review>(
      session, "1on1",
      [&](Writing& writing) -> Outcome {
        std::vector<std::string> notes;
        const Uid whose =
            options.pm ? pm.uid : host_of(session, writing, session.today(), notes).uid;
        const Uid review = writing.add(Review{
            .pm = whose, .on = session.today(), .note = options.note.value_or(""), .asked = asked});
        for (Action action : actions) {
          action.review = review;
          action.pm = whose;
          writing.add(action);
        }
        return {review, notes};
      },
      [&](const Outcome& outcome) {
        Document saved = page;
        add_saved(saved, session.store(), outcome.uid);
        add_notes(saved, outcome);
        return saved;
      });
}

Document run_one_on_one(const OneOnOneOptions& options, Session& session) {
  check_saves(options);
  if (options.save) return save_one_on_one(options, session);
  return read_once_heard(session, [&] {
    const Pm whose = pm_of(options, session);
    if (!options.since)
      if (const auto review = used_on(session, whose)) return page_as_used(session, *review);
    return one_on_one_page(session, whose, options.since).document;
  });
}

struct ReviewListOptions {};

void declare_review_list(Args& args, ReviewListOptions&) {
  args.example("rapport 1on1 list", "everybody's 1:1s, newest last")
      .example("rapport 1on1 list --pm Priya");
}

Document run_review_list(const ReviewListOptions&, Session& session) {
  Store& store = session.store();
  std::optional<Pm> asked;
  if (session.globals().pm) asked = current_pm(session);
  std::vector<ReviewLine> lines;
  for (const Review& review : store.all<Review>()) {
    if (asked && review.pm != asked->uid) continue;
    const auto pm = store.find<Pm>(review.pm);
    lines.push_back({review, pm ? pm->name : "", {}});
    for (Action& action : store.all<Action>())
      if (action.review == review.uid) lines.back().actions.push_back(std::move(action));
  }
  return reviews_document(lines, session.today());
}

struct ReviewShowOptions {
  std::string id;
};

void declare_review_show(Args& args, ReviewShowOptions& options) {
  args.word(options.id, "ID", "the number of a 1:1 in `rapport 1on1 list`")
      .example("rapport 1on1 show 3", "its page as it was used, and what was agreed");
}

Document run_review_show(const ReviewShowOptions& options, Session& session) {
  return page_as_used(session, resolve_numbered<Review>(session.store(), options.id, "1:1",
                                                        "see `rapport 1on1 list`"));
}

constexpr std::array one_on_one_rows{
    Command{"1on1", "everything since the last 1:1, on one page",
            prepare<OneOnOneOptions, declare_one_on_one, run_one_on_one>},
    Command{"1on1 list", "past 1:1s",
            prepare_report<ReviewListOptions, declare_review_list, run_review_list>},
    Command{"1on1 show", "a past 1:1: its page, and what was agreed",
            prepare_report<ReviewShowOptions, declare_review_show, run_review_show>},
};

}  // namespace

std::span<const Command> one_on_one_commands() { return one_on_one_rows; }

}  // namespace rapport
