#include "rapport/report/why.hpp"

#include "../domain/first_quarter.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

std::string finding(const WhyWeekReport& report, const std::string& rule) {
  for (const auto& reason : report.reasons)
    if (reason.rule == rule) return reason.finding;
  return {};
}

}  // namespace

TEST_CASE("why of a week: target, period, done, expected and the rule of its state") {
  const Book book = first_quarter();
  const WhyWeekReport running = build_why_week(book.cadence(), "2026-11-18"_d);
  CHECK(finding(running, "target") == "weekly: 3h every week");
  CHECK(finding(running, "period") == "2026-W47, until Sun 22 Nov");
  CHECK(finding(running, "done") == "2h: 2 of 2 talks count");
  CHECK(finding(running, "expected") == "3h: 5 of 5 working days");
  CHECK(finding(running, "on pace") ==
        "2 of 5 working days are over, which ask for 1h 12m; done: 2h");
  CHECK(finding(running, "streak").starts_with("2 weeks, met 2 of the last 3"));

  const WhyWeekReport first = build_why_week(book.cadence(), "2026-08-26"_d);
  CHECK(finding(first, "expected") == "3h × 3 of 5 working days = 2h, up to a quarter of an hour");
  CHECK(finding(first, "onboarding") ==
        "onboarding has 21 of 15 visits, met on Tue 20 Oct and recorded by Tue 20 Oct; weeks count "
        "from the week after it was met and recorded: Mon 26 Oct");

  const WhyWeekReport partner = build_why_week(book.cadence(), "2026-09-03"_d);
  CHECK(finding(partner, "done") == "3h: 3 of 4 talks count");
  const WhyWeekReport off = build_why_week(book.cadence(), "2026-09-28"_d);
  CHECK(finding(off, "paused") == "there was no working day, whatever was done");
}

TEST_CASE("why of a week: out of reach, missed, partial, not a member") {
  Book book("2026-11-22"_d);
  book.target({.name = "weekly", .amount = 481, .main = true, .from = "2026-11-16"_d});
  CHECK(finding(build_why_week(book.cadence(), "2026-11-16"_d), "out of reach") ==
        "8h 1m missing and 1 day left: more than 8h a day");
  book.facts.now.date = "2026-11-23"_d;
  CHECK(finding(build_why_week(book.cadence(), "2026-11-16"_d), "missed") ==
        "the period is over: 0m of 8h 1m");
  book.own.pm.joined = {"2026-11-18"_d};
  CHECK(finding(build_why_week(book.cadence(), "2026-11-16"_d), "partial") ==
        "the membership began or ended within the period, so an unmet one does not count");
  CHECK(finding(build_why_week(book.cadence(), "2026-11-09"_d), "not a member") ==
        "no working day as a member in the period");
}

/// Nothing for a number that no talk has.
std::optional<WhyTalkReport> why_talk_of(const Cadence& cadence, std::int64_t number) {
  for (const Entry& entry : cadence.entries())
    if (entry.talk->number == number)
      return build_why_talk(cadence, number, entry.talk->start.date);
  return build_why_talk(cadence, number, cadence.today());
}

TEST_CASE("why of an interaction: what it counts towards, or the first reason why not") {
  const Book book = first_quarter();
  CHECK_FALSE(why_talk_of(book.cadence(), 999));
  const auto visit = why_talk_of(book.cadence(), 1);
  REQUIRE(visit);
  REQUIRE(visit->findings.size() == 2);
  CHECK(visit->findings[0].target == "weekly");
  CHECK(visit->findings[0].counts);
  CHECK(visit->findings[0].finding == "counts 1h");
  CHECK(visit->findings[1].finding == "counts 1 visit");
  const auto call = why_talk_of(book.cadence(), 3);
  CHECK(call->findings[0].counts);
  CHECK_FALSE(call->findings[1].counts);
  CHECK(call->findings[1].finding == "call, not a visit");
  const Document partner = document_of(*why_talk_of(book.cadence(), 6));
  CHECK(fact_of(partner, "counts") == Value(false));
  CHECK(text_of(partner, "reason") == "partner, not a customer");
}

}  // namespace rapport
