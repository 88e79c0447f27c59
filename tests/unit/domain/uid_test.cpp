#include "rapport/domain/uid.hpp"

#include <doctest/doctest.h>

using namespace rapport;

TEST_CASE("a uid is read as it is written, in any case") {
  constexpr auto text = "0192d3b0-7c1e-7abc-8def-0123456789ab";
  const auto uid = parse_uid(text);
  REQUIRE(uid);
  CHECK(to_string(*uid) == text);
  CHECK(uid->bytes[0] == 0x01);
  CHECK(uid->bytes[15] == 0xab);
  CHECK(parse_uid("0192D3B0-7C1E-7ABC-8DEF-0123456789AB") == uid);
}

TEST_CASE("what has another form is not a uid") {
  for (const char* text :
       {"", "0192d3b0-7c1e-7abc-8def-0123456789a", "0192d3b0-7c1e-7abc-8def-0123456789abc",
        "0192d3b07c1e7abc8def0123456789ab0000", "0192d3b0-7c1e-7abc-8def-0123456789ag",
        "{192d3b0-7c1e-7abc-8def-0123456789a}", "0192d3b-07c1e-7abc-8def-0123456789ab"})
    CHECK_FALSE(parse_uid(text));
}

TEST_CASE("nil and order") {
  CHECK(Uid{}.is_nil());
  CHECK(to_string(Uid{}) == "00000000-0000-0000-0000-000000000000");
  const auto early = parse_uid("0192d3b0-7c1e-7abc-8def-0123456789ab");
  const auto late = parse_uid("0192d3b1-0000-7000-8000-000000000000");
  CHECK(*early < *late);
  CHECK_FALSE(early->is_nil());
}
