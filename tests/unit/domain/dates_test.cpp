#include "rapport/domain/dates.hpp"

#include <doctest/doctest.h>

#include "typed.hpp"

using namespace rapport;

namespace {

// A Saturday, in ISO week 2026-W47.
const Moment now = typed::moment("2026-11-21T15:00");

std::string past(std::string_view text) { return to_string(parse_when(text, now, Leaning::past)); }
std::string future(std::string_view text) {
  return to_string(parse_when(text, now, Leaning::future));
}

struct Row {
  const char* text;
  const char* past;
  const char* future;
};

void check(std::initializer_list<Row> rows) {
  for (const auto& row : rows) {
    CAPTURE(std::string(row.text));
    CHECK(past(row.text) == row.past);
    CHECK(future(row.text) == row.future);
  }
}

}  // namespace

TEST_CASE("a complete date is the same whichever way the command leans") {
  check({
      {"2026-11-20", "2026-11-20", "2026-11-20"},  {"2026-1-5", "2026-01-05", "2026-01-05"},
      {"2026/11/20", "2026-11-20", "2026-11-20"},  {"2026-W47-2", "2026-11-17", "2026-11-17"},
      {"2026-w47-7", "2026-11-22", "2026-11-22"},  {"2025-W01-1", "2024-12-30", "2024-12-30"},
      {"3 mar 2026", "2026-03-03", "2026-03-03"},  {"3 March 2024", "2024-03-03", "2024-03-03"},
      {"Mar 3, 2026", "2026-03-03", "2026-03-03"}, {"29 feb 2024", "2024-02-29", "2024-02-29"},
      {"3-mar-2026", "2026-03-03", "2026-03-03"},  {"today", "2026-11-21", "2026-11-21"},
      {"yest", "2026-11-20", "2026-11-20"},        {"Yesterday", "2026-11-20", "2026-11-20"},
      {"tomorrow", "2026-11-22", "2026-11-22"},    {"-3d", "2026-11-18", "2026-11-18"},
      {"+3d", "2026-11-24", "2026-11-24"},         {"-2w", "2026-11-07", "2026-11-07"},
      {"2 weeks ago", "2026-11-07", "2026-11-07"}, {"1 week ago", "2026-11-14", "2026-11-14"},
      {"a week ago", "2026-11-14", "2026-11-14"},  {"3d ago", "2026-11-18", "2026-11-18"},
      {"0 days ago", "2026-11-21", "2026-11-21"},  {"1 year ago", "2025-11-21", "2025-11-21"},
      {"in 2 weeks", "2026-12-05", "2026-12-05"},  {"in 3d", "2026-11-24", "2026-11-24"},
  });
}

TEST_CASE("a weekday is the latest one, or the next, today included") {
  check({
      {"sat", "2026-11-21", "2026-11-21"},
      {"mon", "2026-11-16", "2026-11-23"},
      {"Monday", "2026-11-16", "2026-11-23"},
      {"tues", "2026-11-17", "2026-11-24"},
      {"weds", "2026-11-18", "2026-11-25"},
      {"thurs", "2026-11-19", "2026-11-26"},
      {"fri", "2026-11-20", "2026-11-27"},
      {"sun", "2026-11-15", "2026-11-22"},
  });
}

TEST_CASE("last is before today and next after it") {
  check({
      {"last tue", "2026-11-17", "2026-11-17"},
      {"last sat", "2026-11-14", "2026-11-14"},
      {"last fri", "2026-11-20", "2026-11-20"},
      {"next fri", "2026-11-27", "2026-11-27"},
      {"next sat", "2026-11-28", "2026-11-28"},
      {"next sun", "2026-11-22", "2026-11-22"},
  });
}

TEST_CASE("a day and month without a year lean") {
  check({
      {"3 mar", "2026-03-03", "2027-03-03"},
      {"3rd mar", "2026-03-03", "2027-03-03"},
      {"3. mar", "2026-03-03", "2027-03-03"},
      {"mar 3", "2026-03-03", "2027-03-03"},
      {"March 3rd", "2026-03-03", "2027-03-03"},
      {"3mar", "2026-03-03", "2027-03-03"},
      {"mar3", "2026-03-03", "2027-03-03"},
      {"3-mar", "2026-03-03", "2027-03-03"},
      {"3 dec", "2025-12-03", "2026-12-03"},
      {"21 nov", "2026-11-21", "2026-11-21"},
      {"22 nov", "2025-11-22", "2026-11-22"},
      {"20 nov", "2026-11-20", "2027-11-20"},
      {"29 feb", "2024-02-29", "2028-02-29"},
      {"1 sept", "2026-09-01", "2027-09-01"},
  });
}

