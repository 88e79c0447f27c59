#include "rapport/domain/time.hpp"

#include <doctest/doctest.h>

#include "typed.hpp"

using namespace rapport;
using std::chrono::Monday;
using std::chrono::Sunday;
using typed::day;

namespace {

std::string label(std::string_view date, std::chrono::weekday first = Monday) {
  return week_label(week_of(day(date), first));
}

}  // namespace

TEST_CASE("every day of the years 1 to 9999 has one ISO date and one ISO week") {
  int year = 1, week = 0;
  unsigned month = 1, of_month = 0;
  long days = 0, wrong = 0;
  Date monday{};
  for (Date date = first_date; date <= last_date; date += Days{1}, ++days) {
    auto made = make_date(year, month, ++of_month);
    if (!made) {
      of_month = 1;
      if (++month > 12) month = 1, ++year;
      made = make_date(year, month, of_month);
    }
    const auto text = to_string(date);
    if (made != date || parse_iso_date(text) != date) ++wrong;

    if (days % 7 == 0) {  // 0001-01-01 is a Monday
      monday = date;
      // A week has the number of its Thursday's year, counted from the first Thursday.
      const std::chrono::year_month_day thursday{date + Days{3}};
      const bool first = thursday.month() == std::chrono::January && unsigned{thursday.day()} <= 7;
      week = first ? 1 : week + 1;
      const auto expected = to_string(date + Days{3}).substr(0, 4) + (week < 10 ? "-W0" : "-W") +
                            std::to_string(week);
      if (week_label({.from = date, .until = date + Days{7}}) != expected) ++wrong;
      if (iso_week(static_cast<int>(thursday.year()), week) != date) ++wrong;
    }
    if (week_start(date, Monday) != monday) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(days == 3'652'059);
}

TEST_CASE("the edges of ISO years") {
  CHECK(label("2024-12-30") == "2025-W01");
  CHECK(label("2027-01-03") == "2026-W53");
  CHECK(label("2026-11-20") == "2026-W47");
  CHECK(label("2021-01-03") == "2020-W53");
  CHECK(label("0001-01-01") == "0001-W01");
  CHECK(label("9999-12-31") == "9999-W52");
  CHECK(iso_week(2026, 53) == day("2026-12-28"));
  CHECK_FALSE(iso_week(2021, 53));
  CHECK_FALSE(iso_week(2026, 0));
  CHECK_FALSE(iso_week(2026, 54));
  CHECK_FALSE(iso_week(0, 1));
  CHECK_FALSE(iso_week(10000, 1));
}

TEST_CASE("a week that does not begin on Monday is named after its first day") {
  CHECK(label("2026-11-20", Sunday) == "week of 2026-11-15");
  CHECK(week_start(day("2026-11-15"), Sunday) == day("2026-11-15"));
  CHECK(week_start(day("2026-11-15"), Monday) == day("2026-11-09"));
  CHECK(week_of(day("2026-11-20"), Sunday) ==
        DateRange{.from = day("2026-11-15"), .until = day("2026-11-22")});
}

TEST_CASE("days that do not exist") {
  CHECK_FALSE(make_date(2026, 2, 29));
  CHECK(make_date(2024, 2, 29));
  CHECK_FALSE(make_date(1900, 2, 29));
  CHECK_FALSE(make_date(2026, 0, 1));
  CHECK_FALSE(make_date(2026, 13, 1));
  CHECK_FALSE(make_date(2026, 1, 0));
  CHECK_FALSE(make_date(2026, 1, 257));  // would be 1 in the byte that chrono keeps
  CHECK_FALSE(make_date(2026, 257, 1));
  CHECK_FALSE(make_date(0, 1, 1));
  CHECK_FALSE(make_date(10000, 1, 1));
}

TEST_CASE("stored dates and moments are read strictly") {
  CHECK(to_string(*parse_iso_moment("2026-11-20T14:30")) == "2026-11-20T14:30");
  CHECK(to_string(*parse_iso_moment("2026-11-20")) == "2026-11-20");
  CHECK_FALSE(parse_iso_moment("2026-11-20")->minute);
  CHECK(parse_iso_moment("2026-11-20T00:00")->minute == 0);
  CHECK(parse_iso_moment("2026-11-20T23:59")->minute == 1439);
  for (const char* text :
       {"", "2026", "2026-1-05", "2026-11-31", "2026-11-20T", "2026-11-20T24:00",
        "2026-11-20T14:60", "2026-11-20 14:30", "2026-11-20T14:30:00", "2026-11-20T4:30",
        "+026-11-20", "2026-11-2x", "20261120", "2026/11/20"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(parse_iso_moment(text));
    CHECK_FALSE(parse_iso_date(text));
  }
}

TEST_CASE("an unknown minute comes first on its day") {
  const auto date = typed::moment("2026-11-20"), early = typed::moment("2026-11-20T00:00"),
             late = typed::moment("2026-11-20T14:30"), next = typed::moment("2026-11-21");
  CHECK(earlier(date, early));
  CHECK(earlier(early, late));
  CHECK(earlier(late, next));
  CHECK_FALSE(earlier(late, late));
  CHECK_FALSE(earlier(early, date));
}

TEST_CASE("the part that two ranges share") {
  const auto range = [](std::string_view from, std::string_view until) {
    return DateRange{.from = day(from), .until = day(until)};
  };
  CHECK(overlap(range("2026-01-01", "2026-01-10"), range("2026-01-05", "2026-02-01")) ==
        range("2026-01-05", "2026-01-10"));
  CHECK(overlap(range("2026-01-01", "2026-01-10"), range("2026-01-10", "2026-02-01")).empty());
  CHECK(overlap(range("2026-03-01", "2026-03-10"), range("2026-01-10", "2026-02-01")).days() == 0);
}

TEST_CASE("what people read") {
  CHECK(day_text(day("2026-11-16"), day("2026-11-20")) == "Mon 16 Nov");
  CHECK(day_text(day("2026-01-05"), day("2026-11-20")) == "Mon 5 Jan");
  CHECK(day_text(day("2025-11-16"), day("2026-11-20")) == "Sun 16 Nov 2025");
  CHECK(clock_text(0) == "00:00");
  CHECK(clock_text(870) == "14:30");
  CHECK(clock_text(1439) == "23:59");
  CHECK(length_text(Minutes{90}) == "1h 30m");
  CHECK(length_text(Minutes{45}) == "45m");
  CHECK(length_text(Minutes{120}) == "2h");
  CHECK(length_text(Minutes{0}) == "0m");
  CHECK(length_text(Minutes{-75}) == "-1h 15m");
  CHECK(weekday_name(Sunday) == "Sun");
  CHECK(weekday_name(std::chrono::Saturday) == "Sat");
  CHECK(month_name(std::chrono::January) == "Jan");
  CHECK(month_name(std::chrono::December) == "Dec");
}
