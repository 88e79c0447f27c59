#include "book.hpp"

namespace rapport {
namespace {

/// A new PM since Monday 2026-08-03, whose weeks are judged by the rule.
Book newcomer(Date today) {
  Book book(today);
  book.own.pm.judge_from.reset();
  book.own.pm.joined = {"2026-08-03"_d};
  return book;
}

/// `count` visits of an hour on days after each other, from `from` on.
void visits(Book& book, int count, Date from) {
  for (int n = 0; n < count; ++n) book.log("Customer " + std::to_string(n), from + Days(n));
}

}  // namespace

TEST_CASE("onboarding first: until fifteen visits nothing is judged, met weeks included") {
  Book book = newcomer("2026-08-26"_d);
  visits(book, 14, "2026-08-03"_d);
  CHECK(book.state("2026-08-03"_d) == State::onboarding);
  CHECK(book.state("2026-08-24"_d) == State::onboarding);
  CHECK(book.cadence().streak("2026-08-24"_d) == Streak{});
  CHECK_FALSE(book.cadence().judged_from());
  const Cadence& cadence = book.cadence();
  for (const auto& judgement : cadence.judge_all("2026-08-26"_d)) CHECK_FALSE(judgement.judged);
}

TEST_CASE("onboarding: judging starts the week after it was met") {
  Book book = newcomer("2026-08-26"_d);
  visits(book, 15, "2026-08-03"_d);  // the last on Monday 2026-08-17
  CHECK(book.state("2026-08-17"_d) == State::onboarding);
  CHECK(book.state("2026-08-24"_d) == State::behind);
  CHECK(book.cadence().judged_from() == "2026-08-24"_d);
}

TEST_CASE("onboarding: an import never turns old weeks into misses") {
  Book book = newcomer("2026-11-18"_d);
  visits(book, 15, "2026-08-03"_d);
  for (auto& talk : book.own.talks) talk.recorded.date = "2026-11-11"_d;
  CHECK(book.state("2026-09-07"_d) == State::onboarding);
  CHECK(book.state("2026-11-09"_d) == State::onboarding);
  CHECK(book.cadence().judged_from() == "2026-11-16"_d);
  const auto progress = book.cadence().onboarding().front();
  CHECK(progress.met_on == "2026-08-17"_d);
  CHECK(progress.closed_on == "2026-11-11"_d);
}

TEST_CASE("onboarding: old talks written down later move neither forth nor back what was judged") {
  Book book = newcomer("2026-11-18"_d);
  visits(book, 15, "2026-08-31"_d);  // met and recorded on 2026-09-14
  CHECK(book.cadence().judged_from() == "2026-09-21"_d);
  book.log("Globex", "2026-08-04"_d).recorded.date = "2026-11-11"_d;
  CHECK(book.cadence().judged_from() == "2026-09-21"_d);
  visits(book, 15, "2026-08-10"_d);
  for (std::size_t at = 16; at < book.own.talks.size(); ++at)
    book.own.talks[at].recorded.date = "2026-11-11"_d;
  CHECK(book.cadence().judged_from() == "2026-09-21"_d);
}

TEST_CASE("onboarding: a fifteenth talk written down late settles it only then") {
  Book book = newcomer("2026-11-18"_d);
  visits(book, 15, "2026-08-03"_d);
  book.own.talks[3].recorded.date = "2026-09-02"_d;
  CHECK(book.cadence().judged_from() == "2026-09-07"_d);
  book.log("Globex", "2026-08-20"_d);  // another one that was known before
  CHECK(book.cadence().judged_from() == "2026-08-24"_d);
}

TEST_CASE("onboarding: --judge-from overrides, both ways") {
  Book book = newcomer("2026-11-18"_d);
  book.own.pm.judge_from = "2026-09-14"_d;
  CHECK(book.state("2026-09-07"_d) == State::stalled);
  CHECK(book.state("2026-09-14"_d) == State::missed);
  visits(book, 15, "2026-08-03"_d);
  book.own.pm.judge_from = "2026-11-02"_d;
  CHECK(book.state("2026-10-26"_d) == State::onboarding);
  CHECK(book.state("2026-11-02"_d) == State::missed);
}

TEST_CASE("onboarding: another target of once holds nothing up") {
  Book book = newcomer("2026-11-18"_d);
  visits(book, 15, "2026-08-03"_d);
  book.target({.name = "eu",
               .metric = Metric::customers,
               .amount = 15,
               .every = {.unit = Every::Unit::once},
               .filter = {.region = "EU"}});
  CHECK(book.state("2026-11-09"_d) == State::missed);
  const Cadence& cadence = book.cadence();
  for (const auto& judgement : cadence.judge_all("2026-11-18"_d))
    if (judgement.target->name == "eu") CHECK(judgement.state == State::on_pace);
}

TEST_CASE("onboarding: one that is asked for later leaves past verdicts alone") {
  Book book = newcomer("2026-11-18"_d);
  visits(book, 15, "2026-08-03"_d);
  book.target({.name = "us",
               .metric = Metric::customers,
               .amount = 15,
               .every = {.unit = Every::Unit::once},
               .filter = {.region = "US"},
               .onboarding = true,
               .from = "2026-11-16"_d});
  CHECK(book.state("2026-11-09"_d) == State::missed);
  CHECK(book.state("2026-11-16"_d) == State::onboarding);
  for (int n = 0; n < 15; ++n) book.customer("Customer " + std::to_string(n)).region = "US";
  CHECK(book.state("2026-11-16"_d) == State::behind);  // visits before it was asked for count
}

TEST_CASE("onboarding: no streak while it lasts, in a paused week either") {
  Book book = newcomer("2026-11-18"_d);
  visits(book, 15, "2026-08-03"_d);
  book.play("MMMM", "2026-10-19"_d);
  CHECK(book.cadence().streak("2026-11-09"_d).streak == 4);
  book.target({.name = "us",
               .metric = Metric::customers,
               .amount = 15,
               .every = {.unit = Every::Unit::once},
               .filter = {.region = "US"},
               .onboarding = true,
               .from = "2026-11-16"_d});
  book.off("2026-11-16"_d, "2026-11-20"_d);
  CHECK(book.state("2026-11-16"_d) == State::paused);
  CHECK(book.cadence().streak("2026-11-16"_d) == Streak{});
}

TEST_CASE("onboarding: weeks before it became easier stay what they were") {
  Book book = newcomer("2026-11-18"_d);
  visits(book, 5, "2026-08-03"_d);
  book.target({.name = "onboarding",
               .metric = Metric::visits,
               .amount = 5,
               .every = {.unit = Every::Unit::once},
               .onboarding = true,
               .from = "2026-11-16"_d});
  CHECK(book.state("2026-11-09"_d) == State::stalled);
  CHECK(book.state("2026-11-16"_d) == State::behind);
  CHECK(book.cadence().judged_from() == "2026-11-16"_d);
  book.facts.now.date = "2026-11-12"_d;
  CHECK(book.cadence().judged_from() == "2026-11-16"_d);
  book.facts.now.date = "2026-11-05"_d;
  CHECK_FALSE(book.cadence().judged_from());
}

TEST_CASE("onboarding: progress says who makes it up and what is missing") {
  Book book = newcomer("2026-08-12"_d);
  visits(book, 3, "2026-08-03"_d);
  book.log("Customer 0", "2026-08-10"_d, 30, Kind::video);
  book.log("Customer 9", "2026-08-10"_d, 30, Kind::call);
  const Cadence& cadence = book.cadence();
  const auto all = cadence.onboarding();
  REQUIRE(all.size() == 1);
  const Progress& progress = all.front();
  CHECK(progress.done == 4);
  CHECK(progress.of == 15);
  CHECK(progress.missing() == 11);
  REQUIRE(progress.talks.size() == 4);
  for (std::size_t i = 0; i < progress.talks.size(); ++i)
    CHECK(progress.talks[i]->number == static_cast<std::int64_t>(i) + 1);
  CHECK_FALSE(progress.met_on);
}

TEST_CASE("onboarding: the forecast goes on at the pace so far, over available days") {
  Book book = newcomer("2026-08-07"_d);  // Friday: five days
  visits(book, 5, "2026-08-03"_d);
  CHECK(book.cadence().onboarding().front().forecast == "2026-08-21"_d);  // ten more
  book.off("2026-08-10"_d, "2026-08-14"_d);
  CHECK(book.cadence().onboarding().front().forecast == "2026-08-28"_d);
  book.own.talks.clear();
  CHECK_FALSE(book.cadence().onboarding().front().forecast);
}

}  // namespace rapport
