#include "rapport/store/salvage.hpp"

#include <doctest/doctest.h>

#include "book.hpp"
#include "rapport/base/error.hpp"

namespace rapport {
namespace {

struct Damaged : TestBook {
  Uid acme, talk;

  Damaged() {
    command("customer add",
            [&](Writing& writing) { acme = writing.add(Customer{.name = "Acme"}); });
    command("log", [&](Writing& writing) {
      Interaction held{.start = {local.date, 540, 60}, .length = Minutes{30}, .note = "first"};
      held.customers = {acme};
      talk = writing.add(held);
    });
    command("amend", [&](Writing& writing) {
      auto held = *store.find<Interaction>(talk);
      held.note = "second";
      writing.update(held);
    });
  }

  Repair repair;
  Store saved() { return salvage(store.db(), {}, stamp(), repair); }
};

}  // namespace

TEST_CASE("salvage: a whole journal comes out as it was, and everything folded is made anew") {
  Damaged book;
  const auto right = whole_dump(book.store.db());
  SUBCASE("records and names say something else") {
    book.store.db().run("UPDATE entity SET body = '{}'");
    book.store.db().run("UPDATE name SET folded = 'x' || folded");
    CHECK(is_journal_sound(book.store.db()));
  }
  SUBCASE("no record is left, for a number to be with") {
    book.store.db().run("DELETE FROM entity");
    CHECK_FALSE(is_journal_sound(book.store.db()));
  }
  Store saved = book.saved();
  CHECK(whole_dump(saved.db()) == right);
  CHECK(book.repair.is_whole());
  CHECK(saved.commands(10).size() == 3);
}

TEST_CASE("salvage: what a change does not say any more is taken from its record, and listed") {
  Damaged book;
  SUBCASE("it says something else") {
    book.store.db().run("UPDATE change SET body = replace(body, 'second', 'secund')");
    CHECK_FALSE(is_journal_sound(book.store.db()));
    Store saved = book.saved();
    CHECK(saved.find<Interaction>(book.talk)->note == "second");
    CHECK(book.repair.lost == std::vector<std::string>{"change 2 of pm/lost"});
    CHECK(book.repair.altered ==
          std::vector<std::string>{"interaction #1: as it was last; how it came about is lost"});
  }
  SUBCASE("it is gone") {
    book.store.db().run("DELETE FROM change WHERE ent = 'interaction'");
    CHECK_FALSE(is_journal_sound(book.store.db()));
    Store saved = book.saved();
    CHECK(saved.find<Interaction>(book.talk)->note == "second");
    CHECK_FALSE(book.repair.is_whole());
    CHECK(saved.commands(1)[0].verb == "check --fix");
  }
}

TEST_CASE("salvage: what neither journal nor records have is lost, and said to be") {
  Damaged book;
  book.store.db().run("DELETE FROM change WHERE ent = 'interaction'");
  book.store.db().run("DELETE FROM entity WHERE ent = 'interaction'");
  Store saved = book.saved();
  CHECK_FALSE(saved.find<Interaction>(book.talk));
  CHECK(saved.find<Customer>(book.acme)->name == "Acme");
  CHECK_FALSE(book.repair.lost.empty());
  CHECK(saved.check(Depth::deep).empty());
}

TEST_CASE("salvage: a command whose time or verb cannot be read is not taken as it reads") {
  Damaged book;
  SUBCASE("its time") {
    book.store.db().run("UPDATE command SET at = CAST(x'32ff' AS TEXT) WHERE id = 2");
  }
  SUBCASE("its verb") {
    book.store.db().run("UPDATE command SET verb = CAST(x'ff' AS TEXT) WHERE id = 2");
  }
  Store saved = book.saved();
  for (const CommandRecord& command : saved.commands(10)) {
    CHECK(parse_recorded(command.at));
    CHECK(command.verb != "\xff");
  }
  CHECK_FALSE(book.repair.is_whole());
}

TEST_CASE("salvage: a number far beyond all others does not make it count to there") {
  Damaged book;
  SUBCASE("the end of a stream") { book.store.db().run("UPDATE stream SET head = 1 << 62"); }
  SUBCASE("a change") {
    book.store.db().run("UPDATE change SET seq = 1 << 62 WHERE ent = 'customer'");
  }
  Store saved = book.saved();
  CHECK(saved.find<Customer>(book.acme)->name == "Acme");
  CHECK(saved.find<Interaction>(book.talk)->note == "second");
}

TEST_CASE("salvage: where nothing at all is left, it says so") {
  Damaged book;
  for (const char* sql : {"DELETE FROM change", "DELETE FROM stream", "DELETE FROM entity"})
    book.store.db().run(sql);
  try {
    book.saved();
    FAIL("something was made of nothing");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    CHECK(std::string(error.what()) == "nothing of the book can be read");
  }
}

}  // namespace rapport
