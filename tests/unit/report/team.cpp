#include "rapport/report/team.hpp"

#include "../domain/book.hpp"
#include "reading.hpp"

namespace rapport {

TEST_CASE("team: one line per PM, by name") {
  Book priya("2026-11-18"_d);
  priya.own.pm.judge_from = "2026-11-02"_d;
  priya.play("MM", "2026-11-02"_d);
  priya.log("Acme", "2026-11-17"_d, 120);
  Book dana = priya;
  dana.own.pm.uid = uid_of(2);
  dana.own.pm.name = "Dana";
  dana.own.talks.clear();
  dana.own.pm.judge_from.reset();
  TeamReport report = begin_team(priya.facts, "2026-11-18"_d);
  add_pm(report, priya.cadence());
  add_pm(report, dana.cadence());
  const Document document = document_of(report);
  const Table& pms = table_of(document, "pms");
  REQUIRE(pms.rows.size() == 2);
  CHECK(cell_of(pms, 0, "pm") == Value(std::string("Dana")));
  CHECK(cell_of(pms, 0, "state") == Value(std::string("stalled")));
  CHECK(std::get<Bar>(cell_of(pms, 0, "share")).caption == "0/15 visits");
  CHECK(cell_of(pms, 1, "state") == Value(std::string("on-pace")));
  CHECK(std::get<Bar>(cell_of(pms, 1, "share")).caption == "2h/3h");
  CHECK(cell_of(pms, 1, "streak") == Value(std::int64_t{2}));
  CHECK(cell_of(pms, 1, "hit_rate") == Value(std::string("2/2")));
  CHECK(std::get<StripCell>(cell_of(pms, 1, "marks")).letters() == "sssssMM>");
}

TEST_CASE("team: a talk of two PMs gives both full credit and counts once for the team") {
  Book priya("2026-11-18"_d);
  priya.log("Acme", "2026-11-17"_d, 60);
  priya.log("Globex", "2026-11-17"_d, 30);
  Book dana = priya;
  dana.own.pm.uid = uid_of(2);
  dana.own.talks.pop_back();
  TeamReport report = begin_team(priya.facts, "2026-11-18"_d);
  add_pm(report, priya.cadence());
  add_pm(report, dana.cadence());
  const Document document = document_of(report);
  CHECK(number_of(document, "sessions") == 3);
  CHECK(fact_of(document, "minutes") == Value(Minutes(150)));
  CHECK(number_of(document, "distinct_sessions") == 2);
  CHECK(fact_of(document, "distinct_minutes") == Value(Minutes(90)));
  CHECK(table_of(document, "pms").title ==
        "Together 2h 30m in 3 sessions; each talk once: 1h 30m in 2 sessions");
}

TEST_CASE("team: an event that two PMs imported from their calendars is one meeting") {
  Book priya("2026-11-18"_d);
  priya.log("Acme", "2026-11-17"_d, 60);
  Book dana = priya;
  dana.own.pm.uid = uid_of(2);
  dana.own.talks.front().number = 77;
  const auto total = [&](const std::string& in_her_calendar) {
    TeamReport report = begin_team(priya.facts, "2026-11-18"_d);
    add_pm(report, priya.cadence(), {.sources = {{priya.own.talks.front().number, "ics:1@x"}}});
    add_pm(report, dana.cadence(), {.sources = {{77, in_her_calendar}}});
    return number_of(document_of(report), "distinct_sessions");
  };
  CHECK(total("ics:1@x") == 1);
  CHECK(total("ics:2@x") == 2);
}

TEST_CASE("team: who is not a member in the week is left out") {
  Book book("2026-11-18"_d);
  book.own.pm.left = {"2026-11-02"_d};
  TeamReport report = begin_team(book.facts, "2026-11-18"_d);
  add_pm(report, book.cadence());
  CHECK(report.lines.empty());
}

TEST_CASE("team: it can be ordered by what is looked for, and by name among equals") {
  Book book("2026-11-18"_d);
  TeamReport report = begin_team(book.facts, "2026-11-18"_d);
  const auto add = [&](const char* name, State state, int minutes, int sessions, Streak streak) {
    report.lines.push_back(
        {.pm = name,
         .week = {.state = state, .sessions = sessions, .session_minutes = minutes},
         .streak = streak});
  };
  add("Ada", State::met, 60, 3, {.streak = 1, .met = 1, .judged = 2});
  add("Ben", State::behind, 120, 1, {.streak = 4, .met = 2, .judged = 3});
  add("Cyd", State::onboarding, 120, 2, {});
  const auto ordered = [&](const char* order) {
    const Document document = document_of(report, *find_team_order(order));
    const Table& table = table_of(document, "pms");
    std::string names;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      names += std::get<std::string>(cell_of(table, row, "pm")).substr(0, 1);
    return names;
  };
  CHECK(ordered("name") == "ABC");
  CHECK(ordered("state") == "BCA");
  CHECK(ordered("hours") == "BCA");
  CHECK(ordered("sessions") == "ACB");
  CHECK(ordered("streak") == "BAC");
  CHECK(ordered("met") == "BAC");
  CHECK(find_team_order("age") == nullptr);
}

}  // namespace rapport
