#include "rapport/report/follow_ups.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

using Lines = std::vector<std::string>;

/// "promise 3 Acme: send the plan (2)", the days since it was due in brackets.
Lines shown(const std::vector<FollowUp>& follow_ups) {
  Lines lines;
  for (const FollowUp& one : follow_ups)
    lines.push_back(std::string(name_of(one.kind)) + ' ' + std::to_string(one.id) + ' ' + one.who +
                    ": " + one.what + " (" + std::to_string(one.days) + ')');
  return lines;
}

const Date wednesday = "2026-11-18"_d;

}  // namespace

TEST_CASE("follow-ups: what is due by the end of the week, the longest overdue first") {
  Book book(wednesday);
  const Uid acme = book.customer("Acme").uid;
  FollowUpFacts facts{.names = {{acme, "Acme"}}};
  facts.promises = {
      {.number = 1, .customers = {acme}, .text = "call back", .due = "2026-11-22"_d},
      {.number = 2, .customers = {acme}, .text = "next week", .due = "2026-11-23"_d},
      {.number = 3, .customers = {acme}, .text = "send the plan", .due = "2026-11-16"_d},
      {.number = 4, .customers = {acme}, .text = "some day"},
      {.number = 5, .customers = {acme}, .text = "done", .due = "2026-11-16"_d, .kept = wednesday}};
  facts.actions = {{.number = 7, .text = "visit two sites", .due = "2026-11-17"_d},
                   {.number = 8, .text = "done", .due = "2026-11-17"_d, .done = wednesday}};
  const auto follow_ups = follow_ups_of(book.cadence(), facts);
  CHECK(shown(follow_ups) == Lines{"promise 3 Acme: send the plan (2)",
                                   "promise 1 Acme: call back (-4)",
                                   "action 7 : visit two sites (1)"});
  CHECK(follow_ups[0].line == "rapport promise keep 3");
  CHECK(overdue_count(follow_ups) == 2);
  CHECK(follow_ups_text(follow_ups) == "3 follow-ups, 2 overdue");
  CHECK(follow_ups_text({}).empty());
}

TEST_CASE("follow-ups: a rough talk waits for a contact, and is a risk where nobody had one") {
  Book book(wednesday);
  book.log("Acme", "2026-11-02"_d).mood = Mood::rough;
  book.log("Globex", "2026-11-03"_d).mood = Mood::rough;
  book.log("Initech", "2026-11-04"_d).mood = Mood::rough;
  book.log("Globex", "2026-11-05"_d, 0, Kind::email);
  book.log("Old", "2026-08-04"_d).mood = Mood::rough;
  auto rough = open_hard_talks(book.cadence(), {});
  REQUIRE(rough.size() == 2);
  CHECK(rough[0].name == "Acme");
  CHECK(rough[1].name == "Initech");
  rough[1].spoken_since = "Sam on Fri 6 Nov";
  const auto follow_ups = follow_ups_of(book.cadence(), {.hard = rough});
  CHECK(shown(follow_ups) ==
        Lines{"at-risk 1 Acme: rough talk on Mon 2 Nov, no contact since (9)",
              "rough-talk 3 Initech: rough talk on Wed 4 Nov; since then Sam on Fri 6 Nov (7)"});
  CHECK(follow_ups[0].line == "rapport log Acme 30m");
}

TEST_CASE("follow-ups: those who wait to be told are one line for each outcome") {
  Book book(wednesday);
  const Uid acme = book.customer("Acme").uid, globex = book.customer("Globex").uid;
  const auto loop = [](const Uid& who, Date settled) {
    return AwaitedOutcome{.customer = who,
                          .kind = LoopKind::idea,
                          .number = 3,
                          .name = "Bulk export",
                          .outcome = "shipped",
                          .settled = settled};
  };
  FollowUpFacts facts{.loops = {loop(acme, "2026-11-02"_d), loop(globex, "2026-11-12"_d)},
                      .names = {{acme, "Acme"}, {globex, "Globex"}}};
  const auto follow_ups = follow_ups_of(book.cadence(), facts);
  CHECK(shown(follow_ups) ==
        Lines{"to-tell 3 Acme, Globex: idea Bulk export: shipped, not told yet (9)"});
  CHECK(follow_ups[0].line == "rapport idea told 3 --all");
  facts.loops[0].closed_on = facts.loops[1].closed_on = wednesday;
  CHECK(follow_ups_of(book.cadence(), facts).empty());
}

TEST_CASE("follow-ups: a planned talk whose time is over asks whether it happened") {
  Book book(wednesday);
  book.log("Acme", "2026-11-16"_d).status = Status::planned;
  book.log("Acme", "2026-11-20"_d).status = Status::planned;
  const auto follow_ups = follow_ups_of(book.cadence(), {});
  CHECK(shown(follow_ups) == Lines{"plan 1 Acme: planned talk, did it happen? (2)"});
  CHECK(follow_ups[0].line == "rapport held 1");
}

TEST_CASE("follow-ups: a customer who says that they may leave is at risk without a next contact") {
  Book book(wednesday);
  book.log("Acme", "2026-11-02"_d);
  book.log("Globex", "2026-11-03"_d);
  book.log("Globex", "2026-11-04"_d);
  const auto hard = open_hard_talks(book.cadence(), {1, 2});
  CHECK(shown(follow_ups_of(book.cadence(), {.hard = hard})) ==
        Lines{"at-risk 1 Acme: said on Mon 2 Nov that they may leave, no contact since (9)"});
}

TEST_CASE("follow-ups: ideas and stories nobody acted on wait, and are never overdue") {
  Book book(wednesday);
  FollowUpFacts facts;
  facts.ideas = {{.number = 1, .name = "Export", .who = "Acme", .since = "2026-08-03"_d},
                 {.number = 2, .name = "New", .who = "Acme", .since = "2026-10-03"_d}};
  facts.stories = {{.number = 3, .text = "a", .told = "2026-10-01"_d},
                   {.number = 4, .text = "b", .told = "2026-11-01"_d}};
  const auto owed = follow_ups_of(book.cadence(), facts);
  CHECK(shown(owed) == Lines{"idea 1 Acme: idea Export, open and last asked for on Mon 3 Aug (16)",
                             "story 3 : story told on Thu 1 Oct, not shared yet (20)"});
  CHECK(overdue_count(owed) == 0);
}

TEST_CASE("follow-ups: what the coach has to see to is none of the PM") {
  Book book(wednesday);
  FollowUpFacts facts;
  facts.actions = {
      {.number = 1, .text = "see two hospitals", .due = "2026-11-10"_d},
      {.number = 2, .text = "call their boss", .owner = ActionOwner::coach, .due = "2026-11-10"_d}};
  CHECK(shown(follow_ups_of(book.cadence(), facts)) == Lines{"action 1 : see two hospitals (8)"});
}

TEST_CASE("follow-ups: on a page made for others, what to type has the tail of a uid") {
  Book book(wednesday);
  FollowUpFacts facts;
  facts.numbering =
      Numbering([](std::string_view, std::int64_t) { return std::string("~7b6979"); });
  facts.promises = {{.number = 1, .text = "call back", .due = "2026-11-10"_d}};
  CHECK(follow_ups_of(book.cadence(), facts).at(0).line == "rapport promise keep ~7b6979");
}

}  // namespace rapport