TEST_CASE("a weekday in front of a date must agree with it") {
  check({
      {"Mon 16 Nov", "2026-11-16", "2026-11-16"},
      {"Thu 3 Dec", "2026-12-03", "2026-12-03"},
      {"Wed 3 Dec", "2025-12-03", "2025-12-03"},
      {"Mon 16 Nov 2026", "2026-11-16", "2026-11-16"},
      {"Sun 16 Nov 2025", "2025-11-16", "2025-11-16"},
  });
  CHECK(typed::message([] { past("tue 16 nov 2026"); }) ==
        "cannot read the date 'tue 16 nov 2026': 2026-11-16 is a Mon");
  CHECK(typed::message([] { past("fri 16 nov"); }) ==
        "cannot read the date 'fri 16 nov': 2026-11-16 is a Mon");
}

TEST_CASE("what day_text prints can be typed") {
  for (Date day = now.date - Days{800}; day <= now.date; day += Days{1})
    CHECK(parse_date(day_text(day, now.date), now, Leaning::past) == day);
}

TEST_CASE("a time of day is today's, or that of the day beside it") {
  check({
      {"14:30", "2026-11-21T14:30", "2026-11-21T14:30"},
      {"16:30", "2026-11-21T16:30", "2026-11-21T16:30"},
      {"9:05", "2026-11-21T09:05", "2026-11-21T09:05"},
      {"00:00", "2026-11-21T00:00", "2026-11-21T00:00"},
      {"23:59", "2026-11-21T23:59", "2026-11-21T23:59"},
      {"2pm", "2026-11-21T14:00", "2026-11-21T14:00"},
      {"2:30 PM", "2026-11-21T14:30", "2026-11-21T14:30"},
      {"12am", "2026-11-21T00:00", "2026-11-21T00:00"},
      {"12:15pm", "2026-11-21T12:15", "2026-11-21T12:15"},
      {"yest 14:30", "2026-11-20T14:30", "2026-11-20T14:30"},
      {"14:30 yest", "2026-11-20T14:30", "2026-11-20T14:30"},
      {"today 15:00", "2026-11-21T15:00", "2026-11-21T15:00"},
      {"2026-11-16 14:00", "2026-11-16T14:00", "2026-11-16T14:00"},
      {"2026-11-16T14:00", "2026-11-16T14:00", "2026-11-16T14:00"},
      {"-3d 09:00", "2026-11-18T09:00", "2026-11-18T09:00"},
      {"2 weeks ago 09:00", "2026-11-07T09:00", "2026-11-07T09:00"},
      {"last tue 09:00", "2026-11-17T09:00", "2026-11-17T09:00"},
      {"3 mar 2026 14:30", "2026-03-03T14:30", "2026-03-03T14:30"},
      {"2 hours ago", "2026-11-21T13:00", "2026-11-21T13:00"},
      {"45m ago", "2026-11-21T14:15", "2026-11-21T14:15"},
      {"16 hours ago", "2026-11-20T23:00", "2026-11-20T23:00"},
      {"in 9 hours", "2026-11-22T00:00", "2026-11-22T00:00"},
  });
}

TEST_CASE("looking ahead, today's weekday at a time that is over is next week's") {
  CHECK(future("sat 14:59") == "2026-11-28T14:59");
  CHECK(future("sat 15:00") == "2026-11-21T15:00");
  CHECK(past("sat 16:00") == "2026-11-21T16:00");
}

TEST_CASE("29 February may be eight years away") {
  const Moment before = typed::moment("2104-02-28"), after = typed::moment("2096-03-01");
  CHECK(to_string(parse_date("29 feb", before, Leaning::past)) == "2096-02-29");
  CHECK(to_string(parse_date("29 feb", after, Leaning::future)) == "2104-02-29");
}

