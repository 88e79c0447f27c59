#include "rapport/domain/dates.hpp"

#include <doctest/doctest.h>

#include "typed.hpp"

using namespace rapport;

TEST_CASE("lengths that people type") {
  struct Row {
    const char* text;
    int minutes;
  };
  for (const auto& row : {
           Row{"45m", 45},
           Row{"1h", 60},
           Row{"1h30", 90},
           Row{"1.5h", 90},
           Row{"1.5", 90},
           Row{"0.75", 45},
           Row{"half an hour", 30},
           Row{"an hour", 60},
           Row{"90", 90},
           Row{"1h30m", 90},
           Row{"1h 30m", 90},
           Row{"1H30M", 90},
           Row{"90min", 90},
           Row{"90 minutes", 90},
           Row{"2hours", 120},
           Row{"2 hours", 120},
           Row{"1 hour 5 min", 65},
           Row{"1h5", 65},
           Row{"1h05", 65},
           Row{"1,5h", 90},
           Row{".5h", 30},
           Row{"0.25h", 15},
           Row{"1.33h", 80},
           Row{"1.999h", 120},
           Row{"0", 0},
           Row{"0m", 0},
           Row{"24h", 1440},
           Row{"1440", 1440},
           Row{" 45m ", 45},
           Row{"24h0m", 1440},
           Row{"1h0", 60},
           Row{"0.3333333333333333333333333333h", 20},
       }) {
    CAPTURE(std::string(row.text));
    REQUIRE(match_length(row.text));
    CHECK(match_length(row.text)->count() == row.minutes);
    CHECK(parse_length(row.text).count() == row.minutes);
  }
}

TEST_CASE("what is not a length") {
  for (const std::string text :
       {"",      "m",     "h",       "abc",    "1x",    "1.30",      "1.5m",
        "1h30x", "1h 30", "1h 90m",  "45m 1h", "1h1h",  "--1h",      "1.5h30",
        "1.h",   "3d",    "2 weeks", "14:00",  "1:30h", "1h30m foo", "one"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(match_length(text));
    const auto error = typed::error([&] { parse_length(text); });
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) == "cannot read the length '" + text + "'");
    CHECK(error.hint() == "write it as 45m, 1h30, 1.5h or 90");
  }
}

TEST_CASE("lengths that cannot be are refused at once") {
  struct Refused {
    const char* text;
    const char* message;
  };
  for (const auto& row : {
           Refused{"25h", "the length '25h' is more than 24 hours"},
           Refused{"1441", "the length '1441' is more than 24 hours"},
           Refused{"24h1m", "the length '24h1m' is more than 24 hours"},
           Refused{"24h 1m", "the length '24h 1m' is more than 24 hours"},
           Refused{"24.01h", "the length '24.01h' is more than 24 hours"},
           Refused{"99999999999999999999999h",
                   "the length '99999999999999999999999h' is more than 24 hours"},
           Refused{"-45m", "the length '-45m' is less than nothing"},
           Refused{"-1h", "the length '-1h' is less than nothing"},
           Refused{"-90", "the length '-90' is less than nothing"},
           Refused{"1h90m", "cannot read the length '1h90m': more than 59 minutes after the hours"},
           Refused{"1h60", "cannot read the length '1h60': more than 59 minutes after the hours"},
       }) {
    CAPTURE(std::string(row.text));
    const auto error = typed::error([&] { match_length(row.text); });
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) == row.message);
    CHECK_FALSE(error.hint().empty());
  }
}

TEST_CASE("what length_text prints can be typed") {
  for (int minutes = 0; minutes <= 1440; ++minutes)
    CHECK(parse_length(length_text(Minutes{minutes})).count() == minutes);
}
