#include "rapport/domain/target_history.hpp"

#include "book.hpp"

namespace rapport {
namespace {

const Date monday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 16};

std::int64_t expected(const Book& book, Date day) { return book.week(day).main->expected; }

}  // namespace

TEST_CASE("targets: every PM has fifteen visits once and three hours a week") {
  Book book;
  const Cadence& cadence = book.cadence();
  const auto all = cadence.targets().on(monday);
  REQUIRE(all.size() == 2);
  CHECK(all[0].target->name == "weekly");
  CHECK(all[0].target->metric == Metric::hours);
  CHECK(all[0].target->amount == 180);
  CHECK(all[0].period == week_of(monday, std::chrono::Monday));
  CHECK(all[1].target->name == "onboarding");
  CHECK(all[1].target->metric == Metric::visits);
  CHECK(all[1].target->amount == 15);
  CHECK(all[1].target->onboarding);
}

TEST_CASE("targets: a change governs from its own week on and past verdicts stand") {
  Book book;
  book.target({.name = "weekly", .amount = 120, .main = true, .from = monday});
  CHECK(expected(book, monday - Days(1)) == 180);
  CHECK(expected(book, monday) == 120);
}

TEST_CASE("targets: a change in the middle of a week waits for the next") {
  Book book;
  book.target({.name = "weekly", .amount = 120, .main = true, .from = monday + Days(2)});
  CHECK(expected(book, monday) == 180);
  CHECK(expected(book, monday + Days(7)) == 120);
}

TEST_CASE("targets: of two changes on one day the later holds, in whatever order they are read") {
  Book book;
  book.target({.name = "weekly", .amount = 120, .main = true, .from = monday});
  book.target({.name = "weekly", .amount = 60, .main = true, .from = monday});
  CHECK(expected(book, monday) == 60);
  std::swap(book.facts.targets[0], book.facts.targets[1]);
  CHECK(expected(book, monday) == 60);
}

TEST_CASE("targets: part-time is a version for one PM, which goes before one for all") {
  Book book;
  book.target({.name = "weekly",
               .pm = book.own.pm.uid,
               .amount = 120,
               .main = true,
               .from = monday - Days(7)});
  book.target({.name = "weekly", .amount = 240, .main = true, .from = monday});
  CHECK(expected(book, monday - Days(14)) == 180);
  CHECK(expected(book, monday) == 120);
  book.own.pm.uid = uid_of(2);  // somebody else
  CHECK(expected(book, monday) == 240);
}

TEST_CASE("targets: until ends one; for one PM that for all governs again") {
  Book book;
  book.target({.name = "weekly",
               .pm = book.own.pm.uid,
               .amount = 120,
               .main = true,
               .from = monday - Days(7),
               .until = monday});
  CHECK(expected(book, monday - Days(7)) == 120);
  CHECK(expected(book, monday) == 180);
  book.target({.name = "deep",
               .metric = Metric::sessions,
               .amount = 2,
               .from = monday - Days(7),
               .until = monday});
  CHECK(book.cadence().targets().find("deep", monday - Days(1)));
  CHECK_FALSE(book.cadence().targets().find("deep", monday));
}

TEST_CASE("targets: a removed one is gone; without any the week is paused") {
  Book book;
  Target& gone = book.target({.name = "weekly", .amount = 180, .from = monday});
  gone.removed = true;
  CHECK_FALSE(book.cadence().targets().main_on(monday));
  CHECK(book.cadence().targets().main_on(monday - Days(1)));
  CHECK(book.state(monday) == State::paused);
}

TEST_CASE("targets: the main one is that which is flagged, the PM's own and the newest first") {
  Book book;
  book.target({.name = "calls", .metric = Metric::sessions, .amount = 2, .from = monday});
  CHECK(book.week(monday).main->target->name == "weekly");
  book.target(
      {.name = "deep", .metric = Metric::sessions, .amount = 3, .main = true, .from = monday});
  CHECK(book.week(monday).main->target->name == "deep");
  book.target({.name = "mine",
               .pm = book.own.pm.uid,
               .metric = Metric::sessions,
               .amount = 1,
               .main = true,
               .from = monday - Days(700)});
  CHECK(book.week(monday).main->target->name == "mine");
}

