#include "rapport/store/journal.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "book.hpp"
#include "rapport/store/codec.hpp"

using namespace rapport;

namespace {

constexpr std::int64_t minute_ms = 60000;
constexpr std::int64_t year_ms = 365LL * 24 * 60 * minute_ms;

std::int64_t newest_hlc(Db& db) {
  return db.number(
      "SELECT hlc FROM change c JOIN command m ON m.cmd = c.cmd "
      "ORDER BY m.id DESC, c.hlc DESC LIMIT 1");
}

/// A part of an entity's fields, some taken away, as a change would write them.
Fields some_of(Random& random, const Fields& fields) {
  Fields some;
  for (const auto& [name, value] : fields) {
    if (!random.maybe(60)) continue;
    const bool needed = name == "start" || name == "interaction" || name == "name";
    some.emplace(name, !needed && random.maybe(20) ? FieldValue{} : value);
  }
  return some;
}

/// Changes of four replicas to a few entities, with clocks that tie, in the order of their streams.
std::vector<Change> foreign_changes(Random& random) {
  std::vector<Uid> replicas;
  for (int i = 0; i < 4; ++i) replicas.push_back(random.uid());
  struct Entity {
    Uid uid;
    std::string ent;
  };
  std::vector<Entity> entities;
  for (int i = 0; i < 6; ++i) {
    const char* ent = i % 3 == 0 ? "customer" : i % 3 == 1 ? "interaction" : "learning";
    entities.push_back({random.uid(), ent});
  }
  std::vector<Change> changes;
  std::map<Uid, std::int64_t> heads;
  for (int i = 0; i < 60; ++i) {
    const Entity& entity = random.one_of(entities);
    const Uid& replica = random.one_of(replicas);
    const Fields fields = entity.ent == "customer"      ? encode(random_customer(random))
                          : entity.ent == "interaction" ? encode(random_interaction(random))
                                                        : encode(random_learning(random));
    const int dice = random.up_to(9);
    changes.push_back({.space = "team",
                       .replica = replica,
                       .seq = ++heads[replica],
                       .hlc = 1000 + random.up_to(15),  // many at the same time
                       .nonce = random_id(),
                       .cmd = random_id(),
                       .ent = entity.ent,
                       .uid = entity.uid,
                       .op = dice == 0   ? Op::remove
                             : dice == 1 ? Op::restore
                                         : Op::put,
                       .at = "2026-03-02T09:" + std::to_string(10 + random.up_to(40)) + "+01:00",
                       .body = encode_fields(some_of(random, fields))});
  }
  return changes;
}

}  // namespace

TEST_CASE("the fold does not depend on the order in which changes arrive") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    auto changes = foreign_changes(random);
    std::vector<std::string> first;
    for (int order = 0; order < 50; ++order) {
      Db book = memory_book();
      for (const Change& change : changes) receive(book, change);
      refold(book);
      const auto dump = whole_dump(book);
      if (order == 0) first = dump;
      INFO("seed " << seed << ", order " << order);
      REQUIRE(dump == first);
      std::shuffle(changes.begin(), changes.end(), random.engine());
    }
    CHECK(first.size() > 6);
  }
}

TEST_CASE("the later clock wins a field, then the nonce, by whatever stream it came") {
  Db book = memory_book();
  const Uid low{{1}}, high{{2}}, uid{{9}};
  const auto change = [&](const Uid& replica, std::int64_t seq, std::int64_t hlc,
                          std::int64_t nonce, const char* region) {
    return Change{.space = "team",
                  .replica = replica,
                  .seq = seq,
                  .hlc = hlc,
                  .nonce = nonce,
                  .ent = "customer",
                  .uid = uid,
                  .at = "2026-03-02T09:00+01:00",
                  .body = encode_fields({{"region", std::string(region)}})};
  };
  const auto region = [&] {
    refold(book);
    return std::get<std::string>(read_entity(book, uid, "team")->fields.at("region"));
  };
  receive(book, change(high, 1, 100, 50, "first"));
  CHECK(region() == "first");
  receive(book, change(low, 1, 99, 90, "earlier"));
  CHECK(region() == "first");
  receive(book, change(high, 2, 100, 49, "tie, lower nonce"));
  CHECK(region() == "first");
  receive(book, change(low, 2, 100, 51, "tie, higher nonce"));
  CHECK(region() == "tie, higher nonce");
  receive(book, change(low, 3, 101, 1, "later"));
  CHECK(region() == "later");
}

TEST_CASE("stamps count on within one millisecond") {
  TestBook book;
  std::vector<std::int64_t> stamps;
  for (int i = 0; i < 3; ++i) {
    Writing writing(book.store, "add", book.stamp(), std::nullopt);  // the clock stands still
    writing.add(Customer{.name = "c"});
    writing.commit();
    stamps.push_back(newest_hlc(book.store.db()));
  }
  CHECK(stamps[0] == book.unix_ms << 16);
  CHECK(stamps[1] == stamps[0] + 1);
  CHECK(stamps[2] == stamps[0] + 2);
}

