#include "book.hpp"

namespace rapport {
namespace {

/// A PM since Monday 2026-08-03, whose onboarding is open.
Book newcomer(Date today) {
  Book book(today);
  book.own.pm.joined = {"2026-08-03"_d};
  book.own.pm.judge_from.reset();
  return book;
}

const Target& onboarding_of(const Book& book) { return *book.cadence().targets().onboarding()[0]; }

}  // namespace

TEST_CASE("stalled: after four closed weeks without a visit, whatever was said by telephone") {
  Book book = newcomer("2026-09-01"_d);
  book.log("Acme", "2026-08-11"_d, 60, Kind::call);
  book.log("Acme", "2026-08-25"_d, 60, Kind::call);
  CHECK(book.state("2026-08-24"_d) == State::onboarding);
  CHECK(book.state("2026-08-31"_d) == State::stalled);
  const auto stall = book.cadence().stall(onboarding_of(book), "2026-09-01"_d);
  REQUIRE(stall);
  CHECK(stall->weeks == 4);
  CHECK(stall->others == std::map<Kind, int>{{Kind::call, 2}});
}

TEST_CASE("stalled: a visit moves it, in the running week too, and so does one by video") {
  for (const Kind kind : {Kind::visit, Kind::video}) {
    Book book = newcomer("2026-09-02"_d);
    book.log("Acme", "2026-09-01"_d, 60, kind);
    CHECK(book.state("2026-08-31"_d) == State::onboarding);
    book.facts.now.date = "2026-09-30"_d;
    CHECK(book.state("2026-09-28"_d) == State::onboarding);
    book.facts.now.date = "2026-10-05"_d;
    CHECK(book.state("2026-10-05"_d) == State::stalled);
  }
}

TEST_CASE("stalled: weeks of holiday are none of the four, and a paused week is paused") {
  Book book = newcomer("2026-09-01"_d);
  book.off("2026-08-10"_d, "2026-08-14"_d);
  CHECK(book.state("2026-08-31"_d) == State::onboarding);
  book.facts.now.date = "2026-09-08"_d;
  CHECK(book.state("2026-09-07"_d) == State::stalled);
  book.off("2026-09-07"_d, "2026-09-11"_d);
  CHECK(book.state("2026-09-07"_d) == State::paused);
}

TEST_CASE("stalled: not where onboarding was met meanwhile, or has only begun") {
  Book book = newcomer("2026-11-18"_d);
  for (int n = 0; n < 15; ++n)
    book.log("Customer " + std::to_string(n), "2026-08-03"_d).recorded.date = "2026-11-18"_d;
  CHECK(book.state("2026-11-16"_d) == State::onboarding);  // entered today
  Book judged("2026-11-18"_d);
  judged.own.pm.judge_from.reset();
  for (int n = 0; n < 15; ++n) judged.log("Customer " + std::to_string(n), "2026-01-05"_d);
  judged.target({.name = "us",
                 .metric = Metric::customers,
                 .amount = 15,
                 .every = {.unit = Every::Unit::once},
                 .filter = {.region = "US"},
                 .onboarding = true,
                 .from = "2026-11-02"_d});
  CHECK(judged.state("2026-11-16"_d) == State::onboarding);
  judged.facts.now.date = "2026-11-30"_d;
  CHECK(judged.state("2026-11-30"_d) == State::stalled);
}

}  // namespace rapport
