#include "rapport/report/week.hpp"

#include "../domain/first_quarter.hpp"
#include "reading.hpp"

namespace rapport {
namespace {

using Keys = std::vector<std::string>;

Document week_of_quarter(Date day) {
  return document_of(build_week(first_quarter().cadence(), day));
}

Document week_of_book(const Book& book, Date day) {
  return document_of(build_week(book.cadence(), day));
}

}  // namespace

TEST_CASE("week: a program finds exactly the promised keys, in order, and more behind them") {
  const Document document = week_of_quarter("2026-11-18"_d);
  CHECK(document.report == "week");
  Keys keys = keys_of(document);
  REQUIRE(keys.size() > 15);
  keys.resize(15);
  CHECK(keys == Keys{"pm", "label", "from", "until", "state", "streak", "met", "judged", "sessions",
                     "one_hour_sessions", "on_site_sessions", "discovery_minutes", "customers",
                     "targets", "interactions"});
  CHECK(columns_of(table_of(document, "targets")) == Keys{"name", "metric", "period", "done",
                                                          "expected", "unit", "state", "main",
                                                          "judged", "forecast"});
  CHECK(columns_of(table_of(document, "interactions")) == Keys{"id", "start", "minutes", "kind",
                                                               "purpose", "customers", "counts",
                                                               "reason", "late", "overlaps"});
  CHECK(document.main_table == "interactions");
}

TEST_CASE("week: the facts of the first quarter's last week") {
  const Document document = week_of_quarter("2026-11-18"_d);
  CHECK(text_of(document, "pm") == "Priya");
  CHECK(text_of(document, "label") == "2026-W47");
  CHECK(fact_of(document, "from") == Value("2026-11-16"_d));
  CHECK(fact_of(document, "until") == Value("2026-11-23"_d));
  CHECK(text_of(document, "state") == "on-pace");
  CHECK(number_of(document, "streak") == 2);
  CHECK(number_of(document, "met") == 2);
  CHECK(number_of(document, "judged") == 3);
  CHECK(number_of(document, "sessions") == 2);
  CHECK(number_of(document, "one_hour_sessions") == 2);
  CHECK(number_of(document, "on_site_sessions") == 1);
  CHECK(number_of(document, "discovery_minutes") == 120);
  CHECK(number_of(document, "customers") == 2);
}

TEST_CASE("week: the targets, the main one first") {
  const Document document = week_of_quarter("2026-11-18"_d);
  const Table& targets = table_of(document, "targets");
  REQUIRE(targets.rows.size() == 2);
  const auto check = [&](std::size_t row, const char* key, const Value& value) {
    CAPTURE(key);
    CHECK(cell_of(targets, row, key) == value);
  };
  const auto text = [](const char* value) { return Value(std::string(value)); };
  check(0, "name", text("weekly"));
  check(0, "metric", text("hours"));
  check(0, "period", text("week"));
  check(0, "done", std::int64_t{120});
  check(0, "expected", std::int64_t{180});
  check(0, "unit", text("minutes"));
  check(0, "state", text("on-pace"));
  check(0, "main", true);
  check(0, "judged", true);
  check(1, "name", text("onboarding"));
  check(1, "metric", text("visits"));
  check(1, "period", text("once"));
  check(1, "done", std::int64_t{21});
  check(1, "expected", std::int64_t{15});
  check(1, "unit", text("count"));
  check(1, "state", text("met"));
  check(1, "main", false);
  check(1, "judged", true);
}

TEST_CASE("week: interactions that count, that do not and why, and that came late") {
  const Document partner = week_of_quarter("2026-09-03"_d);
  const Table& talks = table_of(partner, "interactions");
  REQUIRE(talks.rows.size() == 4);
  CHECK(cell_of(talks, 2, "counts") == Value(false));
  CHECK(cell_of(talks, 2, "reason") == Value(std::string("partner, not a customer")));
  CHECK(cell_of(talks, 2, "customers") == Value(std::vector<std::string>{"Hooli Partners"}));
  CHECK(cell_of(talks, 3, "counts") == Value(true));
  CHECK(cell_of(talks, 3, "reason") == Value());
  CHECK(cell_of(talks, 3, "late") == Value(false));

  const Document late = week_of_quarter("2026-11-12"_d);
  CHECK(cell_of(table_of(late, "interactions"), 1, "late") == Value(true));
  CHECK(cell_of(table_of(late, "interactions"), 1, "marks") ==
        Value(std::string("late, no learning")));
}

TEST_CASE("week: while onboarding nothing is judged and no streak is shown") {
  Book book = first_quarter();
  book.facts.now.date = "2026-09-10"_d;
  const Document document = week_of_book(book, "2026-09-10"_d);
  CHECK(text_of(document, "state") == "onboarding");
  CHECK(number_of(document, "streak") == 0);
  CHECK(number_of(document, "met") == 0);
  CHECK(number_of(document, "judged") == 0);
  const Table& targets = table_of(document, "targets");
  CHECK(cell_of(targets, 0, "state") == Value(std::string("onboarding")));
  CHECK(cell_of(targets, 0, "judged") == Value(false));
  CHECK(cell_of(targets, 1, "judged") == Value(false));
  CHECK(first_text(document) == "Onboarding: 7 of 15 visits; at this pace, 15 on Wed 14 Oct");
}

TEST_CASE("week: the verdict in one sentence, whatever the state") {
  Book book("2026-11-19"_d);
  const auto verdict = [&] { return first_text(week_of_book(book, "2026-11-19"_d)); };
  CHECK(verdict() == "Behind: 0m of 3h, 3h still needed by Sun 22 Nov");
  book.log("Acme", "2026-11-17"_d, 120);
  CHECK(verdict() == "On pace: 2h of 3h, 1h still needed by Sun 22 Nov");
  book.log("Acme", "2026-11-18"_d, 90);
  CHECK(verdict() == "Met: 3h 30m of 3h");
  book.off("2026-11-16"_d, "2026-11-20"_d);
  CHECK(verdict() == "Paused: no working day this week, nothing is expected; 3h 30m done");
  book.own.talks.clear();
  book.facts.offs.clear();
  book.facts.now.date = "2026-11-23"_d;
  CHECK(verdict() == "Missed: 0m of 3h");
  book.own.pm.judge_from = "2026-10-19"_d;
  book.play("MMMM", "2026-10-19"_d);
  CHECK(verdict() == "Missed: 0m of 3h, grace week");
  book.own.pm.joined = {"2026-11-19"_d};
  CHECK(verdict() == "Partial: 0m of 1h 15m, does not count: a member for part of it only");
  book.own.pm.joined = {"2026-11-23"_d};
  CHECK(verdict() == "The first week begins on Mon 23 Nov: nothing is expected before");
}

TEST_CASE("week: six half-hour calls meet the hours, not the depth") {
  Book book("2026-11-20"_d);
  for (int talk = 0; talk < 6; ++talk) book.log("Acme", "2026-11-17"_d, 30, Kind::call);
  const Document document = week_of_book(book, "2026-11-20"_d);
  CHECK(beside(document, "Sessions") == "0 of 3 one-hour sessions: hours met, depth not");
  CHECK(beside(document, "On site") == "0 of 6 sessions (0%)");
  CHECK(beside(document, "Discovery").empty());  // every purpose is the default
  CHECK(beside(document, "Customers") == "1");
}

TEST_CASE("week: streak beside the hit rate, and what four weeks come to") {
  const Document document = week_of_quarter("2026-11-18"_d);
  CHECK(beside(document, "Sessions") == "2 of 3 one-hour sessions");
  CHECK(beside(document, "Streak") == "2 weeks, met 2 of the last 3");
  CHECK(beside(document, "Four weeks") == "9h 15m of 12h");
  CHECK(number_of(document, "four_weeks_done") == 555);
}

TEST_CASE("week: an empty book has zeros and an example to type") {
  Book book("2026-11-18"_d);
  book.own.pm.judge_from.reset();
  const Document document = week_of_book(book, "2026-11-18"_d);
  CHECK(number_of(document, "sessions") == 0);
  const Table& talks = table_of(document, "interactions");
  CHECK(talks.rows.empty());
  CHECK(talks.empty.find("rapport log ") != std::string::npos);
}

TEST_CASE("week: what is planned is shown and does not count") {
  Book book("2026-11-18"_d);
  book.log("Acme", "2026-11-20"_d, 45).status = Status::planned;
  const Document document = week_of_book(book, "2026-11-18"_d);
  CHECK(number_of(document, "planned_minutes") == 45);
  CHECK(number_of(document, "sessions") == 0);
  CHECK(beside(document, "Planned") == "1 session, 45m");
  CHECK(cell_of(table_of(document, "interactions"), 0, "reason") ==
        Value(std::string("planned, not held")));
}

TEST_CASE("week: time off that was entered after it began is marked") {
  Book book("2026-11-20"_d);
  book.off("2026-11-16"_d, "2026-11-17"_d);
  CHECK(beside(week_of_book(book, "2026-11-20"_d), "Time off").empty());
  book.facts.offs.back().recorded = "2026-11-19"_d;
  CHECK(beside(week_of_book(book, "2026-11-20"_d), "Time off") ==
        "Mon 16 Nov to Tue 17 Nov, entered Thu 19 Nov");
}

TEST_CASE("week: what is to come stands beside what is needed, what is over is asked about") {
  Book book("2026-11-18"_d);
  book.facts.now.minute = 720;
  book.log("Acme", "2026-11-10"_d, 60).status = Status::planned;
  book.log("Acme", "2026-11-16"_d, 60);
  book.log("Globex", "2026-11-18"_d, 60).status = Status::planned;
  book.log("Globex", "2026-11-20"_d, 45).status = Status::planned;
  const WeekReport report = build_week(book.cadence(), "2026-11-18"_d);
  CHECK(report.planned == Minutes(45));
  CHECK(report.to_confirm == std::vector<std::int64_t>{1, 3});
  CHECK(first_text(document_of(report)) ==
        "Behind: 1h of 3h, 2h still needed by Sun 22 Nov (45m planned)");
  CHECK(build_week(book.cadence(), "2026-11-10"_d).to_confirm == std::vector<std::int64_t>{1});
  CHECK(build_week(book.cadence(), "2026-11-25"_d).to_confirm.empty());
}

TEST_CASE("week: the loops are never added together") {
  Book book("2026-11-20"_d);
  book.log("Acme", "2026-11-16"_d, 60);
  Talk& told = book.log("Acme", "2026-11-17"_d, 60, Kind::call);
  told.loop = Loop::colleague;
  told.customers = {};
  told.people = {uid_of(900)};
  book.facts.colleagues[uid_of(900)] = "Dana";
  Talk& used = book.log("Acme", "2026-11-18"_d, 60, Kind::call);
  used.loop = Loop::self;
  used.customers = {};
  book.target({.name = "listening",
               .metric = Metric::sessions,
               .amount = 1,
               .filter = {.loop = Loop::colleague}});
  book.target(
      {.name = "own-use", .metric = Metric::hours, .amount = 120, .filter = {.loop = Loop::self}});
  const WeekReport report = build_week(book.cadence(), "2026-11-20"_d);
  CHECK(report.week.sessions == 1);
  CHECK(report.week.session_minutes == 60);
  for (const auto& line : report.targets) {
    CAPTURE(line.name);
    CHECK(line.done == (line.metric == Metric::hours ? 60 : 1));
  }
  CHECK(report.targets.size() == 4);
  CHECK(report.talks[1].with == std::vector<std::string>{"Dana"});
  CHECK(report.talks[2].with == std::vector<std::string>{"own product"});
  const Document document = document_of(report);
  const Table& table = table_of(document, "interactions");
  CHECK(cell_of(table, 1, "reason") == Value("colleague, not a customer"));
  CHECK(cell_of(table, 2, "shown_kind") == Value(""));
  CHECK(cell_of(table, 1, "customers") == Value(std::vector<std::string>{}));
}

}  // namespace rapport
