#include "rapport/domain/interaction.hpp"

#include "typed.hpp"

namespace rapport {
namespace {

Moment at(std::string_view iso, std::optional<int> offset) {
  Moment moment = typed::moment(iso);
  moment.offset = offset;
  return moment;
}

}  // namespace

TEST_CASE("a timer runs on over midnight, zones and changes of the clocks") {
  const Timer timer{.started = at("2026-10-25T01:30", 120)};
  CHECK(elapsed(timer, at("2026-10-25T01:30", 120)) == Minutes(0));
  CHECK(elapsed(timer, at("2026-10-25T02:15", 120)) == Minutes(45));
  CHECK(elapsed(timer, at("2026-10-25T02:15", 60)) == Minutes(105));  // the clocks went back
  CHECK(elapsed(timer, at("2026-10-26T00:30", 60)) == Minutes(24 * 60));
  CHECK(elapsed(timer, at("2026-10-24T19:45", -240)) == Minutes(15));  // landed in New York
  CHECK(elapsed(timer, at("2026-10-25T01:20", 120)) == Minutes(-10));
  CHECK(elapsed({.started = at("2026-10-25T01:30", {})}, at("2026-10-25T02:15", 60)) ==
        Minutes(45));
}

}  // namespace rapport