TEST_CASE("a stamp is later than the change it builds on, whatever the clock says") {
  TestBook book;
  Uid uid;
  book.command("add", [&](Writing& writing) { uid = writing.add(Customer{.name = "c"}); });
  const std::int64_t ahead = (book.unix_ms + year_ms) << 16;
  receive(book.store.db(), {.space = "team",
                            .replica = Uid{{7}},
                            .seq = 1,
                            .hlc = ahead,
                            .cmd = 1,
                            .ent = "customer",
                            .uid = uid,
                            .at = "2027-03-02T09:00+01:00",
                            .body = R"({"region":"EU"})"});
  refold(book.store.db());
  book.command("edit", [&](Writing& writing) {
    auto customer = book.store.find<Customer>(uid).value();
    customer.region = "US";
    writing.update(customer);
  });
  CHECK(newest_hlc(book.store.db()) == ahead + 1);
  CHECK(book.store.find<Customer>(uid)->region == "US");

  // but nothing else is pulled into the future with it
  book.command("add", [&](Writing& writing) { writing.add(Customer{.name = "d"}); });
  CHECK(newest_hlc(book.store.db()) == book.unix_ms << 16);
}

TEST_CASE("an evening with a clock far ahead is not built upon") {
  TestBook book;
  const auto add = [&] {
    book.command("add", [&](Writing& writing) { writing.add(Customer{.name = "c"}); });
  };
  book.unix_ms += year_ms;
  add();
  book.unix_ms -= year_ms;
  add();
  CHECK(newest_hlc(book.store.db()) == book.unix_ms << 16);
}

TEST_CASE("a clock a few minutes ahead is built upon") {
  TestBook book;
  const auto add = [&] {
    book.command("add", [&](Writing& writing) { writing.add(Customer{.name = "c"}); });
  };
  book.unix_ms += 4 * minute_ms;
  add();
  const std::int64_t ahead = newest_hlc(book.store.db());
  book.unix_ms -= 4 * minute_ms;
  add();
  CHECK(newest_hlc(book.store.db()) == ahead + 1);
}

TEST_CASE("clocks at both ends of the calendar keep the order of edits") {
  for (const std::int64_t clock : {-62135596800000LL, 0LL, 253402300799000LL}) {
    TestBook book;
    book.unix_ms = clock;
    Uid uid;
    book.command("add", [&](Writing& writing) { uid = writing.add(Customer{.name = "c"}); });
    CHECK(newest_hlc(book.store.db()) > 0);
    if (clock > TestBook().unix_ms)  // and a later clock is never the earlier stamp
      CHECK(newest_hlc(book.store.db()) > TestBook().unix_ms << 16);
    for (const char* region : {"a", "b", "c"}) {
      book.command("edit", [&](Writing& writing) {
        auto customer = book.store.find<Customer>(uid).value();
        customer.region = region;
        writing.update(customer);
      });
      const auto before = whole_dump(book.store.db());
      refold(book.store.db());
      CHECK(whole_dump(book.store.db()) == before);
      CHECK(book.store.find<Customer>(uid)->region == region);
    }
  }
}

TEST_CASE("new uids are of version 7, ascend within a command and never repeat") {
  TestBook book;
  std::set<Uid> seen;
  book.command("add", [&](Writing&) {
    Journal journal(book.store.db(), book.stamp());
    Uid last;
    for (int i = 0; i < 10'000; ++i) {  // more than a millisecond has numbers for
      const Uid uid = journal.new_uid();
      CHECK(last < uid);
      CHECK((uid.bytes[6] & 0xf0) == 0x70);
      CHECK((uid.bytes[8] & 0xc0) == 0x80);
      CHECK(seen.insert(uid).second);
      last = uid;
    }
  });
}

TEST_CASE("the digest covers everything that must never change") {
  const Change change{.space = "team",
                      .replica = Uid{{1}},
                      .seq = 1,
                      .hlc = 2,
                      .base = 3,
                      .nonce = 4,
                      .cmd = 5,
                      .ent = "customer",
                      .uid = Uid{{6}},
                      .op = Op::put,
                      .at = "2026-03-02T09:00+01:00",
                      .body = R"({"name":"x"})"};
  std::vector<Change> others(10, change);
  others[0].seq = 9;
  others[1].hlc = 9;
  others[2].base = 9;
  others[3].nonce = 9;
  others[4].cmd = 9;
  others[5].ent = "person";
  others[6].uid = Uid{{9}};
  others[7].op = Op::remove;
  others[8].at = "2026-03-02T09:01+01:00";
  others[9].body = R"({"name":"y"})";
  std::set<std::int64_t> digests{digest_of(change)};
  for (const Change& other : others) digests.insert(digest_of(other));
  CHECK(digests.size() == 11);
  CHECK(digest_of(change) == digest_of(Change(change)));
}
