#include "rapport/report/status.hpp"

#include "../domain/first_quarter.hpp"
#include "reading.hpp"

namespace rapport {

TEST_CASE("standing: the week and the onboarding in one line") {
  Book book = first_quarter();
  CHECK(standing_text(build_status(book.cadence())) ==
        "week 2026-W47: 2h of 3h, on pace");  // onboarding was met four weeks ago
  book.facts.now.date = "2026-11-16"_d;
  CHECK(
      standing_text(build_status(book.cadence())).ends_with("on pace · onboarding met (21 of 15)"));
  book.facts.now.date = "2026-09-10"_d;
  CHECK(standing_text(build_status(book.cadence())) ==
        "week 2026-W37: 3h of 3h · onboarding 7 of 15, at this pace on Wed 14 Oct");
  book.facts.rules.week_start = std::chrono::Sunday;
  CHECK(standing_text(build_status(book.cadence())).starts_with("week of 2026-09-06: "));
}

TEST_CASE("status: one short line for a shell prompt") {
  Book book = first_quarter();
  CHECK(short_text(build_status(book.cadence())) == "2h/3h on pace");
  book.facts.now.date = "2026-09-10"_d;
  CHECK(short_text(build_status(book.cadence())) == "onboarding 7/15 visits");
  book.facts.now.date = "2026-10-01"_d;
  CHECK(short_text(build_status(book.cadence())) == "paused");
}

TEST_CASE("status: the last talk, what is planned next and what waits to be confirmed") {
  Book book("2026-11-18"_d);
  book.log("Acme", "2026-11-16"_d);
  book.log("Globex", "2026-11-17"_d, 30, Kind::call).status = Status::planned;
  book.log("Initech", "2026-11-20"_d, 30, Kind::call).status = Status::planned;
  book.log("Umbrella", "2026-11-19"_d, 30, Kind::call).status = Status::planned;
  const StatusReport report = build_status(book.cadence());
  CHECK(report.last->id == 1);
  REQUIRE(report.planned.size() == 2);
  CHECK(report.planned[0].id == 4);
  CHECK(report.planned[1].id == 3);
  CHECK(report.to_confirm == std::vector<std::int64_t>{2});
  CHECK(beside(document_of(report), "Last talk") == "Mon 16 Nov 10:00, Acme, 1h visit (#1)");
}

TEST_CASE("status: a plan is asked about from the minute on in which it should have ended") {
  Book book("2026-11-18"_d);
  book.log("Globex", "2026-11-18"_d, 30, Kind::call).status = Status::planned;  // 10:00
  const auto asked = [&](int minute) {
    book.facts.now.minute = minute;
    return !build_status(book.cadence()).to_confirm.empty();
  };
  CHECK(!asked(600));
  CHECK(!asked(629));
  CHECK(asked(630));
  book.own.talks[0].start.minute.reset();
  CHECK(!asked(1439));
  book.facts.now.date += Days(1);
  CHECK(asked(0));
  book.own.talks[0].status = Status::cancelled;
  CHECK(!asked(0));
}

TEST_CASE("plans that are over are named, three at most") {
  CHECK(confirm_text({}).empty());
  CHECK(confirm_text({7}) ==
        "1 planned talk is over. Did it happen? rapport held 7 (or cancel, no-show)");
  CHECK(confirm_text({7, 9}) ==
        "2 planned talks are over. Did it happen? rapport held 7, held 9 (or cancel, no-show)");
  CHECK(confirm_text({1, 2, 3, 4}) ==
        "4 planned talks are over. Did it happen? rapport held 1, held 2, held 3 … (or cancel, "
        "no-show)");
}

TEST_CASE("status: three of the talks to come, and how many more there are") {
  Book book("2026-11-18"_d);
  for (int day = 0; day < 5; ++day)
    book.log("Acme", "2026-11-19"_d + Days(day)).status = Status::planned;
  int planned = 0, more = 0;
  for (const auto& block : document_of(build_status(book.cadence())).blocks)
    if (const auto* facts = std::get_if<KeyValues>(&block))
      for (const auto& fact : facts->values) {
        planned += fact.title == "Planned" ? 1 : 0;
        if (fact.cell.value == Value(std::string("and 2 more"))) ++more;
      }
  CHECK(planned == 3);
  CHECK(more == 1);
}

TEST_CASE("status: the talk that runs, with a doubt once it was probably forgotten") {
  Book book("2026-11-18"_d);
  StatusReport report = build_status(book.cadence());
  CHECK(fact_of(document_of(report), "running_who") == Value());
  report.running = {"Acme", {"2026-11-18"_d, 840, 60}, Minutes(42)};
  CHECK(beside(document_of(report), "Running") == "Acme, 42m since 14:00: rapport stop");
  CHECK(fact_of(document_of(report), "running_minutes") == Value(Minutes(42)));
  CHECK(short_text(report) == "0m/3h behind · Acme 42m");
  report.running->elapsed = Minutes(479);
  CHECK(short_text(report).ends_with("Acme 7h 59m"));
  report.running = {"A customer with a long name", {"2026-11-17"_d, 840, 60}, Minutes(480)};
  CHECK(short_text(report) == "0m/3h behind · A customer with a l… 8h?");
  CHECK(beside(document_of(report), "Running") ==
        "A customer with a long name, 8h since Tue 17 Nov 14:00. Forgotten? rapport stop 45m, or "
        "discard");
}

}  // namespace rapport