TEST_CASE("a month ago is the last day of a shorter month") {
  const Moment march = typed::moment("2026-03-31T10:00");
  CHECK(to_string(parse_date("1 month ago", march, Leaning::past)) == "2026-02-28");
  CHECK(to_string(parse_date("13 months ago", march, Leaning::past)) == "2025-02-28");
}

TEST_CASE("impossible and unclear dates are refused, saying what to write") {
  struct Refused {
    const char* text;
    const char* message;
    const char* hint;
  };
  for (const auto& row : {
           Refused{"10/11/2026", "cannot read the date '10/11/2026': day or month first?",
                   "write 2026-11-10 or 2026-10-11"},
           Refused{"10.11.2026", "cannot read the date '10.11.2026': day or month first?",
                   "write 2026-11-10 or 2026-10-11"},
           Refused{"10/11", "cannot read the date '10/11': day or month first?",
                   "write 10 nov or 11 oct"},
           Refused{"10/10/26", "cannot read the date '10/10/26': day or month first?",
                   "write 2026-10-10"},
           Refused{"2026-02-30", "cannot read the date '2026-02-30': there is no such day",
                   "feb 2026 has 28 days"},
           Refused{"30 feb 2024", "cannot read the date '30 feb 2024': there is no such day",
                   "feb 2024 has 29 days"},
           Refused{"2026-13-01", "cannot read the date '2026-13-01': months go from 1 to 12",
                   nullptr},
           Refused{"2026-11", "cannot read the date '2026-11': which day of the month?", nullptr},
           Refused{"2026-w47", "cannot read the date '2026-w47': a week is not a day", nullptr},
           Refused{"2021-W53-1", "cannot read the week '2021-w53': 2021 has no such week",
                   "write it as 2026-W47"},
           Refused{"2026-W47-8",
                   "cannot read the date '2026-w47-8': days of a week go from 1, Monday, to 7",
                   nullptr},
           Refused{"31 apr", "cannot read the date '31 apr': there is no such day", nullptr},
           Refused{"mar", "cannot read the date 'mar': which day of the month?",
                   "write it as 3 mar"},
           Refused{"3 weeks", "cannot read the date '3 weeks': before or after today?",
                   "write '3 weeks ago' or 'in 3 weeks'"},
           Refused{"3d", "cannot read the date '3d': before or after today?",
                   "write '3d ago' or 'in 3d'"},
           Refused{"last week", "cannot read the date 'last week': which day of it?", nullptr},
           Refused{"24:00", "cannot read the time of day '24:00': a day ends at 23:59", nullptr},
           Refused{"25:10", "cannot read the time of day '25:10'", "write it as 14:30"},
           Refused{"14:60", "cannot read the time of day '14:60'", "write it as 14:30"},
           Refused{"14:3", "cannot read the time of day '14:3'", "write it as 14:30"},
           Refused{"13pm", "cannot read the time of day '13pm'", "write it as 14:30"},
           Refused{"2026-11-16T25:00", "cannot read the time of day '2026-11-16t25:00'", nullptr},
           Refused{"14:00-15:10", "'14:00-15:10' is a length too", nullptr},
           Refused{"-99999999999999999999d",
                   "cannot read the date '-99999999999999999999d': years go from 1 to 9999",
                   nullptr},
           Refused{"9999 years ago",
                   "cannot read the date '9999 years ago': years go from 1 to 9999", nullptr},
           Refused{"yesteday", "cannot read the date 'yesteday'", "did you mean 'yesterday'?"},
           Refused{"yest foo", "cannot read the date 'yest foo' at 'foo'", nullptr},
           Refused{"", "cannot read the date ''", nullptr},
           Refused{"90", "cannot read the date '90'", nullptr},
           Refused{"soon", "cannot read the date 'soon'", nullptr},
       }) {
    CAPTURE(std::string(row.text));
    const auto error = typed::error([&] { past(row.text); });
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) == row.message);
    CHECK_FALSE(error.hint().empty());
    if (row.hint != nullptr) CHECK(error.hint() == row.hint);
  }
}

