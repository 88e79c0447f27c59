#include "store/entities/packed_talk.hpp"

#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/store/codec.hpp"
#include "rapport/store/damage.hpp"
#include "rapport/store/describe.hpp"
#include "store/entities/derived.hpp"

namespace rapport {
namespace {

Talk random_talk(Random& random) {
  Talk talk = talk_of(random_interaction(random));
  talk.assumed = random.maybe();
  return talk;
}

bool is_same(const Talk& a, const Talk& b) {
  return a.length == b.length && a.kind == b.kind && a.purpose == b.purpose && a.loop == b.loop &&
         a.status == b.status && a.edited == b.edited && a.assumed == b.assumed &&
         a.customers == b.customers && a.people == b.people && a.recorded.date == b.recorded.date;
}

}  // namespace

TEST_CASE("a packed talk is read as it was") {
  Random random(20261129);
  for (int round = 0; round < 500; ++round) {
    const Talk talk = random_talk(random);
    CHECK(is_same(unpacked_talk(packed_talk(talk)), talk));
  }
}

TEST_CASE("a talk has the rows that its fields have") {
  Random random(20261130);
  for (int round = 0; round < 500; ++round) {
    const Interaction said = random_interaction(random);
    const EntityState state{.uid = said.uid,
                            .space = "team",
                            .ent = "interaction",
                            .number = 7,
                            .recorded = "2026-11-20T19:00+01:00",
                            .fields = encode(said)};
    const auto read = derived_from(state).talks, given = derived_from(state, &said).talks;
    REQUIRE(given.size() == read.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
      CHECK(given[i].pm == read[i].pm);
      CHECK(given[i].day == read[i].day);
      CHECK(given[i].minute == read[i].minute);
      CHECK(given[i].number == read[i].number);
      CHECK(given[i].talk == read[i].talk);
      CHECK(given[i].interaction == read[i].interaction);
    }
  }
}

TEST_CASE("a packed talk keeps words of a later version") {
  Random random(20261129);
  Talk talk = random_talk(random);
  talk.kind = static_cast<Kind>(number_of_unknown("webinar"));
  talk.status = static_cast<Status>(number_of_unknown("postponed"));
  const std::string packed = packed_talk(talk);
  CHECK(is_same(unpacked_talk(packed), talk));
  CHECK(name_of(unpacked_talk(packed).kind) == "webinar");
  CHECK_THROWS_AS(unpacked_talk(packed.substr(0, 16)), UnusableFile);
}

TEST_CASE("bytes that no talk is packed into are damage") {
  Random random(20261129);
  const std::string packed = packed_talk(random_talk(random));
  CHECK_THROWS_AS(unpacked_talk(""), UnusableFile);
  CHECK_THROWS_AS(unpacked_talk(packed.substr(0, packed.size() - 1)), UnusableFile);
  CHECK_THROWS_AS(unpacked_talk(packed + "x"), UnusableFile);
  for (const unsigned at : {0U, 3U, 4U, 5U, 6U, 7U, 8U, 12U}) {
    std::string odd = packed;
    odd[at] = '\x7f';
    CAPTURE(at);
    CHECK_THROWS_AS(unpacked_talk(odd), UnusableFile);
  }
}

TEST_CASE("a talk longer than any other is packed as what no reader takes") {
  CHECK_THROWS_AS(unpacked_talk(packed_talk({.length = Minutes{1 << 30}})), UnusableFile);
  CHECK_THROWS_AS(unpacked_talk(packed_talk({.length = Minutes{-1}})), UnusableFile);
}

}  // namespace rapport
