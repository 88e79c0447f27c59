#include "store/entities/packed_talk.hpp"

#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/store/schema.hpp"

namespace rapport {
namespace {

Talk random_talk(Random& random) {
  Talk talk = talk_of(random_interaction(random));
  talk.number = random.maybe() ? random.up_to(100'000) : std::int64_t{1} << random.up_to(62);
  talk.assumed = random.maybe();
  return talk;
}

bool is_same(const Talk& a, const Talk& b) {
  return a.number == b.number && a.start.date == b.start.date && a.start.minute == b.start.minute &&
         a.length == b.length && a.kind == b.kind && a.purpose == b.purpose && a.loop == b.loop &&
         a.status == b.status && a.edited == b.edited && a.assumed == b.assumed &&
         a.customers == b.customers && a.people == b.people && a.recorded.date == b.recorded.date;
}

std::int64_t day_number(Date day) { return day.time_since_epoch().count(); }

std::string bytes_of(const FewUids& uids) {
  return {reinterpret_cast<const char*>(uids.begin()), uids.size() * sizeof(Uid)};
}

/// As a program of version 1 of the schema wrote it.
void write_in_columns(Db& db, const Uid& pm, const Talk& talk) {
  const std::string customers = bytes_of(talk.customers);
  const std::string people = bytes_of(talk.people);
  db.run(
      "INSERT INTO hosted(pm, day, minute, number, minutes, kind, purpose, loop, status, recorded, "
      "edited, interaction, customers, people) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      pm, day_number(talk.start.date), talk.start.minute.value_or(-1), talk.number,
      std::int64_t{talk.length.count()}, static_cast<int>(talk.kind),
      static_cast<int>(talk.purpose), static_cast<int>(talk.loop), static_cast<int>(talk.status),
      day_number(talk.recorded.date), talk.edited ? 1 : 0, pm, Blob{customers}, Blob{people});
}

}  // namespace

TEST_CASE("a packed talk is read as it was") {
  Random random(20261129);
  for (int round = 0; round < 500; ++round) {
    const Talk talk = random_talk(random);
    CHECK(is_same(unpacked_talk(packed_talk(talk)), talk));
  }
}

TEST_CASE("bytes that no talk is packed into are damage") {
  Random random(20261129);
  const std::string packed = packed_talk(random_talk(random));
  CHECK_THROWS_AS(unpacked_talk(""), UnusableFile);
  CHECK_THROWS_AS(unpacked_talk(packed.substr(0, packed.size() - 1)), UnusableFile);
  CHECK_THROWS_AS(unpacked_talk(packed + "x"), UnusableFile);
  for (const unsigned at : {0U, 4U, 15U, 18U, 19U, 20U, 21U, 22U, 23U, 27U}) {
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

TEST_CASE("a book of the first schema keeps its talks, and loses the sums of them") {
  Random random(20261129);
  Db db = Db::memory();
  migrate(db, schema_steps().first(1));
  const Uid pm = random.uid();
  std::map<std::int64_t, Talk> talks;
  for (int round = 0; round < 200; ++round) {
    Talk talk = random_talk(random);
    talk.assumed = false;  // nobody asked
    if (talks.emplace(talk.number, talk).second) write_in_columns(db, pm, talk);
  }
  db.run("INSERT INTO checkpoint(pm, day, release, sums, seen) VALUES(?,0,'0.1.0','0 ',x'')", pm);
  migrate(db, schema_steps().first(2));  // later ones fold them anew
  Store store(std::move(db));
  const auto found = store.talks(pm, all_days);
  CHECK(found.size() == talks.size());
  for (const Talk& talk : found) CHECK(is_same(talk, talks.at(talk.number)));
}

}  // namespace rapport
