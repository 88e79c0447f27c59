#include "rapport/store/incoming.hpp"

#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/store/salvage.hpp"

namespace rapport {
namespace {

Received tell(TestBook& from, const std::string& owner, TestBook& to) {
  return take_in(to.store, told_by(from.store.db(), owner), to.stamp());
}

void check_sound(TestBook& book) {
  CHECK(book.store.check(Depth::deep) == std::vector<std::string>{});
  const auto before = whole_dump(book.store.db());
  refold(book.store.db());
  CHECK(whole_dump(book.store.db()) == before);
}

Uid add_customer(TestBook& book, const std::string& name) {
  Uid uid;
  book.command("customer add",
               [&](Writing& writing) { uid = writing.add(Customer{.name = name}); });
  return uid;
}

void merge(TestBook& book, const Uid& duplicate, const Uid& into) {
  book.command("customer merge", [&](Writing& writing) {
    Customer customer = *book.store.find_itself<Customer>(duplicate);
    customer.merged_into = into;
    writing.update(customer);
  });
}

struct TwoBooks {
  TestBook ana, ben;
  void exchange() {
    tell(ana, "ana", ben);
    tell(ben, "ben", ana);
  }
};

}  // namespace

TEST_CASE("incoming: what another book tells gets a number here, and is told once") {
  TwoBooks books;
  add_customer(books.ana, "Mine");
  add_customer(books.ben, "Acme");
  CHECK(tell(books.ben, "ben", books.ana).taken == 1);
  CHECK(tell(books.ben, "ben", books.ana).taken == 0);
  CHECK(books.ana.store.find_number<Customer>(2)->name == "Acme");
  check_sound(books.ana);
  REQUIRE(foreign_commands(books.ana.store.db(), 5).size() == 1);
  CHECK(foreign_commands(books.ana.store.db(), 5).front().owner == "ben");
  CHECK(books.ana.store.commands(5).size() == 1);
}

TEST_CASE("incoming: gaps, forks, what is ours and what is private are refused by name") {
  TwoBooks books;
  for (const char* name : {"one", "two", "three"}) add_customer(books.ben, name);
  auto told = told_by(books.ben.store.db(), "ben");
  REQUIRE(told.size() == 1);
  auto& changes = told.front().changes;
  SUBCASE("a gap") {
    changes.erase(changes.begin() + 1);
    const Received received = take_in(books.ana.store, told, books.ana.stamp());
    CHECK(received.taken == 1);
    CHECK(received.refused == std::vector<std::string>{"team of ben: change 2 is missing"});
  }
  SUBCASE("a fork") {
    take_in(books.ana.store, told, books.ana.stamp());
    ++changes[1].nonce;
    CHECK(take_in(books.ana.store, told, books.ana.stamp()).refused ==
          std::vector<std::string>{"team of ben: change 2 is another"});
  }
  SUBCASE("what cannot be read") {
    changes[1].body = "no fields";
    CHECK(take_in(books.ana.store, told, books.ana.stamp()).taken == 1);
  }
  SUBCASE("what is private") {
    told.front().space = "local";
    CHECK(take_in(books.ana.store, told, books.ana.stamp()).taken == 0);
  }
  SUBCASE("what is ours") { CHECK(take_in(books.ben.store, told, books.ben.stamp()).taken == 0); }
  check_sound(books.ana);
}

TEST_CASE("incoming: a change that cannot be right is kept, not applied, and named") {
  TwoBooks books;
  const Uid acme = add_customer(books.ben, "Acme");
  auto told = told_by(books.ben.store.db(), "ben");
  Change wrong = told.front().changes.front();
  wrong.seq = 2;
  wrong.nonce = 7;
  wrong.hlc += 1;
  SUBCASE("a number out of range") {
    wrong.ent = "interaction";
    wrong.uid.bytes[15] ^= 1;
    wrong.body = encode_fields({{"offset", std::int64_t{-60000}}});
  }
  SUBCASE("a text without end") {
    wrong.body = encode_fields({{"region", std::string((16 << 20) + 1, 'x')}});
  }
  told.front().changes.push_back(wrong);
  const Received received = take_in(books.ana.store, told, books.ana.stamp());
  CHECK(received.taken == 2);
  REQUIRE(received.set_aside.size() == 1);
  CHECK(received.set_aside.front() == "change 2 of ben in team cannot be right, and was set aside");
  CHECK(books.ana.store.find<Customer>(acme)->region.empty());
  CHECK(books.ana.store.interactions({}).empty());
  check_sound(books.ana);
}

TEST_CASE("incoming: an op that is not known is kept and not applied") {
  TwoBooks books;
  const Uid acme = add_customer(books.ben, "Acme");
  auto told = told_by(books.ben.store.db(), "ben");
  Change later = told.front().changes.front();
  later.seq = 2;
  later.nonce = 7;
  later.hlc += 1;
  later.op = static_cast<Op>(9);
  later.body = R"({"name":"Umbrella"})";
  told.front().changes.push_back(later);
  later.seq = 3;
  later.nonce = 8;
  later.uid.bytes[15] ^= 1;  // of something that is not known otherwise
  told.front().changes.push_back(later);
  CHECK(take_in(books.ana.store, told, books.ana.stamp()).taken == 3);
  CHECK(books.ana.store.find<Customer>(acme)->name == "Acme");
  CHECK(books.ana.store.all<Customer>().size() == 1);
}

TEST_CASE("incoming: a target of a metric that is not known is kept, and asks for nothing") {
  TwoBooks books;
  books.ben.command("target add", [](Writing& writing) {
    writing.add(Target{.name = "nps", .metric = Metric::hours, .amount = 60});
  });
  auto told = told_by(books.ben.store.db(), "ben");
  REQUIRE(told.size() == 1);
  Change& change = told.front().changes.front();
  Fields fields = fields_in(change);
  CHECK(fields["metric"] == FieldValue{std::string("hours")});
  fields["metric"] = std::string("net-promoter-score");
  change.body = encode_fields(fields);
  take_in(books.ana.store, told, books.ana.stamp());
  const auto targets = books.ana.store.all<Target>();
  REQUIRE(targets.size() == 1);
  CHECK(targets.front().removed);
  CHECK(!books.ben.store.all<Target>().front().removed);
  check_sound(books.ana);
}

TEST_CASE("incoming: merges both ways leave the same one customer living in both books") {
  TwoBooks books;
  const Uid first = add_customer(books.ana, "Acme");
  books.ben.pass(5);
  const Uid second = add_customer(books.ben, "ACME Robotics");
  books.exchange();
  merge(books.ana, first, second);
  merge(books.ben, second, first);
  books.exchange();
  for (TestBook* book : {&books.ana, &books.ben}) {
    REQUIRE(book->store.all<Customer>().size() == 1);
    CHECK(book->store.all<Customer>().front().uid == std::min(first, second));
    for (const auto& hit : book->store.match_names("acme", NameLevel::prefix, {"customer"}))
      CHECK(book->store.find<Customer>(hit.uid)->uid == std::min(first, second));
    check_sound(*book);
  }
}

TEST_CASE(
    "incoming: undo spares and names what others speak of, and takes back nothing of theirs") {
  TwoBooks books;
  const Uid acme = add_customer(books.ana, "Acme");
  books.exchange();
  books.ben.pass(9);
  books.ben.command("log", [&](Writing& writing) {
    const Uid pm = writing.add(Pm{.name = "Ben", .handle = "ben"});
    writing.add(Interaction{.length = Minutes{30}, .hosts = {pm}, .customers = {acme}});
  });
  books.exchange();
  const auto undone = books.ana.undo();
  REQUIRE(undone);
  CHECK(undone->command.verb == "customer add");
  CHECK(undone->spared == std::vector<std::string>{"customer #1"});
  CHECK(books.ana.store.find<Customer>(acme));
  CHECK_FALSE(books.ana.undo());
}

TEST_CASE("incoming: a sync is passed over by undo") {
  TestBook book;
  const Uid acme = add_customer(book, "Acme");
  book.command("sync", [&](Writing& writing) { writing.add(Customer{.name = "x"}); });
  REQUIRE(book.undo());
  CHECK_FALSE(book.store.find<Customer>(acme));
}

TEST_CASE("incoming: two books that set other rules keep both") {
  TwoBooks books;
  books.ana.command("config set",
                    [&](Writing& writing) { writing.set_rules({.hour = Minutes{45}}); });
  books.ben.pass(3);
  books.ben.command("config set", [&](Writing& writing) {
    writing.set_rules({.week_start = std::chrono::Sunday});
  });
  books.exchange();
  for (TestBook* book : {&books.ana, &books.ben}) {
    CHECK(book->store.rules().hour == Minutes{45});
    CHECK(book->store.rules().week_start == std::chrono::Sunday);
    CHECK(book->store.rules().work_days == Rules{}.work_days);
  }
}

TEST_CASE("incoming: what is repaired is cut before a gap of another book, and never filled") {
  TwoBooks books;
  add_customer(books.ana, "Mine");
  for (const char* name : {"one", "two", "three"}) add_customer(books.ben, name);
  books.exchange();
  Db& db = books.ana.store.db();
  db.run(
      "DELETE FROM change WHERE seq = 2 AND stream = (SELECT id FROM stream WHERE owner = 'ben')");
  Repair repair;
  TestBook saved;
  saved.store = salvage(db, {}, books.ana.stamp(), repair);
  CHECK(repair.lost == std::vector<std::string>{"changes 2 to 3 of team"});
  CHECK(saved.store.db().number("SELECT head FROM stream WHERE owner = 'ben'") == 1);
  CHECK(tell(books.ben, "ben", saved).taken == 2);
  CHECK(saved.store.all<Customer>().size() == 4);
  check_sound(saved);
}

namespace {

/// What an import of one event of a calendar writes.
Uid import_event(TestBook& book, const Uid& pm) {
  Uid uid;
  book.command("import", [&](Writing& writing) {
    uid = writing.add(Interaction{.start = {make_date(2026, 3, 2).value(), 600},
                                  .length = Minutes{60},
                                  .hosts = {pm},
                                  .sources = {"ics:1@x 20260302"}});
  });
  return uid;
}

Uid add_pm(TestBook& book, const std::string& handle) {
  Uid uid;
  book.command("pm add",
               [&](Writing& writing) { uid = writing.add(Pm{.name = handle, .handle = handle}); });
  return uid;
}

}  // namespace

TEST_CASE("incoming: one calendar imported into two books of a PM is one talk") {
  TwoBooks books;
  const Uid ana = add_pm(books.ana, "ana");
  books.exchange();
  const Uid here = import_event(books.ana, ana);
  CHECK(import_event(books.ben, ana) == here);
  books.exchange();
  for (TestBook* book : {&books.ana, &books.ben}) {
    CHECK(book->store.talks(ana, all_days).size() == 1);
    check_sound(*book);
  }
}

TEST_CASE("incoming: one event in the calendars of two PMs is two talks of one source") {
  TwoBooks books;
  const Uid ana = add_pm(books.ana, "ana"), ben = add_pm(books.ben, "ben");
  import_event(books.ana, ana);
  CHECK(books.ana.store.sources(ana, all_days).empty());  // nobody else was heard yet
  import_event(books.ben, ben);
  books.exchange();
  CHECK(books.ana.store.talks(ana, all_days).size() == 1);
  CHECK(books.ana.store.talks(ben, all_days).size() == 1);
  REQUIRE(books.ana.store.sources(ana, all_days).size() == 1);
  CHECK(books.ana.store.sources(ana, all_days).begin()->second ==
        books.ana.store.sources(ben, all_days).begin()->second);
}

TEST_CASE("an import that was undone comes back under its number") {
  TestBook book;
  const Uid ana = add_pm(book, "ana");
  const Uid first = import_event(book, ana);
  book.undo();
  CHECK(book.store.talks(ana, all_days).empty());
  CHECK(import_event(book, ana) == first);
  REQUIRE(book.store.talks(ana, all_days).size() == 1);
  CHECK(book.store.talks(ana, all_days).front().number == 1);
  check_sound(book);
}

}  // namespace rapport
