#include "rapport/report/trend.hpp"

#include "../domain/first_quarter.hpp"
#include "reading.hpp"

namespace rapport {

TEST_CASE("trend: the first quarter, week by week, oldest first") {
  const Document document = document_of(build_trend(first_quarter().cadence(), 13));
  CHECK(document.report == "trend");
  CHECK(text_of(document, "state") == "on-pace");
  CHECK(number_of(document, "streak") == 2);
  const Table& weeks = table_of(document, "weeks");
  CHECK(columns_of(weeks) == std::vector<std::string>{"label", "from", "until", "state", "done",
                                                      "expected", "unit", "sessions",
                                                      "one_hour_sessions", "forgiven"});
  REQUIRE(weeks.rows.size() == first_quarter_weeks.size());
  for (std::size_t row = 0; row < weeks.rows.size(); ++row) {
    const ExpectedWeek& expected = first_quarter_weeks.at(row);
    CAPTURE(expected.from);
    CHECK(cell_of(weeks, row, "from") == Value(parse_iso_date(expected.from).value()));
    CHECK(cell_of(weeks, row, "state") == Value(std::string(name_of(expected.state))));
    CHECK(cell_of(weeks, row, "done") == Value(expected.done));
    CHECK(cell_of(weeks, row, "expected") == Value(expected.expected));
    CHECK(cell_of(weeks, row, "unit") == Value(std::string("minutes")));
    CHECK(cell_of(weeks, row, "sessions") == Value(std::int64_t{expected.sessions}));
    CHECK(cell_of(weeks, row, "one_hour_sessions") ==
          Value(std::int64_t{expected.one_hour_sessions}));
    CHECK(cell_of(weeks, row, "forgiven") == Value(false));
  }
  CHECK(cell_of(weeks, 12, "label") == Value(std::string("2026-W47")));
}

TEST_CASE("trend: a strip of marks, one a week, a forgiven miss with its own") {
  Book book("2026-11-18"_d);
  book.own.pm.judge_from = "2026-10-05"_d;
  book.play("MMMMxM", "2026-10-05"_d);
  const Document document = document_of(build_trend(book.cadence(), 7));
  std::string marks;
  std::string legend;
  for (const auto& block : document.blocks)
    if (const auto* strip = std::get_if<Strip>(&block)) {
      for (const auto& mark : strip->marks) marks += mark.mark;
      legend = strip->legend;
    }
  CHECK(marks == "MMMM~M<");
  CHECK(legend == "M met, ~ grace week, < behind");
  CHECK(cell_of(table_of(document, "weeks"), 4, "forgiven") == Value(true));
  CHECK(cell_of(table_of(document, "weeks"), 4, "state") == Value(std::string("missed")));
}

TEST_CASE("trend: as many weeks as asked for, or all since the PM joined") {
  const Book book;
  CHECK(table_of(document_of(build_trend(book.cadence(), 520)), "weeks").rows.size() == 520);
  CHECK(table_of(document_of(build_trend(book.cadence(), 1)), "weeks").rows.size() == 1);
  CHECK(table_of(document_of(build_trend(book.cadence(), 0)), "weeks").rows.size() == 46);
}

TEST_CASE("trend: people read no more weeks in words than fit a screen") {
  const Book book;
  const Document document = document_of(build_trend(book.cadence(), 52));
  CHECK(table_of(document, "recent").rows.size() == 8);
  CHECK(table_of(document, "weeks").audience == Audience::programs);
}

}  // namespace rapport