TEST_CASE("match_when takes the longest date and leaves the rest") {
  struct Taken {
    std::vector<std::string> words;
    std::size_t count;
  };
  for (const auto& row : {
           Taken{{"3", "mar", "visit"}, 2},
           Taken{{"3", "mar", "2026", "visit"}, 3},
           Taken{{"3", "mar", "30"}, 2},
           Taken{{"2", "weeks", "ago", "1h"}, 3},
           Taken{{"yest", "14:30", "call"}, 2},
           Taken{{"yest", "1h", "14:30"}, 1},
           Taken{{"14:30", "2", "weeks", "ago"}, 4},
           Taken{{"2026-11-16", "14:00"}, 2},
           Taken{{"today"}, 1},
       }) {
    CAPTURE(row.words[0]);
    const auto match = match_when(row.words, now, Leaning::past);
    REQUIRE(match);
    CHECK(match->words == row.count);
  }
  for (const char* word : {"visit", "90", "45m", "1h", "1.5h", "acme", "", "-45m", "ago", "in"}) {
    CAPTURE(std::string(word));
    CHECK_FALSE(match_when(std::vector<std::string>{word}, now, Leaning::past));
  }
  CHECK_FALSE(match_when({}, now, Leaning::past));
}

TEST_CASE("parse_date refuses a time of day") {
  CHECK(parse_date(" 2026-11-20 ", now, Leaning::past) == typed::day("2026-11-20"));
  CHECK(typed::message([] { parse_date("yest 14:30", now, Leaning::past); }) ==
        "'yest 14:30' has a time, but only a day is needed");
}

TEST_CASE("a week may be given by its number or any day in it") {
  const auto first = [](std::string_view text) {
    return to_string(parse_day_or_week(text, now, Leaning::past));
  };
  CHECK(first("2026-W40") == "2026-09-28");
  CHECK(first("2026-w53") == "2026-12-28");
  CHECK(first("2025-W01") == "2024-12-30");
  CHECK(first("2026-10-01") == "2026-10-01");
  CHECK(first("-1w") == "2026-11-14");
  CHECK_THROWS_AS(first("2021-W53"), Error);
  CHECK_THROWS_AS(first("2026-W00"), Error);
}

TEST_CASE("a week may be named as people do") {
  const auto meant = [](std::string_view text) { return to_string(parse_week(text, now)); };
  CHECK(meant("last week") == "2026-11-14");
  CHECK(meant("LAST") == "2026-11-14");
  CHECK(meant("this week") == "2026-11-21");
  CHECK(meant("next") == "2026-11-28");
  CHECK(meant("w47") == "2026-11-16");
  CHECK(meant("W48") == "2025-11-24");  // the latest one that has begun
  CHECK(meant("W53") == "2020-12-28");
  CHECK(meant("2026-W40") == "2026-09-28");
  CHECK(meant("last tue") == "2026-11-17");
  CHECK(typed::message([&] { meant("w54"); }) ==
        "cannot read the week 'w54': weeks go from 1 to 53");
  CHECK_THROWS_AS(meant("last month"), Error);
  CHECK_THROWS_AS(meant("week"), Error);
  CHECK_THROWS_AS(meant("w"), Error);
}