TEST_CASE("targets: a new amount does not move the weeks that N weeks are counted from") {
  Book book;
  const Every six{.unit = Every::Unit::weeks, .count = 6};
  book.target({.name = "exposure", .amount = 120, .every = six, .from = "2026-09-02"_d});
  book.target({.name = "exposure", .amount = 60, .every = six, .from = "2026-11-23"_d});
  const Cadence& cadence = book.cadence();
  const auto first = cadence.targets().find("exposure", "2026-08-31"_d);
  REQUIRE(first);
  CHECK(first->period == DateRange{.from = "2026-08-31"_d, .until = "2026-10-12"_d});
  CHECK_FALSE(cadence.targets().find("exposure", "2026-08-30"_d));
  const auto changed = cadence.targets().find("exposure", "2026-11-23"_d);
  REQUIRE(changed);
  CHECK(changed->target->amount == 60);
  CHECK(changed->period.from == "2026-11-23"_d);
}

TEST_CASE("targets: when months become weeks, no month begins that would be cut short") {
  Book book("2026-06-03"_d);
  book.target({.name = "weekly",
               .metric = Metric::visits,
               .amount = 9,
               .every = {.unit = Every::Unit::month},
               .main = true,
               .from = "2026-04-01"_d});
  book.target({.name = "weekly", .amount = 60, .main = true, .from = "2026-05-01"_d});
  const Cadence& cadence = book.cadence();
  CHECK(cadence.targets().main_on("2026-04-30"_d)->period.until == "2026-05-01"_d);
  for (const Date day : {"2026-05-01"_d, "2026-05-03"_d})  // Friday to Sunday
    CHECK_FALSE(cadence.targets().find("weekly", day));
  CHECK(book.state("2026-04-27"_d) == State::paused);
  CHECK(cadence.targets().main_on("2026-05-04"_d)->target->amount == 60);
}

TEST_CASE("targets: a new one starts with the running period, a change with the next") {
  const Date today = "2026-11-18"_d;
  const auto start = [&](Novelty novelty, Every every, Date from) {
    return starts_on(novelty, {.every = every, .from = from}, today, std::chrono::Monday);
  };
  const Every week{.unit = Every::Unit::week};
  const Every quarter{.unit = Every::Unit::quarter};
  const Every six{.unit = Every::Unit::weeks, .count = 6};
  CHECK(start(Novelty::added, week, first_date) == monday);
  CHECK(start(Novelty::changed, week, first_date) == "2026-11-23"_d);
  CHECK(start(Novelty::added, quarter, first_date) == "2026-10-01"_d);
  CHECK(start(Novelty::changed, quarter, first_date) == "2027-01-01"_d);
  CHECK(start(Novelty::added, six, first_date) == monday);
  CHECK(start(Novelty::changed, six, "2026-10-12"_d) == "2026-11-23"_d);
}

TEST_CASE("targets: what is asked once has one period, which a change governs as a whole") {
  const Date today = "2026-11-18"_d;
  Target once{.every = {.unit = Every::Unit::once}, .from = "2026-03-02"_d};
  CHECK(starts_on(Novelty::added, once, today, std::chrono::Monday) == first_date);
  CHECK(starts_on(Novelty::changed, once, today, std::chrono::Monday) == "2026-03-02"_d);
  once.onboarding = true;
  CHECK(starts_on(Novelty::added, once, today, std::chrono::Monday) == monday);
  CHECK(starts_on(Novelty::changed, once, today, std::chrono::Monday) == "2026-11-23"_d);
}

}  // namespace rapport
