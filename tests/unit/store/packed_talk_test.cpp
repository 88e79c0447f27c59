#include "store/entities/packed_talk.hpp"

#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/store/damage.hpp"

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
