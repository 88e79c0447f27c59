#include <algorithm>

#include "command/coaching/numbering.hpp"
#include "command/coaching/one_on_one.hpp"
#include "command/followups/follow_ups.hpp"
#include "command/followups/loops.hpp"
#include "command/pm_book.hpp"
#include "rapport/domain/dates.hpp"
#include "rapport/report/reviews.hpp"

// What the page of a 1:1 needs from the book.
namespace rapport {
namespace {

constexpr Days without_a_review{28};  // how far a first 1:1 looks back

/// The last one before `used`, or the last of all.
std::optional<Review> last_review(Store& store, const Pm& pm, const std::optional<Review>& used) {
  std::optional<Review> last;
  for (Review& review : store.all<Review>()) {
    const bool is_before = !used || review.number < used->number;
    if (review.pm == pm.uid && is_before && (!last || earlier(last->recorded, review.recorded)))
      last = std::move(review);
  }
  return last;
}

Since since_of(const std::optional<std::string>& asked, Session& session, const Pm& pm,
               const std::optional<Review>& used) {
  if (asked)
    return {.day = parse_date(*asked, session.now(), Leaning::past),
            .after = {},
            .review = {},
            .was_asked = true};
  const auto review = last_review(session.store(), pm, used);
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

/// Who else of the team met the customers that `pm` met since then.
std::vector<SeenByTeam> seen_by_team(Session& session, const Pm& pm, const OneOnOneFacts& facts) {
  Store& store = session.store();
  std::set<Uid> customers;
  for (const Interaction& talk : facts.talks)
    if (talk.status == Status::held && talk.loop == Loop::customer &&
        facts.since.is_new(talk.start))
      for (const Uid& uid : talk.customers) customers.insert(store.survivor(uid));
  std::map<std::pair<std::string, std::string>, SeenByTeam> seen;
  for (const Uid& uid : customers) {
    const auto customer = store.find<Customer>(uid);
    if (!customer) continue;
    for (const Interaction& talk : store.interactions(
             {.customer = uid, .days = {facts.since.day, session.today() + Days{1}}})) {
      if (talk.status != Status::held) continue;
      for (const Uid& host : talk.hosts) {
        const auto other = host == pm.uid ? std::nullopt : store.find<Pm>(host);
        if (!other) continue;
        SeenByTeam& one = seen[{customer->name, other->name}];
        one = {customer->name, other->name, talk.start.date, one.talks + 1};
      }
    }
  }
  std::vector<SeenByTeam> lines;
  for (auto& [names, one] : seen) lines.push_back(std::move(one));
  return lines;
}

DateRange days_shown(const Since& since, const Session& session) {
  return {std::min(since.day, session.today() - signals_look_back), last_date + Days{1}};
}

OneOnOneFacts load_facts(Session& session, const Pm& pm, Since since) {
  Store& store = session.store();
  OneOnOneFacts facts{.since = std::move(since),
                      .talks = {},
                      .learnings = {},
                      .promises = all_of<Promise>(store, pm),
                      .stories = all_of<Story>(store, pm),
                      .shares = all_of<Share>(store, pm),
                      .actions = all_of<Action>(store, pm),
                      .showstoppers = load_open_showstoppers(session, pm.uid),
                      .follow_ups = {},
                      .team = {},
                      .loops = loops_of(load_loop_facts(session)),
                      .people = {},
                      .numbering = numbering_for(session)};
  std::erase_if(facts.loops, [&](const AwaitedOutcome& loop) {
    return !loop.pms.empty() && !loop.pms.contains(pm.uid);
  });
  facts.talks = store.interactions({.pm = pm.uid, .days = days_shown(facts.since, session)});
  for (const Interaction& talk : facts.talks) {
    for (Learning& learning : store.linked<Learning>(talk.uid))
      facts.learnings.push_back(std::move(learning));
    for (const Uid& uid : talk.people)
      if (!facts.people.contains(uid))
        if (auto person = store.find<Person>(uid)) facts.people.emplace(uid, std::move(*person));
  }
  facts.team = seen_by_team(session, pm, facts);
  return facts;
}

}  // namespace

OneOnOnePage one_on_one_page(Session& session, const Pm& pm,
                             const std::optional<std::string>& since,
                             const std::optional<Review>& used, bool is_saved) {
  OneOnOneFacts facts = load_facts(session, pm, since_of(since, session, pm, used));
  PmBook book = load_pm_book(session, pm, days_shown(facts.since, session));
  book.facts.customers = load_customers(session.store());
  const Cadence cadence(book.facts, std::move(book.own));
  facts.since.is_saved = is_saved || used;
  facts.follow_ups = FollowUpBook(session).of(cadence, facts.showstoppers, facts.numbering);
  if (used)  // what was agreed in it was not yet on its page
    std::erase_if(facts.actions, [&](const Action& action) {
      if (action.review != used->uid) return false;
      std::erase_if(facts.follow_ups, [&](const FollowUp& one) {
        return one.kind == FollowUpKind::action && one.id == action.number;
      });
      return true;
    });
  OneOnOneReport report = build_one_on_one(cadence, facts);
  return {document_of(report), std::move(report.questions)};
}

Document page_as_used(Session& session, const Review& review) {
  Store& store = session.store();
  ReviewLine agreed{.review = review, .pm = "", .actions = {}};
  for (Action& action : store.all<Action>())
    if (action.review == review.uid) agreed.actions.push_back(std::move(action));
  const Date today = session.today();
  session.go_back(review.recorded);
  const Pm pm = session.store().find<Pm>(review.pm).value_or(Pm{});
  agreed.pm = pm.name;
  Document page = one_on_one_page(session, pm, {}, review).document;
  for (Block& block : agreed_blocks(agreed, today)) page.blocks.push_back(std::move(block));
  return page;
}

}  // namespace rapport
