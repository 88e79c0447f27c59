#include "rapport/domain/loops.hpp"

#include "book.hpp"

namespace rapport {
namespace {

const Uid acme = uid_of(1);
const Uid globex = uid_of(2);
const Uid acme_inc = uid_of(3);  // a duplicate of acme
const Uid exporting = uid_of(10);
const Uid csv = uid_of(11);

LoopFacts facts_of_three() {
  LoopFacts facts;
  facts.customers[acme] = {.uid = acme, .name = "Acme"};
  facts.customers[globex] = {.uid = globex, .name = "Globex"};
  facts.customers[acme_inc] = {.uid = acme_inc, .name = "Acme Inc", .merged_into = acme};
  facts.ideas[exporting] = {.uid = exporting, .number = 1, .name = "Exporting"};
  facts.ideas[csv] = {.uid = csv, .number = 2, .name = "CSV"};
  return facts;
}

Vote vote(std::uint32_t n, const Uid& idea, const Uid& customer, Date cast) {
  return {.uid = uid_of(100 + n), .number = n, .idea = idea, .customer = customer, .cast = cast};
}

void ship(LoopFacts& facts, const Uid& idea, Date day) {
  facts.ideas.at(idea).state = IdeaState::shipped;
  facts.ideas.at(idea).settled = day;
}

std::vector<std::string> words_of_loops(const LoopFacts& facts) {
  std::vector<std::string> words;
  for (const AwaitedOutcome& loop : loops_of(facts))
    words.push_back(
        std::string(name_of(loop.kind)) + " " + std::to_string(loop.number) + " " +
        std::string(loop.outcome) + " " +
        (loop.customer.is_nil() ? loop.colleague : facts.customers.at(loop.customer).name) + " " +
        to_string(loop.settled) + (loop.closed_on ? " told " + to_string(*loop.closed_on) : ""));
  return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("votes: one a customer and idea, the oldest, duplicates of both followed") {
  LoopFacts facts = facts_of_three();
  facts.votes = {vote(1, exporting, acme_inc, "2026-11-03"_d),
                 vote(2, exporting, acme, "2026-11-02"_d), vote(3, csv, acme, "2026-10-01"_d),
                 vote(4, csv, globex, "2026-11-01"_d)};
  auto counted = counted_votes(facts.votes, facts.ideas, facts.customers);
  REQUIRE(counted.size() == 3);
  CHECK(counted[0].number == 2);
  CHECK(counted[0].customer == acme);

  facts.ideas.at(csv).merged_into = exporting;
  counted = counted_votes(facts.votes, facts.ideas, facts.customers);
  REQUIRE(counted.size() == 2);
  CHECK(counted[0].number == 3);  // Acme asked for it in October
  CHECK(counted[0].idea == exporting);
  CHECK(counted[1].customer == globex);
}

TEST_CASE("votes: what the book does not know is left out, a ring of merges ends") {
  LoopFacts facts = facts_of_three();
  facts.votes = {vote(1, uid_of(99), acme, "2026-11-03"_d),
                 vote(2, csv, uid_of(98), "2026-11-03"_d)};
  CHECK(counted_votes(facts.votes, facts.ideas, facts.customers).empty());
  facts.ideas.at(csv).merged_into = exporting;
  facts.ideas.at(exporting).merged_into = csv;
  CHECK(find_idea(facts.ideas, csv) != nullptr);
  CHECK(find_idea(facts.ideas, uid_of(99)) == nullptr);
}

TEST_CASE("an idea picks up steam with three votes in six weeks") {
  const Date today = "2026-11-20"_d;
  Idea idea{.name = "CSV"};
  std::vector<Vote> votes{vote(1, csv, acme, today), vote(2, csv, globex, today - Days{41}),
                          vote(3, csv, acme_inc, today - Days{42})};
  CHECK_FALSE(picks_up_steam(idea, votes, today));
  votes[2].cast = today - Days{10};
  CHECK(picks_up_steam(idea, votes, today));
  votes[2].cast = today + Days{1};
  CHECK_FALSE(picks_up_steam(idea, votes, today));
  votes[2].cast = today;
  idea.state = IdeaState::shipped;
  CHECK_FALSE(picks_up_steam(idea, votes, today));
}

TEST_CASE("loops: exactly those who asked wait to hear that an idea shipped or was declined") {
  LoopFacts facts = facts_of_three();
  facts.votes = {vote(1, exporting, acme, "2026-11-02"_d),
                 vote(2, exporting, globex, "2026-11-10"_d), vote(3, csv, acme, "2026-11-01"_d)};
  CHECK(loops_of(facts).empty());
  ship(facts, exporting, "2026-11-10"_d);
  facts.votes[0].told = "2026-11-11"_d;
  CHECK(words_of_loops(facts) == Words{"idea 1 shipped Acme 2026-11-10 told 2026-11-11",
                                       "idea 1 shipped Globex 2026-11-10"});
  facts.votes[1].cast = "2026-11-11"_d;  // asked for it once it was there
  CHECK(loops_of(facts).size() == 1);
  facts.ideas.at(csv).state = IdeaState::declined;
  facts.ideas.at(csv).settled = "2026-11-15"_d;
  CHECK(words_of_loops(facts).back() == "idea 2 declined Acme 2026-11-15");
  facts.ideas.at(exporting).settled = "2026-11-12"_d;  // shipped again: told too early
  CHECK(words_of_loops(facts)[0] == "idea 1 shipped Acme 2026-11-12");
}

TEST_CASE("loops: an idea is of those who heard the wish") {
  LoopFacts facts = facts_of_three();
  facts.votes = {vote(1, exporting, acme, "2026-11-02"_d)};
  facts.votes[0].interaction = uid_of(50);
  facts.evidence[uid_of(50)] = {.uid = uid_of(50), .hosts = {uid_of(60), uid_of(61)}};
  ship(facts, exporting, "2026-11-10"_d);
  CHECK(loops_of(facts).at(0).pms == std::set{uid_of(60), uid_of(61)});
}

TEST_CASE("loops: a promise to two is told to each, one to a colleague to them") {
  LoopFacts facts = facts_of_three();
  facts.promises = {{.number = 1,
                     .pm = uid_of(60),
                     .customers = {acme_inc, globex},
                     .text = "send it",
                     .kept = "2026-11-05"_d},
                    {.number = 2, .colleague = uid_of(70), .text = "look", .kept = "2026-11-06"_d},
                    {.number = 3, .customers = {acme}, .text = "not yet"}};
  facts.colleagues[uid_of(70)] = "Sam";
  facts.promises[0].told_to[acme_inc] = "2026-11-08"_d;
  CHECK(words_of_loops(facts) == Words{"promise 1 kept Acme 2026-11-05 told 2026-11-08",
                                       "promise 1 kept Globex 2026-11-05",
                                       "promise 2 kept Sam 2026-11-06"});
  facts.promises[0].told = "2026-11-09"_d;
  CHECK(loops_of(facts)[1].closed_on == "2026-11-09"_d);
  CHECK(loops_of(facts)[1].pms == std::set{uid_of(60)});
}

TEST_CASE("loops: a showstopper is told to everybody affected, duplicates once") {
  LoopFacts facts = facts_of_three();
  facts.showstoppers = {{.number = 1,
                         .name = "down",
                         .customers = {acme, acme_inc, globex},
                         .opened = {.date = "2026-11-01"_d}}};
  CHECK(loops_of(facts).empty());
  facts.showstoppers[0].resolved = Moment{.date = "2026-11-04"_d};
  facts.showstoppers[0].told[acme_inc] = "2026-11-04"_d;
  CHECK(words_of_loops(facts) == Words{"showstopper 1 resolved Acme 2026-11-04 told 2026-11-04",
                                       "showstopper 1 resolved Globex 2026-11-04"});
}

TEST_CASE("closure: how many were told, and the median of the days until then") {
  const auto loop = [](Date settled, std::optional<Date> told) {
    return AwaitedOutcome{.settled = settled, .closed_on = told};
  };
  const Date day = "2026-11-02"_d;
  std::vector<AwaitedOutcome> all;
  CHECK(closure_text(closure_of(all)) == "nothing to tell yet");
  all = {loop(day, std::nullopt)};
  CHECK(closure_text(closure_of(all)) == "told 0 of 1");
  all.push_back(loop(day, day + Days{1}));
  CHECK(closure_text(closure_of(all)) == "told 1 of 2, median 1 day");
  all.push_back(loop(day + Days{7}, day + Days{11}));
  CHECK(closure_of(all).median_days == 3);  // of 1 and 4
  all.push_back(loop(day, day));
  CHECK(closure_of(all).median_days == 1);  // of 0, 1 and 4
  CHECK(closure_of(all).open() == 1);
  CHECK(closure_text(closure_of(all, {day, day + Days{7}})) == "told 2 of 3, median 1 day");
}

}  // namespace rapport
