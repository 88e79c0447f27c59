#include "rapport/domain/target.hpp"

#include <doctest/doctest.h>

#include "rapport/base/error.hpp"
#include "typed.hpp"

namespace rapport {

TEST_CASE("amount: hours are typed as a number, a length, or more than a day of minutes") {
  struct Row {
    const char* typed;
    std::int64_t minutes;
  };
  for (const Row& row :
       {Row{"3", 180}, Row{"3h", 180}, Row{"150m", 150}, Row{"2h30", 150}, Row{"2h30m", 150},
        Row{"1.5", 90}, Row{"1,5h", 90}, Row{"2 hours", 120}, Row{" 2H ", 120}, Row{"40h", 2400},
        Row{"40h30", 2430}, Row{"2400m", 2400}, Row{"1000h", 60'000}}) {
    CAPTURE(row.typed);
    CHECK(parse_amount(row.typed, Metric::hours) == row.minutes);
  }
}

TEST_CASE("amount: counts are whole numbers") {
  CHECK(parse_amount("15", Metric::visits) == 15);
  for (const char* wrong :
       {"", "0", "-1", "1.5", "15h", "3 visits", "10001", "99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(parse_amount(wrong, Metric::visits), Error);
  }
  for (const char* wrong :
       {"", "0", "0m", "-1h", "h", "m", "2h60", "1001h", "3x", "3h5x", "1e9h"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(parse_amount(wrong, Metric::hours), Error);
  }
}

TEST_CASE("target text: what is asked, how often and of which talks") {
  const Date today = typed::day("2026-11-18");
  Target target{.metric = Metric::hours, .amount = 150};
  CHECK(asks_text(target, today) == "2h 30m a week");
  target.every = {.unit = Every::Unit::weeks, .count = 6};
  CHECK(asks_text(target, today) == "2h 30m every 6 weeks");
  target = {.metric = Metric::customers, .amount = 15, .every = {.unit = Every::Unit::once}};
  CHECK(asks_text(target, today) == "15 customers once");
  target.by = typed::day("2027-03-01");
  CHECK(asks_text(target, today) == "15 customers once, by Mon 1 Mar 2027");

  CHECK(filter_text({}).empty());
  CHECK(filter_text({.loop = Loop::colleague,
                     .kinds = {Kind::visit, Kind::video},
                     .purposes = {Purpose::discovery},
                     .least = Minutes{50},
                     .region = "EU",
                     .segment = "retail",
                     .tag = "beta"}) ==
        "region EU, segment retail, tag beta, loop colleague, visit or video, discovery, at least "
        "50m");
}

}  // namespace rapport