TEST_CASE("days run from one to another, both included") {
  struct Row2 {
    const char* text;
    const char* from;
    const char* last;
  };
  for (const auto& row : {
           Row2{"2026-08-03..2026-08-14", "2026-08-03", "2026-08-14"},
           Row2{"2026-08-03 .. 2026-08-14", "2026-08-03", "2026-08-14"},
           Row2{"2026-08-03", "2026-08-03", "2026-08-03"},
           Row2{"today", "2026-11-21", "2026-11-21"},
           Row2{"mon..fri", "2026-11-16", "2026-11-20"},
           Row2{"fri..mon", "2026-11-20", "2026-11-23"},
           Row2{"3 aug..14 aug", "2026-08-03", "2026-08-14"},
           Row2{"28 dec..3 jan", "2025-12-28", "2026-01-03"},
           Row2{"yest..tomorrow", "2026-11-20", "2026-11-22"},
           Row2{"mon-fri", "2026-11-16", "2026-11-20"},
           Row2{"mon to fri", "2026-11-16", "2026-11-20"},
           Row2{"mon through fri", "2026-11-16", "2026-11-20"},
           Row2{"mon – fri", "2026-11-16", "2026-11-20"},
           Row2{"3-14 aug", "2026-08-03", "2026-08-14"},
           Row2{"aug 3-14", "2026-08-03", "2026-08-14"},
           Row2{"3..14 aug", "2026-08-03", "2026-08-14"},
           Row2{"2026-08-03 2026-08-14", "2026-08-03", "2026-08-14"},
           Row2{"2026-08-03-2026-08-14", "2026-08-03", "2026-08-14"},
           Row2{"2026-08-03 until 14 aug", "2026-08-03", "2026-08-14"},
           Row2{"last week", "2026-11-09", "2026-11-15"},
           Row2{"this week", "2026-11-16", "2026-11-22"},
           Row2{"next week", "2026-11-23", "2026-11-29"},
           Row2{"this month", "2026-11-01", "2026-11-30"},
           Row2{"last month", "2026-10-01", "2026-10-31"},
           Row2{"last mon", "2026-11-16", "2026-11-16"},
           Row2{"25/12/2026", "2026-12-25", "2026-12-25"},
           Row2{"2026-W33", "2026-08-10", "2026-08-16"},
           Row2{"2026-W33..2026-W34", "2026-08-10", "2026-08-23"},
       }) {
    CAPTURE(std::string(row.text));
    const auto days = parse_days(row.text, now, Leaning::past);
    CHECK(to_string(days.from) == row.from);
    CHECK(to_string(days.until - Days{1}) == row.last);
  }
  CHECK(parse_days("mon..fri", now, Leaning::future).from == typed::day("2026-11-23"));
  for (const std::string text :
       {"2026-08-14..2026-08-03", "..", "2026-08-03..", "..fri", "", "a..b", "today..yest",
        "fri 14:00..mon", "mon to", "mon to xyzzy", "to fri", "mon fri sun", "mon-fri-sun"}) {
    CAPTURE(std::string(text));
    CHECK_THROWS_AS(parse_days(text, now, Leaning::past), Error);
  }
}

TEST_CASE("the first and the last day there is") {
  const Moment first = typed::moment("0001-01-01T10:00"), last = typed::moment("9999-12-31T10:00");
  CHECK_THROWS_AS(parse_when("yest", first, Leaning::past), Error);
  CHECK_THROWS_AS(parse_when("sun", first, Leaning::past), Error);
  CHECK_THROWS_AS(parse_when("3 mar", first, Leaning::past), Error);
  CHECK_THROWS_AS(parse_when("tomorrow", last, Leaning::future), Error);
  CHECK_THROWS_AS(parse_when("thu", last, Leaning::future), Error);
  CHECK_THROWS_AS(parse_when("3 mar", last, Leaning::future), Error);
}

TEST_CASE(
    "any day may be looked back to, but of what is to come only the next ten years are meant") {
  for (const char* text : {"0001-01-01", "1969-12-31", "2036-11-22", "9999-12-31"}) {
    CAPTURE(std::string(text));
    CHECK(past(text) == text);
    CHECK_THROWS_AS(future(text), Error);
  }
  CHECK(future("1970-01-01") == "1970-01-01");
  CHECK(future("2036-11-21") == "2036-11-21");
  for (const char* text : {"2026-12-24..2999-12-31", "1900-01-01", "2999-W01"}) {
    CAPTURE(std::string(text));
    CHECK_THROWS_AS(parse_days(text, now, Leaning::future), Error);
    CHECK_NOTHROW(parse_days(text, now, Leaning::past));
  }
  CHECK_THROWS_AS(parse_when("2999-01-01 10:00", now, Leaning::future), Error);
  CHECK_THROWS_AS(parse_day_or_week("2999-W01", now, Leaning::future), Error);
}

TEST_CASE("days at the beginning of words leave the rest to the caller") {
  const auto used = [](std::string_view text) {
    const auto days = match_days(typed::words(text), now, Leaning::future);
    return days ? days->words : 0;
  };
  CHECK(used("mon-fri vacation") == 1);
  CHECK(used("mon to fri in Rome") == 3);
  CHECK(used("24-31 dec skiing") == 2);
  CHECK(used("2027-05-01 May Day") == 1);
  CHECK(used("next week") == 2);
  CHECK(used("vacation mon") == 0);
  CHECK_THROWS_AS(used("mon to fri until sun"), Error);
}
