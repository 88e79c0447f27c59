#include "rapport/domain/target.hpp"

#include "book.hpp"

namespace rapport {
namespace {

using std::chrono::Monday;
using std::chrono::Sunday;

DateRange range(Date from, Date until) { return {.from = from, .until = until}; }

}  // namespace

TEST_CASE("period: a week is the calendar week from its first day on, whichever that is") {
  const Every week{.unit = Every::Unit::week};
  CHECK(period_around(week, first_date, "2026-11-22"_d, Monday) ==
        range("2026-11-16"_d, "2026-11-23"_d));
  for (unsigned first = 0; first < 7; ++first) {
    const auto period =
        period_around(week, first_date, "2026-11-18"_d, std::chrono::weekday(first));
    CHECK(period.days() == 7);
    CHECK(period.contains("2026-11-18"_d));
    CHECK(std::chrono::weekday(period.from) == std::chrono::weekday(first));
  }
}

TEST_CASE("period: the edges of the ISO year") {
  const Every week{.unit = Every::Unit::week};
  const auto label = [&](Date day) {
    return period_label(week, period_around(week, first_date, day, Monday));
  };
  CHECK(label("2024-12-30"_d) == "2025-W01");
  CHECK(label("2027-01-03"_d) == "2026-W53");
  CHECK(label("2027-01-04"_d) == "2027-W01");
  CHECK(period_label(week, period_around(week, first_date, "2026-11-18"_d, Sunday)) ==
        "week of 2026-11-15");
}

TEST_CASE("period: months and quarters are those of the calendar") {
  const Every month{.unit = Every::Unit::month};
  const Every quarter{.unit = Every::Unit::quarter};
  CHECK(period_around(month, first_date, "2028-02-29"_d, Monday) ==
        range("2028-02-01"_d, "2028-03-01"_d));
  CHECK(period_around(month, first_date, "2026-12-31"_d, Monday) ==
        range("2026-12-01"_d, "2027-01-01"_d));
  CHECK(period_around(quarter, first_date, "2026-11-18"_d, Monday) ==
        range("2026-10-01"_d, "2027-01-01"_d));
  CHECK(period_label(month, range("2026-11-01"_d, "2026-12-01"_d)) == "2026-11");
  CHECK(period_label(quarter, range("2026-10-01"_d, "2027-01-01"_d)) == "2026-Q4");
}

TEST_CASE("period: N weeks are counted from the target's first week, both ways") {
  const Every six{.unit = Every::Unit::weeks, .count = 6};
  const Date anchor = "2026-11-18"_d;  // a Wednesday
  const auto first = range("2026-11-16"_d, "2026-12-28"_d);
  CHECK(period_around(six, anchor, "2026-11-16"_d, Monday) == first);
  CHECK(period_around(six, anchor, "2026-12-27"_d, Monday) == first);
  CHECK(period_around(six, anchor, "2026-12-28"_d, Monday).from == "2026-12-28"_d);
  CHECK(period_around(six, anchor, "2026-11-15"_d, Monday) ==
        range("2026-10-05"_d, "2026-11-16"_d));
  CHECK(period_label(six, first) == "6 weeks from 2026-11-16");
}

TEST_CASE("period: once is everything from its first day on") {
  const auto period =
      period_around({.unit = Every::Unit::once}, "2026-01-05"_d, "2026-11-18"_d, Monday);
  CHECK(period.from == "2026-01-05"_d);
  CHECK(period.until == last_date);
}

TEST_CASE("period: its words are read and written") {
  for (const char* text : {"week", "month", "quarter", "6 weeks", "once"}) {
    REQUIRE(parse_every(text));
    CHECK(to_string(*parse_every(text)) == text);
  }
  CHECK(parse_every("6w") == Every{.unit = Every::Unit::weeks, .count = 6});
  CHECK(parse_every("6weeks") == Every{.unit = Every::Unit::weeks, .count = 6});
  CHECK(parse_every("Quarter") == Every{.unit = Every::Unit::quarter});
  CHECK(parse_every("1 week") == Every{.unit = Every::Unit::week});
  for (const char* text : {"", "weekly", "0 weeks", "-1w", "521 weeks", "6 months", "6", "w"})
    CHECK_FALSE(parse_every(text));
}

}  // namespace rapport
